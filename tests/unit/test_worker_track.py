"""How far an ISO is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kisotui.worker.track import Track
from tests.support.jobs import JOB


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, to be set."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


def test_it_begins_with_what_is_known() -> None:
    tick = Track(replace(JOB, size=1000)).tick()
    assert (tick.iso, tick.token) == (JOB.iso, JOB.token)
    assert (tick.received, tick.size, tick.rate) == (100, 1000, 0)


def test_what_arrives_makes_a_rate(clock: list[float]) -> None:
    track = Track(JOB)
    track.tick()
    clock[0] += 2
    track.note(2100, 10_000)
    tick = track.tick()
    assert (tick.received, tick.size, tick.rate) == (2100, 10_000, 1000)
    assert tick.rates == (1000,)


def test_connections_are_told() -> None:
    track = Track(JOB)
    track.connected(3)
    assert track.tick().connections == 3


def test_ticks_are_equal_while_nothing_happens(clock: list[float]) -> None:
    track = Track(JOB)
    first = track.tick()
    clock[0] += 0.5
    assert track.tick() == first
