"""Taking back what was changed, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kisotui.domain.actors import Actor
from kisotui.domain.detail_views import EventQuery
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import EventType, VersionState
from kisotui.domain.undo import Change, Step
from kisotui.service import events, undo, versions
from kisotui.service.context import Context

OFF = VersionState.DISABLED
ON = VersionState.ENABLED


def added(ctx: Context, *numbers: str) -> list[str]:
    return [
        versions.add(
            ctx, VersionForm(semanticversion=number, url=f"https://h.example/{number}")
        ).version.id
        for number in numbers
    ]


def states(ctx: Context, ids: list[str]) -> list[VersionState]:
    return [versions.get(ctx, each).version.state for each in ids]


def refused(ctx: Context, step: Step) -> Problem:
    with pytest.raises(Problem) as caught:
        undo.undo(ctx, step)
    return caught.value


def test_many_that_were_disabled_at_once_are_enabled_again_at_once(ctx: Context) -> None:
    ids = added(ctx, "1.34.1", "1.34.2", "1.34.3")
    versions.set_state(ctx, ids[:1], OFF)
    step = versions.set_state(ctx, ids, OFF)
    assert [change.id for change in step.changes] == ids[1:]
    undo.undo(ctx, step)
    assert states(ctx, ids) == [OFF, ON, ON]


def test_it_has_an_event_of_its_own(ctx: Context) -> None:
    (id_,) = added(ctx, "1.34.1")
    undo.undo(ctx, versions.set_state(ctx, [id_], OFF))
    event = events.page(ctx, EventQuery(version=id_))[0]
    assert (event.type, event.message) == (EventType.VERSION_UPDATE, "event.version.undone")
    assert event.changes == {"state": ("Disabled", "Enabled")}


def test_what_somebody_changed_since_is_not_overwritten(ctx: Context) -> None:
    ids = added(ctx, "1.34.1", "1.34.2")
    step = versions.set_state(ctx, ids, OFF)
    other = replace(ctx, actor=Actor("lee", "192.0.2.9"))
    versions.set_state(other, ids[1:], ON)
    problem = refused(ctx, step)
    assert problem.code == "undo-overtaken"
    assert problem.values == {"name": "v1.34.2", "username": "lee"}
    assert states(ctx, ids) == [OFF, ON]


def test_what_is_being_deleted_stays_so(ctx: Context) -> None:
    ids = added(ctx, "1.34.1", "1.34.2")
    step = versions.set_state(ctx, ids, OFF)
    versions.delete(ctx, ids[:1])
    assert refused(ctx, step).code == "being-deleted"
    assert states(ctx, ids) == [OFF, OFF]


def test_values_are_no_part_of_a_steps_repr() -> None:
    secret = Change("1", "v1", {"credentials": "kim:geheim"}, {"credentials": "lee:geheim"})
    assert "geheim" not in repr(Step((secret,)))
