"""What the pane beside the list shows: a few lines for each zone, and the last events."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kisotui import locale
from kisotui.domain.detail_views import VersionDetail
from kisotui.domain.states import IsoState, Level, Phase
from kisotui.tui.screens import detail_downloads, detail_event_lines
from kisotui.tui.screens.detail_downloads import Around
from tests.unit.test_detail_lines import AROUND, EVENT, FULL, ISO, NOW, VERSION

WIDTH = 58


@pytest.fixture(autouse=True)
def english() -> None:
    locale.use("en")


def downloads(around: Around = AROUND, **columns: Any) -> list[str]:
    detail = VersionDetail(VERSION, (replace(ISO, **columns),))
    return [line.plain for line in detail_downloads.in_brief(detail, around, WIDTH)]


def test_each_zone_has_its_lines() -> None:
    busan = replace(ISO, zonename="busan")
    detail = VersionDetail(VERSION, (ISO, busan))
    lines = [line.plain for line in detail_downloads.in_brief(detail, AROUND, WIDTH)]
    assert sum(line.startswith("seoul") for line in lines) == 1
    assert sum(line.startswith("busan") for line in lines) == 1


def test_what_moves_is_progress_and_nothing_else() -> None:
    """Every cell that changes is sent again, once a second."""
    running: dict[str, Any] = {"phase": Phase.RUNNING, "size": 90 << 20, "owner": "worker"}
    before = downloads(received=30 << 20, rate=1 << 20, rates=(1, 2, 3), **running)
    after = downloads(received=40 << 20, rate=2 << 20, rates=(3, 2, 9), **running)
    assert len(before) == len(after)
    changed = [old for old, new in zip(before, after, strict=True) if old != new]
    assert [line.split()[0] for line in changed] == ["Progress"]


def test_a_failure_says_why_and_what_to_do() -> None:
    full: dict[str, Any] = FULL
    said = "\n".join(downloads(phase=Phase.IDLE, state=IsoState.FAILED, **full))
    assert "Free" in said
    assert "r tries again" in said


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"phase": Phase.PAUSED}, "paused: a console that may write continues"),
        ({"phase": Phase.IDLE, "state": IsoState.FAILED}, "a console that may write tries again"),
    ],
)
def test_who_may_only_look_is_told_of_no_key(columns: dict[str, Any], said: str) -> None:
    looking = replace(AROUND, writable=False)
    assert said in " ".join(" ".join(downloads(looking, **columns)).split())


def test_work_without_a_worker_is_not_started_by_who_may_only_look() -> None:
    looking = replace(AROUND, workers={}, writable=False)
    lines = " ".join(" ".join(downloads(looking, phase=Phase.QUEUED)).split())
    assert "waits for a worker: a console that may write starts one" in lines


def test_events_are_a_time_and_what_happened() -> None:
    lines = detail_event_lines.in_brief([EVENT, replace(EVENT, level=Level.ERROR)], NOW, WIDTH)
    texts = [line.plain for line in lines]
    assert texts[0].startswith(f"{NOW.astimezone():%H:%M:%S}")
    assert all(len(text) <= WIDTH for text in texts)
    assert not any("kim" in text for text in texts)
