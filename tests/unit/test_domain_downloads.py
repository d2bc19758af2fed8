"""What a row tells of a download: the attempt, the mean rate, what happens next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kisotui.domain.downloads import Step, attempt, mean_rate, next_step, seconds_left
from kisotui.domain.states import IsoState, Phase
from tests.unit.test_detail_lines import ISO, NOW


@pytest.mark.parametrize(
    ("columns", "workers", "step"),
    [
        ({"phase": Phase.QUEUED}, {"w"}, Step.STARTED),
        ({"phase": Phase.QUEUED}, set(), Step.ATTENDED),
        ({"phase": Phase.RUNNING, "owner": "w"}, {"w"}, Step.VERIFIED),
        ({"phase": Phase.RUNNING, "owner": "w", "size": 9, "received": 9}, {"w"}, Step.PLACED),
        ({"phase": Phase.RUNNING, "owner": "gone"}, {"w"}, Step.TAKEN_OVER),
        ({"phase": Phase.RUNNING, "owner": "gone"}, set(), Step.ATTENDED),
        ({"phase": Phase.WAITING}, set(), Step.RETRIED),
        ({"phase": Phase.WAITING, "failure": "no-space"}, set(), Step.GIVEN_ROOM),
        ({"phase": Phase.RUNNING, "failure": "no-space"}, {"w"}, Step.VERIFIED),
        ({"phase": Phase.PAUSED}, set(), Step.RESUMED),
        ({"phase": Phase.STOPPING, "owner": "w"}, {"w"}, Step.STOPPED),
        ({"phase": Phase.STOPPING, "state": IsoState.DESTROYING}, {"w"}, Step.DELETED),
        ({"phase": Phase.IDLE, "state": IsoState.FAILED}, set(), Step.ASKED),
        ({"phase": Phase.IDLE, "state": IsoState.READY}, set(), Step.READY),
        ({"phase": Phase.IDLE, "state": IsoState.DESTROYED}, set(), Step.GONE),
        ({"phase": Phase.IDLE, "state": IsoState.ALLOCATED}, set(), Step.NOTHING),
    ],
)
def test_the_next_step(columns: dict[str, Any], workers: set[str], step: Step) -> None:
    assert next_step(replace(ISO, **columns), workers) is step


@pytest.mark.parametrize(
    ("phase", "failures", "n"),
    [
        (Phase.RUNNING, 0, 1),
        (Phase.WAITING, 3, 4),
        (Phase.QUEUED, 19, 20),
        (Phase.PAUSED, 20, 20),
        (Phase.IDLE, 3, None),
        (Phase.STOPPING, 3, None),
    ],
)
def test_which_attempt_in_a_row_it_is(phase: Phase, failures: int, n: int | None) -> None:
    assert attempt(replace(ISO, phase=phase, failures=failures)) == n


def test_the_mean_rate_counts_from_where_the_attempt_began() -> None:
    iso = replace(
        ISO,
        phase=Phase.RUNNING,
        received=1500,
        attempt_received=500,
        attempt_started=NOW - timedelta(seconds=10),
    )
    assert mean_rate(iso, NOW) == 100
    assert mean_rate(replace(iso, received=400), NOW) == 0  # it started over
    assert mean_rate(replace(iso, attempt_started=NOW - timedelta(seconds=0.5)), NOW) is None
    assert mean_rate(replace(iso, attempt_started=None), NOW) is None
    assert mean_rate(replace(iso, phase=Phase.WAITING), NOW) is None


def test_time_is_left_only_while_something_comes() -> None:
    iso = replace(ISO, phase=Phase.RUNNING, size=1000, received=500, rate=50)
    assert seconds_left(iso) == 10
    assert seconds_left(replace(iso, phase=Phase.PAUSED)) is None
    assert seconds_left(replace(iso, size=None)) is None
