"""Whether clusters can use a version: what stops it comes before what weakens it."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from kisotui import locale
from kisotui.domain import checksums
from kisotui.domain.detail_views import Iso, VersionDetail
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.states import DownloadStatus, IsoState, VersionState
from kisotui.domain.usable import Level, Reason, of
from kisotui.service.why import advice, line, text
from tests.unit.test_detail_lines import ISO, NOW, VERSION


def stated(checksum: str, origin: Origin = Origin.GIVEN) -> Evidence:
    parsed = checksums.parse(checksum)
    assert parsed is not None
    return Evidence(parsed, origin)


STRONG = stated("{SHA-256}" + "ab" * 32)
BESIDE = stated("{SHA-256}" + "ab" * 32, Origin.BESIDE)
OLD = stated("{MD5}" + "ab" * 16)
READY = replace(ISO, state=IsoState.READY, status=DownloadStatus.DOWNLOADED, errors=0)
FIRST = {"count": 1, "first": {"message": "finding.part-missing", "values": {"path": "x"}}}
REFUSED = {"host": "h", "port": 80}


def because(**columns: Any) -> list[Reason]:
    return [why.reason for why in of(seen(replace(READY, **columns))).whys]


def seen(*isos: Iso, evidence: tuple[Evidence, ...] = (STRONG,), **version: Any) -> VersionDetail:
    return VersionDetail(replace(VERSION, **version), isos, evidence)


def elsewhere(iso: Iso) -> Iso:
    return replace(iso, id="other", zonename="busan")


def test_nothing_speaks_against_it() -> None:
    found = of(seen(READY))
    assert (found.level, found.whys, found.zonenames) == (Level.YES, (), ("seoul",))
    assert found.brief == "yes"


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"state": IsoState.ALLOCATED}, Reason.MISSING),
        ({"state": IsoState.CREATING}, Reason.MISSING),
        ({"state": IsoState.FAILED, "failure": "http-missing"}, Reason.FAILED),
        (
            {"state": IsoState.FAILED, "failure": "contents", "wrong": "part-missing"},
            Reason.CONTENTS,
        ),
        ({"state": IsoState.FAILED, "failure": "contents", "wrong": "arch-wrong"}, Reason.ARCH),
        ({"status": DownloadStatus.BYPASSED, "url_failure": "refused"}, Reason.SILENT),
        ({"state": IsoState.DESTROYING}, Reason.DELETED),
    ],
)
def test_what_stops_it(columns: dict[str, Any], reason: Reason) -> None:
    found = of(seen(replace(READY, **columns)))
    assert (found.level, found.whys[0].reason, found.zonenames) == (Level.NO, reason, ())
    assert found.whys[0].stops


@pytest.mark.parametrize(
    ("columns", "reasons"),
    [
        ({"errors": None}, [Reason.UNJUDGED]),
        ({"errors": None, "status": DownloadStatus.BYPASSED}, [Reason.DIRECT]),
        ({"warnings": 2}, [Reason.WARNINGS]),
        ({"errors": 1, "warnings": 2, "accepted": True}, [Reason.ACCEPTED]),
    ],
)
def test_what_weakens_it(columns: dict[str, Any], reasons: list[Reason]) -> None:
    assert because(**columns) == reasons
    assert of(seen(replace(READY, **columns))).level is Level.YES


@pytest.mark.parametrize(
    ("evidence", "reasons"),
    [
        ((), [Reason.UNCHECKED]),
        ((BESIDE,), [Reason.WEAK]),
        ((OLD,), [Reason.WEAK]),
        ((STRONG, OLD), []),
    ],
)
def test_what_a_checksum_is_worth(evidence: tuple[Evidence, ...], reasons: list[Reason]) -> None:
    found = of(seen(READY, evidence=evidence))
    assert ([why.reason for why in found.whys], found.level) == (reasons, Level.YES)


def test_disabled_comes_first_and_is_true_of_all_zones() -> None:
    failed = replace(READY, state=IsoState.FAILED, failure="refused", failure_values=REFUSED)
    found = of(seen(READY, elsewhere(failed), state=VersionState.DISABLED, evidence=()))
    assert [why.reason for why in found.whys] == [
        Reason.DISABLED,
        Reason.FAILED,
        Reason.UNCHECKED,
    ]
    assert (found.level, found.brief) == (Level.NO, "no:disabled")


def test_in_some_zones_only() -> None:
    coming = elsewhere(replace(READY, state=IsoState.CREATING, since=NOW))
    detail = seen(READY, coming)
    found = of(detail)
    assert (found.level, found.zonenames, found.brief) == (
        Level.PARTLY,
        ("seoul",),
        "partly:missing",
    )
    locale.use("en")
    said = line(found, detail, NOW)
    assert "in seoul only" in said
    assert "busan: Creating since" in said


def test_a_zone_that_is_given_up_does_not_count() -> None:
    assert of(seen(READY, elsewhere(replace(READY, state=IsoState.DESTROYING)))).level is Level.YES


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_words(reason: Reason, language: str) -> None:
    columns: dict[Reason, dict[str, Any]] = {
        Reason.DELETED: {"state": IsoState.DESTROYED},
        Reason.ARCH: {"wrong": "arch-wrong"},
        Reason.CONTENTS: {"wrong": "part-missing"},
        Reason.FAILED: {"state": IsoState.FAILED, "failure": "refused"},
        Reason.SILENT: {"url_failure": "refused", "url_failure_values": REFUSED},
        Reason.MISSING: {"state": IsoState.ALLOCATED},
        Reason.ACCEPTED: {"accepted": True, "errors": 1},
        Reason.UNJUDGED: {"errors": None},
        Reason.WARNINGS: {"warnings": 3},
        Reason.DIRECT: {"errors": None, "status": DownloadStatus.BYPASSED},
    }
    more = columns.get(reason, {})
    if reason in (Reason.ARCH, Reason.CONTENTS):
        more |= {"state": IsoState.FAILED, "failure": "contents", "failure_values": FIRST}
    if reason is Reason.FAILED:
        more |= {"failure_values": REFUSED}
    evidence = {Reason.UNCHECKED: (), Reason.WEAK: (OLD,)}.get(reason, (STRONG,))
    state = VersionState.DISABLED if reason is Reason.DISABLED else VersionState.ENABLED
    detail = seen(replace(READY, **more), evidence=evidence, state=state)
    locale.use(language)
    [why] = of(detail).whys
    assert why.reason is reason
    for said in (text(why, detail, NOW), advice(why), line(of(detail), detail, NOW)):
        assert said
        assert not {"{", "?"} & set(said), said
        assert "usable." not in said


def test_the_list_can_be_filtered_by_each_of_them() -> None:
    names = [*(reason.value for reason in Reason), *(level.value for level in Level)]
    assert not [(one, other) for one, other in permutations(names, 2) if one in other]
