"""The state of the edit form: what counts as changed, and what is said to follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kisotui import locale
from kisotui.domain.detail_views import Zone
from kisotui.domain.edits import EditPlan, Fate, IsoPlan, Original
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import ZoneType
from kisotui.tui.edit_form import EditForm

BORN = datetime(2026, 11, 23, tzinfo=UTC)
CORE = Zone("c", "seoul", ZoneType.CORE, BORN)
EDGE = Zone("e", "busan", ZoneType.EDGE, BORN)
FORM = VersionForm("1.34.12", "v1", "c e", "https://kim:pw@h/a.iso?token=t0p")
MIB = 1 << 20


@pytest.fixture
def state() -> EditForm:
    locale.use("en")
    return EditForm(Original("id", "v1", FORM), [CORE, EDGE])


def iso(fate: Fate, stored: int = 0, zone: str = "seoul", **more: Any) -> IsoPlan:
    return IsoPlan(zone, fate, stored, **{"ready": False, "direct": False, **more})


def plan(*isos: IsoPlan, forgets: bool = False, **changes: int) -> EditPlan:
    return EditPlan("id", "v1", dict.fromkeys(changes, ("", "")), isos, forgets)


def test_it_begins_as_the_version_may_be_shown(state: EditForm) -> None:
    assert (state.form.url, state.form.zone) == ("https://h/a.iso?token=***", "c e")
    assert state.changed == frozenset()
    assert state.problems == {}
    assert state.fields[-1] == "state"


def test_what_is_typed_back_is_not_changed(state: EditForm) -> None:
    state.edit(replace(state.form, name="v2", state="Disabled"))
    assert state.changed == {"name", "state"}
    state.edit(replace(state.form, name="v1"))
    assert state.changed == {"state"}
    assert state.anew().changed == frozenset()


def test_only_what_is_asked_for_now_is_expected(state: EditForm) -> None:
    before = state.request
    state.edit(replace(state.form, name="v2"))
    state.expect(before, plan(iso(Fate.REMOVED, 1), zone=1))
    assert not state.deletes
    state.expect(state.request, plan(iso(Fate.REMOVED, 1), zone=1))
    assert state.deletes
    state.learn(state.request, {"name": Problem("name-taken", field="name", name="v2", id="1")})
    assert not state.deletes
    assert state.follows == []


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        (plan(iso(Fate.KEPT)), ["Nothing is changed"]),
        (plan(iso(Fate.KEPT, 5), name=1), ["Nothing is fetched again"]),
        (
            plan(iso(Fate.ANEW, 829 * MIB), iso(Fate.ANEW, 829 * MIB, "busan"), url=1),
            ["seoul, busan: the ISO is fetched again (URL changed), 1.6 GiB deleted first"],
        ),
        (
            plan(iso(Fate.ANEW), url=1, checksum=1),
            ["seoul: the ISO is fetched (URL, Checksum changed)"],
        ),
        (
            plan(iso(Fate.ANEW, MIB, direct=True), directdownload=1),
            ["seoul: the ISO is deleted, 1.0 MiB; hosts download it themselves"],
        ),
        (
            plan(iso(Fate.ANEW, direct=True), url=1),
            ["seoul: the URL is checked; hosts download the ISO themselves"],
        ),
        (
            plan(iso(Fate.REMOVED, MIB), iso(Fate.ADDED, zone="busan"), zonename=1),
            ["seoul: the ISO is deleted, 1.0 MiB", "busan: the ISO is fetched"],
        ),
        (
            plan(iso(Fate.MATCHES, MIB), checksum=1),
            ["seoul: the ISO has this checksum; it is verified without a fetch"],
        ),
        (
            plan(iso(Fate.UNPROVEN, MIB), checksum=1),
            ["Nothing is fetched again", "seoul: the ISO stays, and counts as not verified"],
        ),
        (
            plan(iso(Fate.AGAIN, MIB, paused=True), checksum=1),
            ["seoul: the ISO is fetched from where it is, 1.0 MiB", "seoul: stays paused"],
        ),
        (
            plan(iso(Fate.KEPT, MIB), credentials=1, forgets=True),
            ["Nothing is fetched again", "The old URL's user name and password are dropped"],
        ),
    ],
)
def test_what_follows_is_said(state: EditForm, planned: EditPlan, said: list[str]) -> None:
    state.expect(state.request, planned)
    assert state.follows == said
