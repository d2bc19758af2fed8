"""The pre-flight by the installed program: posted by a command or a form, done by a worker."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from demo.server import FileServer
from tests.e2e.conftest import Person
from tests.support.iso_writer import write
from tests.support.isos import whole

SECRET = "hunter2"


def test_a_worker_looks_and_nothing_stays(person: Person, web: FileServer) -> None:
    url = f"http://kim:{SECRET}@127.0.0.1:{web.server_port}/k8s.iso"
    done = person.run("probe", url, "-o", "json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert (found["glance"]["version"], found["glance"]["arch"]) == ("1.34.12", "x86_64")
    assert found["requests"] < 12
    assert found["received"] < 1 << 20
    assert {each["state"] for each in found["steps"]} <= {"passed", "skipped"}
    assert json.loads(person.run("version", "list", "-o", "json").stdout) == []
    logs = [path.read_text() for path in person.home.rglob("*.log")]
    assert logs
    assert SECRET not in "".join([done.stdout, *logs])


def test_what_fails_is_the_exit_status(person: Person, web: FileServer) -> None:
    done = person.run("probe", f"{web.url}/nothing.iso")
    assert done.returncode == 11
    assert "no such file (HTTP 404)" in done.stdout
    assert done.stderr == "Check the path in the URL\n"
    done = person.run("--read-only", "probe", f"{web.url}/k8s.iso")
    assert done.returncode == 6


def test_what_the_iso_lacks_is_named(person: Person, web: FileServer, tmp_path: Path) -> None:
    files = {path: data for path, data in whole().items() if path != "k8s/kubelet"}
    (tmp_path / "www" / "broken.iso").write_bytes(write(files))
    url = f"{web.url}/broken.iso"
    for given in (("probe", url), ("version", "add", "1.34.12", "--url", url, "--dry-run")):
        done = person.run(*given)
        assert done.returncode == 12
        (line,) = [each for each in done.stdout.splitlines() if "k8s/kubelet" in each]
        assert line.split() == [
            *("contents", "failed", "k8s/kubelet", "is", "missing:"),
            *("the", "nodes", "need", "it"),
        ]
        assert done.stderr.startswith("Build the ISO with the build script")


def test_a_dry_run_says_what_contradicts(person: Person, web: FileServer) -> None:
    given = ("version", "add", "1.33.2", "--url", f"{web.url}/k8s.iso", "--dry-run")
    done = person.run(*given)
    assert done.returncode == 12
    assert "given 1.33.2, but the ISO says 1.34.12" in done.stdout
    found = json.loads(person.run(*given, "-o", "json").stdout)
    assert [each["field"] for each in found["corrections"]] == ["semanticversion"]
    assert json.loads(person.run("version", "list", "-o", "json").stdout) == []
    assert person.isos() == []


def test_a_url_is_enough_for_the_form(person: Person, web: FileServer, tmp_path: Path) -> None:
    iso = tmp_path / "www" / "k8s.iso"
    digest = hashlib.sha256(iso.read_bytes()).hexdigest()
    iso.with_name("k8s.iso.sha256").write_text(f"{digest}  k8s.iso\n")
    with person.console() as terminal:
        terminal.wait_for("There is no Kubernetes version yet")
        terminal.press("a")
        terminal.wait_for("Semantic version")
        terminal.press("tab", "tab", "tab")
        terminal.type(f"{web.url}/k8s.iso")
        terminal.wait_for("Checked: Kubernetes 1.34.12")
        terminal.wait_for(digest[:20])
        terminal.send(b"\x0f\x13")  # ctrl+o, ctrl+s
        terminal.wait_for("v1.34.12 ")
        terminal.wait_for("Ready")
        terminal.press("q")
        assert terminal.wait_exit() == 0
