"""The pre-flight beside a form, between two looks; its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import pytest

from kisotui import locale
from kisotui.domain.checksums import Checksum
from kisotui.domain.contents import Glance, Kind
from kisotui.domain.corrections import corrections
from kisotui.domain.errands import Errand, ErrandKind, ErrandState
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.failures import Problem
from kisotui.domain.findings import finding
from kisotui.domain.forms import VersionForm
from kisotui.domain.preflight import Name, Report, State, Step
from kisotui.domain.preflight_json import to_json
from kisotui.download import preflight_steps as steps
from kisotui.locale import CATALOGUE
from kisotui.service import preflight_words as words
from kisotui.tui.preflight import Asked, Preflight

SUM: Final = Checksum("SHA-256", "ab" * 32)
OTHER: Final = Checksum("SHA-256", "cd" * 32)
STATED: Final = (Evidence(SUM, Origin.BESIDE, "http://h/isos/SHA256SUMS"),)
FORM: Final = VersionForm(semanticversion="1.34.12", url="http://kim:hunter2@h/a.iso")
KEYS: Final = ("^t", "^o")
NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
PASSED: Final = replace(
    Report(tuple(Step(name, State.PASSED) for name in Name)),
    glance=Glance(version="1.34.12", arch="x86_64"),
    size=3 << 20,
).with_step(
    Step(Name.CONTENTS, State.PASSED, "cloudstack", {"version": "1.34.12", "arch": "x86_64"})
)


def errand(report: Report | None = None, state: ErrandState = ErrandState.RUNNING) -> Errand:
    return Errand(
        id="1",
        kind=ErrandKind.PREFLIGHT,
        state=state,
        report=to_json(report) if report else {},
        created=NOW,
        updated=NOW,
    )


def begun(form: VersionForm = FORM) -> tuple[Preflight, Asked]:
    preflight = Preflight()
    what = preflight.wanted(form)
    assert what is not None
    preflight.begin(what, 100.0)
    return preflight, what


def shown(preflight: Preflight, form: VersionForm = FORM, height: int = 3) -> list[str]:
    lines = preflight.lines(form, height, 101.0, KEYS)
    assert len(lines) <= height
    return [line.text for line in lines]


@pytest.mark.parametrize(
    "url", ["", "http", "http://", "ftp://h/a.iso", "http://h/x.registration.json"]
)
def test_nothing_is_asked_of_what_is_no_url(url: str) -> None:
    preflight = Preflight()
    assert preflight.wanted(replace(FORM, url=url)) is None
    assert preflight.wanted(replace(FORM, file="/a.iso")) is None
    assert shown(preflight, replace(FORM, url=url)) == [
        "The server is asked as soon as the URL is whole"
    ]


def test_the_same_is_asked_once() -> None:
    preflight, _ = begun()
    assert preflight.wanted(replace(FORM, name="other", arch="aarch64")) is None
    assert not preflight.edited(replace(FORM, name="other"))
    assert preflight.wanted(FORM, by_itself=False) is not None
    for other in (
        replace(FORM, url="http://h/b.iso"),
        replace(FORM, zone="z"),
        replace(FORM, directdownload=True),
    ):
        assert preflight.wanted(other) is not None


def test_what_is_known_is_of_the_url_that_stands_there() -> None:
    preflight, what = begun()
    preflight.learn(what, errand(PASSED, ErrandState.DONE))
    assert preflight.report == PASSED
    assert preflight.edited(replace(FORM, url="http://h/b.iso"))
    assert preflight.report == Report()
    preflight.learn(what, errand(PASSED, ErrandState.DONE))
    assert preflight.report == Report(), "it came too late"


def test_the_url_of_the_version_edited_is_asked_only_when_wanted() -> None:
    preflight = Preflight(own=FORM.url)
    assert preflight.wanted(FORM) is None
    assert shown(preflight) == ["The URL is as it was: ^t asks its server"]
    assert preflight.wanted(FORM, by_itself=False) is not None
    assert preflight.wanted(replace(FORM, url="http://h/b.iso")) is not None


def test_from_the_queue_to_its_end() -> None:
    preflight, what = begun()
    assert shown(preflight) == ["Waiting for a worker (1 s)"]
    asking = Report().with_step(Step(Name.CONNECTION, State.RUNNING, "connecting", {"host": "h"}))
    preflight.learn(what, errand(asking))
    assert shown(preflight)[0] == "› Server      connection: asking h"
    assert len(shown(preflight, height=12)) == len(Name)
    waiting = preflight.lines(FORM, 3, 107.0, KEYS)[0].text
    assert waiting.endswith("asking h (7 s)"), "what it waits for, and how long"
    assert preflight.is_open
    preflight.learn(what, errand(PASSED, ErrandState.DONE))
    assert not preflight.is_open
    assert shown(preflight) == ["✓ Checked: Kubernetes 1.34.12, x86_64, CloudStack build, 3.0 MiB"]


def test_a_failure_says_what_to_do() -> None:
    preflight, what = begun()
    failing = Step(Name.TLS, State.FAILED, problem=Problem("tls-unknown-ca", host="h", issuer="X"))
    preflight.learn(what, errand(Report().with_step(failing).ended(), ErrandState.DONE))
    for height in (3, 12):
        text = "\n".join(shown(preflight, height=height))
        assert locale.problem_text(failing.problem or Problem("dns")) in text
        assert words.advice(failing) in text
    assert shown(preflight, height=1)[0].startswith("✗ Server")


def test_what_contradicts_is_said_and_taken_over() -> None:
    preflight, what = begun()
    preflight.learn(what, errand(PASSED, ErrandState.DONE))
    form = replace(FORM, semanticversion="1.33.2")
    assert set(preflight.corrections(form)) == {"semanticversion"}
    for height in (1, 3, 12):
        assert shown(preflight, form, height)[-1] == (
            "! ^o takes over what was found: Semantic version 1.34.12"
        )


def test_the_key_is_seen_however_much_contradicts() -> None:
    preflight, what = begun()
    report = replace(PASSED, glance=Glance(version="1.34.12", arch="aarch64"), evidence=STATED)
    preflight.learn(what, errand(report, ErrandState.DONE))
    form = replace(FORM, semanticversion="1.33.2", checksum=str(OTHER))
    line = shown(preflight, form)[-1]
    for each in ("^o", "1.34.12", "aarch64", SUM.short):
        assert each in line
    assert line.index("^o") < 40


BROKEN: Final = PASSED.with_step(
    Step(
        Name.CONTENTS,
        State.FAILED,
        findings=(finding("part-missing", "k8s/kubelet"), finding("images-none", "docker")),
    )
)


def test_what_is_missing_is_named_and_what_contradicts_beside_it() -> None:
    preflight, what = begun()
    preflight.learn(what, errand(BROKEN, ErrandState.DONE))
    form = replace(FORM, semanticversion="1.33.2")
    for height in (3, 12):
        text = "\n".join(shown(preflight, form, height))
        assert "errors: 2 (k8s/kubelet, docker)" in text
        assert "Build the ISO with the build script" in text
        assert "^o takes over what was found: Semantic version 1.34.12" in text
    assert preflight.errors == list(BROKEN.findings)


def test_one_that_is_missing_is_named_as_the_verdict_names_it() -> None:
    step = Step(Name.CONTENTS, State.FAILED, findings=(finding("part-missing", "k8s/kubelet"),))
    assert words.fact(step) == "k8s/kubelet is missing: the nodes need it"


def test_what_is_not_known_is_said_to_be_so() -> None:
    step = steps.contents(Glance(arch="x86_64"), ())
    assert step.state is State.WARNED
    assert words.fact(step) == (
        "Kubernetes (version not known), x86_64: the rest is seen after the download"
    )
    assert "?" not in words.fact(steps.contents(Glance(kind=Kind.MOLD, version="1.2.3"), ()))


def test_no_kubernetes_iso() -> None:
    step = steps.contents(Glance(), (finding("part-missing", "k8s/kubelet"),))
    assert step.state is State.FAILED
    assert words.fact(step) == "no Kubernetes programs were found in it"


def test_a_checksum_is_named_by_its_file_and_shortly() -> None:
    (found,) = corrections(FORM, replace(PASSED, evidence=STATED))
    said = words.stated(found, "^o")
    assert said == f"^o takes over what SHA256SUMS says: {SUM.short}"
    assert len(said) < 78
    (against,) = corrections(replace(FORM, checksum=str(OTHER)), replace(PASSED, evidence=STATED))
    assert words.contradiction(against) == (
        f"Checksum: given {OTHER.short}, but SHA256SUMS says {SUM.short}"
    )


def test_no_title_is_said_twice() -> None:
    report = PASSED.with_step(Step(Name.FILE, State.WARNED, "endless", {"type": "text/plain"}))
    assert words.group(report, "file")[1] == "the server does not say how long it is (text/plain)"


def test_an_errand_that_is_gone_or_cannot_be_posted() -> None:
    preflight, what = begun()
    preflight.learn(what, None)
    assert not preflight.is_open
    assert shown(preflight)[0].startswith("✗")
    preflight.begin(what, 100.0)
    preflight.refuse(what, Problem("worker-start"))
    assert shown(preflight)[0] == f"✗ {locale.problem_text(Problem('worker-start'))}"


def test_no_secret_in_what_is_shown() -> None:
    _, what = begun()
    assert "hunter2" not in repr(what)


def test_every_step_and_state_has_words() -> None:
    for name in Name:
        assert f"preflight.step.{name.value}" in CATALOGUE
        assert sum(name in steps for steps in words.GROUPS.values()) == 1
    for state in State:
        assert f"preflight.state.{state.value}" in CATALOGUE


def test_an_address_is_not_said_twice() -> None:
    assert words.fact(steps.connected("h", "192.0.2.9")) == "h (192.0.2.9)"
    for host in ("192.0.2.9", "[2001:db8::1]"):
        assert words.fact(steps.connected(host, host.strip("[]"))) == host


def test_what_was_not_come_to_says_why() -> None:
    report = Report().with_step(Step(Name.ADDRESS, State.FAILED, problem=Problem("dns", host="h")))
    assert words.fact(report.ended()[Name.TLS]) == "not looked at: an earlier step failed"


def test_the_mirror_is_named_whatever_is_seen() -> None:
    url = "http://mirror/isos/a.iso"
    report = PASSED.with_step(Step(Name.ADDRESS, State.PASSED, "mirror", {"url": url}))
    refused = Step(
        Name.CONNECTION, State.FAILED, problem=Problem("refused", host="mirror", port=80)
    )
    for each in (report, report.with_step(refused)):
        preflight, what = begun()
        preflight.learn(what, errand(each, ErrandState.DONE))
        for height in (3, 12):
            assert url in "\n".join(shown(preflight, height=height))
