"""The panes of the detail screen as lines: what they say, and that it lines up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.domain.detail_views import Event, Iso, VersionDetail, WorkerStatus
from kisotui.domain.states import (
    Arch,
    DownloadStatus,
    EventState,
    EventType,
    IsoState,
    Level,
    Phase,
    VersionState,
    ZoneType,
)
from kisotui.domain.views import Version
from kisotui.locale import use
from kisotui.tui.render import plain
from kisotui.tui.screens.detail_details import details, title
from kisotui.tui.screens.detail_downloads import Around, downloads
from kisotui.tui.screens.detail_event_lines import event_lines, head
from kisotui.tui.screens.detail_events import PAGE, EventLog
from kisotui.tui.widgets.fields import beside, facts

NOW = datetime(2026, 11, 23, 11, 12, 5, tzinfo=UTC)
ISO = Iso(
    id="i",
    name="v1.34.12-Kubernetes-Binaries-ISO",
    zoneid="z",
    zonename="seoul",
    zonetype=ZoneType.CORE,
    state=IsoState.ALLOCATED,
    status=DownloadStatus.NOT_DOWNLOADED,
    phase=Phase.QUEUED,
    size=None,
    received=0,
    rate=0,
    rates=(),
    since=None,
    attempt_started=None,
    attempt_received=0,
    attempts=0,
    failures=0,
    due=None,
    failure=None,
    failure_values={},
    failed_at=None,
    started=None,
    finished=None,
    digest="",
    verified=False,
    path="",
    priority=0,
    ratelimit=None,
    connections=0,
    owner=None,
)
VERSION = Version(
    id="v",
    name="v1.34.12",
    semanticversion="1.34.12",
    state=VersionState.ENABLED,
    isostate=IsoState.ALLOCATED,
    phase=Phase.QUEUED,
    mincpunumber=2,
    minmemory=2048,
    arch=Arch.X86_64,
    zonenames=("seoul",),
    allzones=False,
    directdownload=False,
    url="https://download.example/a.iso",
    file="",
    checksum="",
    supportsha=True,
    supportsautoscaling=True,
    created=NOW,
    size=None,
    received=0,
    rate=0,
    due=None,
    failure=None,
)
EVENT = Event(
    id=1,
    level=Level.WARN,
    type=EventType.ISO_CREATE,
    state=EventState.STARTED,
    message="event.of.a.newer.program",
    values={},
    description="Something new",
    changes={},
    username="kim",
    origin="192.0.2.7",
    resourcetype="Iso",
    resourceid="i",
    resourcename="a",
    parent=None,
    created=NOW,
)


FULL = {
    "failure": "no-space",
    "failure_values": {"path": "/isos", "needed": "6.0 GiB", "free": "1.0 GiB", "size": 6 << 30},
}
WORKER = WorkerStatus("worker", "jump1", 4711, NOW, NOW, 1)
AROUND = Around(NOW, {WORKER.owner: WORKER}, None)


def said(around: Around = AROUND, **columns: Any) -> str:
    detail = VersionDetail(VERSION, (replace(ISO, **columns),))
    return "\n".join(line.plain for line in downloads(detail, around, 78))


@pytest.mark.parametrize(
    ("columns", "next_step"),
    [
        ({"phase": Phase.QUEUED}, "starts as soon as a download slot is free"),
        ({"phase": Phase.RUNNING, "size": 9, "received": 4}, "is verified when all"),
        ({"phase": Phase.RUNNING, "size": 9, "received": 9}, "is being verified"),
        ({"phase": Phase.PAUSED}, "paused: r continues"),
        ({"phase": Phase.STOPPING}, "is being stopped"),
        ({"phase": Phase.STOPPING, "state": IsoState.DESTROYING}, "is being deleted"),
        ({"phase": Phase.IDLE, "state": IsoState.FAILED}, "r tries again"),
        ({"phase": Phase.IDLE, "state": IsoState.READY}, "nothing to do"),
        ({"phase": Phase.IDLE, "state": IsoState.DESTROYED}, "it is deleted"),
        ({"phase": Phase.WAITING, "due": NOW + timedelta(seconds=75)}, "in 1m 15s"),
        ({"phase": Phase.WAITING, "due": NOW - timedelta(seconds=5)}, "in 0s"),
        ({"phase": Phase.WAITING, "due": NOW, **FULL}, "goes on by itself when there is room"),
    ],
)
def test_what_happens_next_is_said(columns: dict[str, Any], next_step: str) -> None:
    assert next_step in said(**columns)


@pytest.mark.parametrize("phase", [Phase.QUEUED, Phase.STOPPING, Phase.RUNNING])
def test_work_without_a_worker_says_so(phase: Phase) -> None:
    assert "waits for a worker" in said(replace(AROUND, workers={}), phase=phase)


def test_what_a_worker_left_behind_is_gone_on_with_by_another_one() -> None:
    assert "its worker is gone" in said(phase=Phase.RUNNING, owner="another")


def test_who_is_at_it_and_since_when() -> None:
    since = NOW - timedelta(minutes=3)
    shown = said(phase=Phase.RUNNING, owner="worker", since=since, connections=4)
    assert f"running since {since.astimezone():%H:%M:%S %Z}  by jump1, pid 4711" in shown
    assert "connections: 4" in shown
    long_ago = NOW - timedelta(days=3)
    assert f"paused since {long_ago.astimezone():%Y-%m-%d %H:%M}" in said(
        phase=Phase.PAUSED, since=long_ago
    )


def test_the_mean_rate_is_that_of_this_attempt() -> None:
    attempt: dict[str, Any] = {
        "attempt_started": NOW - timedelta(seconds=10),
        "attempt_received": 9 << 20,
    }
    shown = said(phase=Phase.RUNNING, size=90 << 20, received=59 << 20, rate=7 << 20, **attempt)
    assert "7.0 MiB/s" in shown
    assert "on average 5.0 MiB/s" in shown
    assert "on average" not in said(phase=Phase.PAUSED, received=59 << 20, **attempt)


@pytest.mark.parametrize(
    ("columns", "attempts"),
    [
        ({"phase": Phase.RUNNING, "failures": 2, "attempts": 9}, "3 of at most 20 in a row"),
        ({"phase": Phase.RUNNING, "failures": 2, "attempts": 9}, "in all: 9"),
        ({"phase": Phase.WAITING, "failures": 2, "attempts": 9}, "the next one is 3 of at most 20"),
        ({"phase": Phase.IDLE, "attempts": 9}, "9"),
    ],
)
def test_which_attempt_it_is(columns: dict[str, Any], attempts: str) -> None:
    (line,) = (line for line in said(**columns).splitlines() if line.startswith("Attempts"))
    assert attempts in line


def test_what_failed_is_not_said_to_be_proven() -> None:
    for state, is_said in ((IsoState.READY, True), (IsoState.FAILED, False)):
        columns: dict[str, Any] = {"state": state, "phase": Phase.IDLE, "proven": NOW}
        shown = details(VersionDetail(VERSION, (replace(ISO, **columns),)), NOW, 78)
        of_file = "\n".join(line.plain for line in shown)
        assert ("Last proven" in of_file, "Last proven" in said(**columns)) == (is_said, is_said)


def test_limits_and_priority_are_told_where_somebody_set_them() -> None:
    assert "Rate limit" not in said()
    assert "Priority" not in said()
    assert "Rate limit  none" in said(ratelimit=0).replace("   ", "")
    total = replace(AROUND, total=20 << 20)
    assert "5.0 MiB/s  all together: 20.0 MiB/s" in said(total, ratelimit=5 << 20)
    assert "as the settings say  all together" in said(total)
    assert "-3" in said(priority=-3)


def test_an_unknown_size_has_no_percentage() -> None:
    shown = said(phase=Phase.RUNNING, received=1_048_576)
    assert "1.0 MiB of unknown size" in shown
    assert "%" not in shown


def test_a_failure_is_told_with_what_to_do() -> None:
    shown = said(failure="dns", failure_values={"host": "no.example"}, failed_at=NOW)
    assert "The name no.example cannot be resolved" in shown
    assert "Check the name for typing errors" in shown


@given(st.integers(58, 200), st.sampled_from(["en", "ko"]), st.sampled_from([1, 9, 40]))
def test_the_title_fits_and_shows_both_states(width: int, language: str, length: int) -> None:
    use(language)
    waiting = replace(
        VERSION, name="한글 이름" * length, phase=Phase.WAITING, due=NOW, failure="dns"
    )
    shown = title(waiting, NOW, width)
    assert shown.cell_length <= width
    assert str(VERSION.state) in shown.plain
    assert str(VERSION.isostate) in shown.plain


@given(st.integers(58, 200), st.sampled_from(["en", "ko"]))
def test_no_line_is_wider_than_the_pane(width: int, language: str) -> None:
    use(language)
    iso = replace(ISO, phase=Phase.RUNNING, size=10**9, received=10**8, rates=(5,) * 60, rate=5)
    detail = VersionDetail(replace(VERSION, name="한글 이름" * 30), (iso,))
    event = replace(EVENT, changes={"url": (None, "https://a" * 40)})
    below_the_columns = event_lines([event], True, width)[1:]
    shown = (*details(detail, NOW, width), *downloads(detail, AROUND, width), *below_the_columns)
    assert max(line.cell_length for line in shown) <= width


@pytest.mark.parametrize("language", ["en", "ko"])
def test_values_stand_below_each_other_in_both_languages(language: str) -> None:
    use(language)
    rows = [("Name", plain("x")), ("이름", plain("x")), ("시맨틱 버전", plain("x"))]
    starts = {line.cell_length for line in facts(rows, 60)}
    assert len(starts) == 1


def test_values_of_all_zones_stand_below_each_other() -> None:
    limited = replace(ISO, ratelimit=1 << 20, failure="cancelled", failed_at=NOW)
    lines = downloads(VersionDetail(VERSION, (limited, ISO)), AROUND, 78)
    attempts = [line.plain for line in lines if line.plain.startswith("Attempts")]
    assert len({len(line) - len(line.removeprefix("Attempts").lstrip()) for line in attempts}) == 1
    assert len(attempts) == 2


def test_a_line_of_words_parts_the_progress_bar_from_the_graph() -> None:
    lines = said(phase=Phase.RUNNING, size=90, received=9, rates=(1, 5, 9)).splitlines()
    (below,) = (at for at, line in enumerate(lines) if "█▁" in line)
    assert "peak" in lines[below + 1]


def test_two_blocks_of_different_height_stand_beside_each_other() -> None:
    left, right = facts([("a", plain("1"))], 20), facts([("b", plain("2")), ("c", plain("3"))], 20)
    assert [line.plain for line in beside(left, right, 10)] == ["a  1      b  2", "          c  3"]


def test_an_event_of_a_newer_program_is_told_as_it_was_stored() -> None:
    shown = [line.plain for line in event_lines([EVENT], True, 80)]
    assert shown[1].strip() == "Something new  kim@192.0.2.7"


def test_a_rate_limit_that_changed_is_told_in_words() -> None:
    changes: dict[str, tuple[object, object]] = {"ratelimit": (None, 5 << 20), "priority": (0, 2)}
    shown = [
        line.plain.strip() for line in event_lines([replace(EVENT, changes=changes)], True, 80)
    ]
    assert "Rate limit: as the settings say → 5.0 MiB/s" in shown
    assert "Priority: 0 → 2" in shown


def test_user_and_place_have_columns_where_there_is_room() -> None:
    first = event_lines([EVENT], True, 120)[0].plain
    titles = head(120, "f: all", NOW).plain
    assert first.index("kim") == titles.index("User")
    assert first.index("192.0.2.7") == titles.index("From")
    assert first.index("ISO.CREATE") == titles.index("Type")


def test_a_version_from_a_file_shows_the_file_in_place_of_the_url() -> None:
    detail = VersionDetail(replace(VERSION, url="", file="/srv/a.iso"), (ISO,))
    shown = "\n".join(line.plain for line in details(detail, NOW, 80))
    assert "/srv/a.iso" in shown
    assert "ISO URL" not in shown


def test_older_events_that_come_after_a_flood_of_new_ones_leave_no_gap() -> None:
    def page(newest: int) -> list[Event]:
        return [replace(EVENT, id=newest - at) for at in range(PAGE)]

    log = EventLog()
    log.add_newest(page(1000))
    before = log.events[-1].id
    log.add_newest(page(2000))  # more than a page came: what lies between is not known
    log.add_older(before, page(before - 1))
    before = log.events[-1].id
    log.add_older(before, page(before - 1))
    ids = [event.id for event in log.events]
    assert ids == list(range(2000, ids[-1] - 1, -1))
