"""What the speed of a download tells."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from kisotui.download.watch import Floor, Reading, Splitter

MB = 1_000_000
GB = 1000 * MB


def run(splitter: Splitter, speeds: Iterable[float], waiting: float = 1.0) -> list[int]:
    """Look twenty times a second while it goes at these speeds, each for a second."""
    now, received, wanted = 0.0, 0.0, []
    for speed in speeds:
        for _ in range(20):
            splitter.update(Reading(now, int(received), now * waiting), 50 * GB - int(received))
            wanted.append(splitter.wanted)
            now, received = now + 0.05, received + speed / 20
    return wanted


def test_a_slow_connection_gets_others_soon_and_keeps_them_where_they_help() -> None:
    splitter = Splitter(4)
    wanted = run(splitter, [20 * MB, 80 * MB, 80 * MB, 20 * MB])
    assert wanted[:2] == [1, 1]
    assert wanted[4] == wanted[-1] == 4
    assert not splitter.was_useless


def test_they_are_given_up_where_nothing_gets_faster() -> None:
    splitter = Splitter(4)
    wanted = run(splitter, [20 * MB] * 5)
    assert max(wanted) == 4
    assert wanted[-1] == 1
    assert splitter.was_useless
    assert run(splitter, [20 * MB] * 5) == [1] * 100, "once is enough"


@pytest.mark.parametrize(
    ("speed", "waiting", "most"),
    [(300 * MB, 1.0, 4), (20 * MB, 0.3, 4), (0, 1.0, 4), (20 * MB, 1.0, 1)],
    ids=["fast", "waiting for ourselves", "nothing yet", "not allowed"],
)
def test_one_connection_stays_alone(speed: float, waiting: float, most: int) -> None:
    assert set(run(Splitter(most), [speed] * 5, waiting)) == {1}


def test_a_server_that_becomes_slow_later_is_seen() -> None:
    assert run(Splitter(4), [300 * MB] * 3 + [20 * MB, 80 * MB])[-1] == 4


def test_it_is_not_worth_it_for_what_is_nearly_there() -> None:
    splitter = Splitter(4)
    for step in range(20):
        splitter.update(Reading(step * 0.05, step * MB, step * 0.05), 15 * MB)
    assert splitter.wanted == 1


def below(floor: Floor, speed: int, waiting: float = 1.0, seconds: int = 20) -> float | None:
    """When it counts as too slow."""
    for step in range(seconds * 20):
        now = step * 0.05
        if floor.is_below(Reading(now, int(now * speed), now * waiting)):
            return now
    return None


def test_a_trickle_is_seen_once_the_window_is_over() -> None:
    found = below(Floor(1000, 5.0), 900)
    assert found == pytest.approx(5.0, abs=0.3)


@pytest.mark.parametrize(
    ("rate", "speed", "waiting"),
    [(1000, 1100, 1.0), (1000, 100, 0.2), (0, 0, 1.0)],
    ids=["above", "a limit of ours", "no floor"],
)
def test_all_else_is_patience(rate: int, speed: int, waiting: float) -> None:
    assert below(Floor(rate, 5.0), speed, waiting) is None


def test_a_quick_beginning_does_not_excuse_a_standstill() -> None:
    floor = Floor(1000, 5.0)
    assert not floor.is_below(Reading(0.0, 0, 0.0))
    received = [GB] * 300
    found = [
        step * 0.05
        for step, count in enumerate(received)
        if floor.is_below(Reading(1 + step * 0.05, count, step * 0.05))
    ]
    assert found[0] == pytest.approx(5.0, abs=0.4)
