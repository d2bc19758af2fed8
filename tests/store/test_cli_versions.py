"""The commands about versions, on a real store."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kisotui.cli import output
from kisotui.domain.failures import Exit, Problem
from kisotui.domain.states import IsoState
from kisotui.service import records
from tests.support.cli import Cli

API_FIELDS = {
    "id", "name", "semanticversion", "state", "isostate", "zoneid", "zonename", "url", "checksum",
    "mincpunumber", "minmemory", "directdownload", "arch", "created", "supportsha",
    "supportsautoscaling", "isoid", "isoname", "isourl", "size", "received", "rate", "isos",
}  # fmt: skip
ISO_FIELDS = {
    "isoid", "isoname", "zoneid", "zonename", "isostate", "status", "phase", "size", "received",
    "attempts", "failure", "digest", "verified", "path", "due",
}  # fmt: skip


def test_add_prints_the_id_and_has_a_worker_started(cli: Cli) -> None:
    version_id = cli.add("1.34.12", "--min-cpu", "4", "--min-memory", "4096", "--arch", "aarch64")
    assert len(cli.ensured) == 1
    shown = cli.json("version", "show", version_id)
    assert set(shown) >= API_FIELDS
    assert set(shown["isos"][0]) >= ISO_FIELDS
    assert (shown["name"], shown["mincpunumber"], shown["minmemory"]) == ("v1.34.12", 4, 4096)
    assert (shown["state"], shown["isostate"], shown["arch"]) == ("Enabled", "Allocated", "aarch64")
    assert shown["created"].endswith("+00:00")


def test_add_prints_the_record_when_asked(cli: Cli) -> None:
    added = cli.json("version", "add", "1.34.12", "--url", "http://127.0.0.1/a.iso")
    shown = cli.json("version", "show", added["id"])
    assert shown.pop("contents") == []
    assert shown.pop("why")["id"] == added["id"]
    assert added == shown


def test_add_to_a_zone_by_name(cli: Cli) -> None:
    zone = cli.json("zone", "add", "판교", "--type", "Edge")
    shown = cli.json("version", "show", cli.add("1.34.1", "--zone", "판교", "--direct-download"))
    assert (shown["zoneid"], shown["zonename"]) == (zone["id"], "판교")
    assert (shown["directdownload"], shown["name"]) == (True, "v1.34.1-판교")


def test_add_from_a_file_named_relative_to_where_we_are(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.iso").write_bytes(b"iso")
    monkeypatch.chdir(tmp_path)
    shown = cli.json("version", "show", cli.add("1.34.1", "--file", "a.iso"))
    assert (shown["file"], shown["url"]) == (str(tmp_path / "a.iso"), None)


def test_add_tells_every_problem_and_adds_nothing(cli: Cli) -> None:
    wrong = ["--url", "ftp://x", "--min-cpu", "1", "--arch", "mips", "--checksum", "12"]
    result = cli("version", "add", "v1.3", *wrong, "--zone", "nowhere")
    assert (result.status, result.out) == (Exit.INVALID, "")
    assert result.err.count("kisotui: ") == result.err.count("\n") == 6
    assert cli.json("version", "list") == []
    assert cli.ensured == []


def test_add_with_one_problem_ends_with_its_own_status(cli: Cli) -> None:
    cli.add("1.34.1")
    again = ["version", "add", "1.34.2", "--url", "http://127.0.0.1/b.iso"]
    assert cli(*again, "--name", "v1.34.1").status == Exit.CONFLICT
    assert cli(*again, "--zone", "nowhere").status == Exit.NOT_FOUND
    assert cli("version", "add", "1.34.2").status == Exit.INVALID
    assert cli(*again, "--file", "/etc/hostname").status == Exit.INVALID


def test_a_password_in_the_url_is_nowhere_to_be_seen(cli: Cli) -> None:
    cli.ok("version", "add", "1.34.1", "--url", "http://kim:hunter2@127.0.0.1/a.iso?token=t0p")
    for form in ("table", "json", "csv"):
        for command in (["version", "show", "1.34.1"], ["version", "list"], ["event", "list"]):
            shown = cli.ok(*command, "-o", form)
            assert "hunter2" not in shown
            assert "t0p" not in shown


@pytest.mark.parametrize("ref", ["id", "prefix", "name", "version"])
def test_a_version_is_meant_by(cli: Cli, ref: str) -> None:
    version_id = cli.add("1.34.1", "--name", "stable")
    refs = {"id": version_id, "prefix": version_id[:8], "name": "stable", "version": "1.34.1"}
    assert cli.json("version", "show", refs[ref])["id"] == version_id


def test_a_reference_that_means_none_or_several(cli: Cli) -> None:
    cli.add("1.34.1", "--name", "one")
    cli.ok("version", "add", "1.34.1", "--name", "two", "--url", "http://127.0.0.1/other.iso")
    assert cli("version", "show", "1.34.1").status == Exit.NOT_FOUND
    result = cli("version", "disable", "one", "three")
    assert (result.status, result.out) == (Exit.NOT_FOUND, "")
    assert "three" in result.err
    assert cli.json("version", "show", "one")["state"] == "Enabled"


def test_bytes_that_are_no_text_are_told_and_nothing_breaks(cli: Cli) -> None:
    """As Python hands them over: with surrogates in place of the bytes."""
    odd = "\udcff\udcfe"
    add = ["version", "add", "1.34.1", "--url", "http://127.0.0.1/a.iso"]
    assert cli("version", "show", odd).status == Exit.NOT_FOUND
    assert cli("zone", "remove", odd).status == Exit.NOT_FOUND
    assert cli("event", "list", odd).status == Exit.NOT_FOUND
    assert cli.json("version", "list", "--filter", odd) == []
    assert cli(*add, "--zone", odd).status == Exit.NOT_FOUND
    assert cli(*add, "--name", odd).status == Exit.INVALID
    assert cli("zone", "add", odd).status == Exit.INVALID


def test_files_that_cannot_be_added(cli: Cli, tmp_path: Path) -> None:
    odd = tmp_path / "\udcff.iso"
    odd.write_bytes(b"iso")
    for path in (str(odd), "~nobody-of-this-name/a.iso", "", str(tmp_path), "/dev/null"):
        result = cli("version", "add", "1.34.1", "--file", path)
        assert (result.status, result.out) == (Exit.INVALID, ""), path
        assert "unexpected" not in result.err


def test_enable_and_disable_several(cli: Cli) -> None:
    ids = [cli.add("1.34.1"), cli.add("1.33.1")]
    assert cli.ok("version", "disable", "1.34.1", "1.33.1") == "Disabled: 2 changed\n"
    assert [v["state"] for v in cli.json("version", "list")] == ["Disabled", "Disabled"]
    assert cli.json("version", "enable", ids[0])[0]["state"] == "Enabled"


def test_pause_retry_cancel(cli: Cli) -> None:
    cli.add("1.34.1")
    assert cli.ok("version", "pause", "1.34.1") == "ISOs paused: 1\n"
    assert cli("version", "pause", "1.34.1").status == Exit.CONFLICT
    assert cli.json("version", "retry", "1.34.1")[0]["phase"] == "queued"
    assert cli.ok("version", "cancel", "1.34.1") == "ISOs cancelled: 1\n"
    assert len(cli.ensured) == 4  # also paused: what a dead worker holds stays "stopping"


def test_list_filters_and_sorts(cli: Cli) -> None:
    for version in ("1.9.9", "1.30.0", "1.34.1"):
        if version != "1.9.9":
            cli.add(version)
    cli.add("1.31.0", "--arch", "s390x", "--min-cpu", "8")

    def names(*args: str) -> list[str]:
        return [version["name"] for version in cli.json("version", "list", *args)]

    assert names() == ["v1.34.1", "v1.31.0", "v1.30.0"]
    assert names("--reverse") == ["v1.30.0", "v1.31.0", "v1.34.1"]
    assert names("--sort", "mincpunumber", "--reverse")[0] == "v1.31.0"
    assert names("--min-version", "1.31.0") == ["v1.34.1", "v1.31.0"]
    assert names("--arch", "s390x", "--filter", "31") == ["v1.31.0"]
    assert cli("version", "list", "--min-version", "1.x").status == Exit.INVALID
    assert cli("version", "list", "--zone", "nowhere").status == Exit.NOT_FOUND


def test_list_as_a_table(cli: Cli) -> None:
    version_id = cli.add("1.34.1", "--name", "[red]판교")
    cli.becomes(version_id, state="Creating", owner="me", size=2**30, received=2**29)
    heading, row = cli.ok("version", "list").splitlines()
    assert heading.split()[:2] == ["ID", "Name"]
    assert row.startswith(f"{version_id[:8]}  [red]판교  Enabled")
    assert "Creating   50%       1.0 GiB" in row
    assert cli.ok("version", "list", "--lang", "ko").startswith("ID        이름")


def test_list_as_csv_has_a_value_for_each_field(cli: Cli) -> None:
    version_id = cli.add("1.34.1")
    rows = list(csv.DictReader(io.StringIO(cli.ok("version", "list", "-o", "csv"))))
    assert [row["id"] for row in rows] == [version_id]
    assert tuple(rows[0]) == records.VERSION_FIELDS
    nested = {"isos", "evidence", "contents", "why"}
    assert set(records.VERSION_FIELDS) == set(cli.json("version", "show", version_id)) - nested


def test_a_version_in_several_zones_stands_where_the_least_far_stands(cli: Cli) -> None:
    cli.ok("zone", "add", "b")
    version_id = cli.add("1.34.1")
    first, second = (iso["zonename"] for iso in cli.json("version", "show", version_id)["isos"])
    cli.fetched(version_id, second)
    shown = cli.json("version", "show", version_id)
    assert (shown["isostate"], shown["zonename"]) == ("Allocated", first)
    cli.failed(version_id, "refused", second, host="h", port=80)
    shown = cli.json("version", "show", version_id)
    assert (shown["isostate"], shown["zonename"]) == ("Failed", second)
    assert shown["isoid"] == shown["isos"][1]["isoid"]


def test_show_tells_in_words_what_went_wrong(cli: Cli) -> None:
    version_id = cli.add("1.34.1")
    cli.failed(version_id, "http-missing", host="server", status=404)
    failure = cli.json("version", "show", version_id)["isos"][0]["failure"]
    assert failure["code"] == "http-missing"
    assert failure["message"] == "server has no such file (HTTP 404)"
    assert failure["next"] == "Check the path in the URL"
    shown = cli.ok("version", "show", version_id)
    assert "server has no such file (HTTP 404). Check the path in the URL." in shown
    assert IsoState.FAILED in shown
    assert "서버" not in shown
    assert "그런 파일이 없습니다" in cli.ok("version", "show", version_id, "--lang", "ko")


@pytest.mark.parametrize("command", ["add", "retry", "pause", "cancel"])
def test_what_is_queued_gets_a_worker_even_where_nothing_can_be_told(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    version_id = cli.add("1.34.1")
    if command == "retry":
        cli.failed(version_id, "dns", host="mirror")
    cli.ensured.clear()

    def full(text: str) -> None:
        raise Problem("output")

    monkeypatch.setattr(output, "line", full)
    what = ["1.34.2", "--url", "http://127.0.0.1/1.34.2.iso"] if command == "add" else [version_id]
    assert cli("version", command, *what).status == Exit.DISK
    assert len(cli.ensured) == 1
