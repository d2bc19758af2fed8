"""The benchmarks' arithmetic: what they print must follow from what they measured."""

from __future__ import annotations

import asyncio
from argparse import ArgumentTypeError
from itertools import pairwise

import pytest

from benchmarks.__main__ import parse_size, parse_which
from benchmarks.keys import p95
from benchmarks.limit import windows
from benchmarks.measured import GIB, MIB, Contestant, Figure, ratio, rounds
from benchmarks.parallel import jain
from benchmarks.relay import DELAY, LINK, WINDOW, Link, Window
from benchmarks.table import compared, goal


def _figures(*walls: float, cpu: float = 1.0) -> list[Figure]:
    return [Figure(wall, cpu, 10 * MIB) for wall in walls]


def test_each_round_begins_with_another_contestant() -> None:
    order: list[str] = []

    def contestant(name: str) -> Contestant:
        def run() -> Figure:
            order.append(name)
            return Figure(float(len(order)), 0.0, 0)

        return Contestant(name, run)

    results = rounds([contestant(name) for name in "abc"], 2)
    assert order == ["a", "b", "c", "b", "c", "a"]
    assert [figure.wall for figure in results["a"]] == [1.0, 6.0]


def test_a_ratio_compares_within_a_round() -> None:
    # The machine was three times slower in the last round: for both.
    assert ratio(_figures(1, 1, 3), _figures(2, 2, 6)) == 0.5


def test_a_ratio_of_processor_times() -> None:
    ours, theirs = _figures(1, cpu=3.0), _figures(9, cpu=2.0)
    assert ratio(ours, theirs, lambda figure: figure.cpu) == 1.5


def test_the_table_says_which_goals_were_met() -> None:
    results = {
        "ours": _figures(2.0, cpu=4.0),
        "fast": _figures(1.0),
        "slow": _figures(4.0),
        "other": _figures(2.0),
    }
    assert compared(results, "ours", 2 * GIB, {"fast": 0.9, "slow": 0.9}).splitlines() == [
        "| client | wall s | CPU s/GiB | peak MiB | ours / it | goal |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| **ours** | 2.00 | 2.00 | 10 |  |  |",
        "| fast | 1.00 | 0.50 | 10 | 2.00 | 0.9: **missed** |",
        "| slow | 4.00 | 0.50 | 10 | 0.50 | 0.9: met |",
        "| other | 2.00 | 0.50 | 10 | 1.00 |  |",
    ]


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(110.0, "110 MiB: met"), (110.004, "110 MiB: met"), (110.01, "110 MiB: **missed**")],
)
def test_a_goal_is_held_to_the_figures_that_are_printed(value: float, verdict: str) -> None:
    assert goal(value, 110, " MiB") == verdict


def test_jains_index() -> None:
    assert jain([5.0] * 8) == pytest.approx(1.0)
    assert jain([1.0, 0.0, 0.0, 0.0]) == pytest.approx(0.25)


def test_p95_leaves_the_slowest_twentieth_out() -> None:
    assert p95([*range(101)]) == pytest.approx(95)


def test_the_rates_over_windows() -> None:
    points = [(0.0, 0), (1.0, 100), (2.0, 200), (3.0, 600)]
    assert windows(points, 2.0) == [100.0, 250.0]
    assert windows(points, 4.0) == []


def test_a_link_is_shared_by_all_who_send() -> None:
    link = Link()
    assert link.arrival(LINK, 10.0) == pytest.approx(11 + DELAY)
    assert link.arrival(LINK // 2, 10.0) == pytest.approx(11.5 + DELAY)
    assert link.arrival(0, 20.0) == pytest.approx(20 + DELAY)  # idle since


async def test_a_window_doubles_each_round_trip_up_to_its_limit() -> None:
    window = Window()
    trips: list[int] = []
    while not trips or trips[-1] < WINDOW:
        sent = 0
        while True:
            try:
                async with asyncio.timeout(0):
                    room = await window.room()
            except TimeoutError:
                break
            window.sent(room)
            sent += room
        trips.append(sent)
        window.acknowledged(sent)
    assert all(later == 2 * sent for sent, later in pairwise(trips[:-1]))
    assert trips[-1] == WINDOW


def test_sizes() -> None:
    assert parse_size("512M") == 512 * MIB
    assert parse_size("2G") == 2 * GIB
    for wrong in ("", "2", "G", "-1G", "2 GiB"):
        with pytest.raises(ArgumentTypeError):
            parse_size(wrong)


def test_sections() -> None:
    assert parse_which("http,split") == ["http", "split"]
    with pytest.raises(ArgumentTypeError):
        parse_which("http,ftp")
