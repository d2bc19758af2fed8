"""Orders to many downloads, on both databases."""

from __future__ import annotations

import pytest

from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.marks import Outcome
from kisotui.domain.states import Phase
from kisotui.service import batches, downloads, versions
from kisotui.service.context import Context


def added(ctx: Context, count: int) -> list[str]:
    numbers = [f"1.34.{at}" for at in range(count)]
    return [
        versions.add(
            ctx, VersionForm(semanticversion=number, url=f"https://h.example/{number}")
        ).version.id
        for number in numbers
    ]


def phases(ctx: Context, ids: list[str]) -> list[Phase]:
    return [versions.get(ctx, each).version.phase for each in ids]


def test_those_to_which_it_applies_are_done_the_others_counted(ctx: Context) -> None:
    ids = added(ctx, 4)
    downloads.pause(ctx, ids[:1])
    versions.delete(ctx, ids[3:])
    assert batches.pause(ctx, [*ids, "never there"]) == Outcome(2, 2, 3)
    assert phases(ctx, ids[:3]) == [Phase.PAUSED] * 3
    assert batches.retry(ctx, ids[:3]) == Outcome(3, 3, 0)
    assert phases(ctx, ids[:3]) == [Phase.QUEUED] * 3


def test_where_it_applies_to_none_nothing_is_refused(ctx: Context) -> None:
    ids = added(ctx, 2)
    assert batches.retry(ctx, ids) == Outcome(0, 0, 2)
    assert batches.cancel(ctx, ids) == Outcome(2, 2, 0)


def test_limits_and_priorities(ctx: Context) -> None:
    ids = added(ctx, 3)
    assert batches.limits(ctx, ids) == {None}
    assert batches.limit(ctx, ids[:2], 500_000) == Outcome(2, 2, 0)
    assert batches.limits(ctx, ids) == {None, 500_000}
    assert batches.prioritise(ctx, ids, lambda priority: priority + 1) == Outcome(3, 3, 0)
    isos = [versions.get(ctx, each).isos[0] for each in ids]
    assert [iso.priority for iso in isos] == [1, 1, 1]


def test_a_real_problem_leaves_all_as_they_were(ctx: Context) -> None:
    ids = added(ctx, 2)

    def refuse_the_second(priority: int, seen: list[int] = []) -> int:  # noqa: B006
        seen.append(priority)
        if len(seen) == 2:
            raise Problem("store-full", store="k.db")
        return 5

    with pytest.raises(Problem, match="store-full"):
        batches.prioritise(ctx, ids, refuse_the_second)
    assert versions.get(ctx, ids[0]).isos[0].priority == 0


def test_outcomes_add_up() -> None:
    assert Outcome(1, 2, 3) + Outcome(10, 20, 30) == Outcome(11, 22, 33)
