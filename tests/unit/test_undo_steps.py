"""The steps that can be undone, without a store."""

from __future__ import annotations

from kisotui.domain.undo import Change, Step
from kisotui.tui.undo import MOST, Steps


def step(name: str) -> Step:
    return Step((Change(name, name, {"state": "Enabled"}, {"state": "Disabled"}),))


def test_the_last_step_is_undone_first() -> None:
    steps = Steps()
    for name in "abc":
        steps.push(step(name))
    assert [steps.pop() for _ in range(4)] == [step("c"), step("b"), step("a"), None]


def test_what_changed_nothing_is_no_step() -> None:
    steps = Steps()
    steps.push(Step(()))
    assert steps.pop() is None


def test_the_oldest_steps_are_forgotten() -> None:
    steps = Steps()
    for number in range(MOST + 3):
        steps.push(step(str(number)))
    kept = [steps.pop() for _ in range(MOST + 1)]
    assert kept[0] == step(str(MOST + 2))
    assert kept[MOST - 1] == step("3")
    assert kept[MOST] is None
