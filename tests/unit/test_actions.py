"""The registry of actions is complete: texts in both languages, a twin or a reason, no clash."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from kisotui.domain import keynames
from kisotui.domain.actions import ACTIONS, BY_ID, GROUPS, Action, Place, at
from kisotui.domain.offers import makes_sense
from kisotui.domain.states import Arch, IsoState, Phase, VersionState
from kisotui.domain.views import Version
from kisotui.locale import CATALOGUE

EACH = pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)


def version(isostate: IsoState, phase: Phase, removed: datetime | None = None) -> Version:
    return Version(
        id="1",
        name="v1.34.1",
        semanticversion="1.34.1",
        state=VersionState.ENABLED,
        isostate=isostate,
        phase=phase,
        mincpunumber=2,
        minmemory=2048,
        arch=Arch.X86_64,
        zonenames=("seoul",),
        allzones=False,
        directdownload=False,
        url="http://a/b.iso",
        file="",
        checksum="",
        supportsha=True,
        supportsautoscaling=True,
        created=datetime(2026, 11, 23, tzinfo=UTC),
        size=None,
        received=0,
        rate=0,
        due=None,
        failure=None,
        removed=removed,
    )


@EACH
@pytest.mark.parametrize("kind", ["", ".short", ".help"])
def test_it_has_its_texts_in_both_languages(action: Action, kind: str) -> None:
    english, korean = CATALOGUE[f"action.{action.id}{kind}"]
    assert english.strip()
    assert korean.strip()
    assert not english.endswith(".")
    assert any("가" <= letter <= "힣" for letter in korean)


@EACH
def test_it_has_a_twin_on_the_command_line_or_a_reason_for_having_none(action: Action) -> None:
    assert bool(action.twin) != bool(action.no_twin)
    assert not action.twin or action.twin.startswith("kisotui ")


@EACH
def test_it_has_a_place_a_group_and_keys_that_can_be_typed(action: Action) -> None:
    assert action.places
    assert action.group in GROUPS
    assert action.keys
    assert [keynames.parse(key) for key in action.keys] == list(action.keys)


@EACH
def test_what_writes_can_be_done_on_the_command_line(action: Action) -> None:
    assert action.twin or not action.writes
    assert action.writes or not action.dangerous


@pytest.mark.parametrize("place", [Place.LIST, Place.DETAIL])
def test_no_key_means_two_things_in_one_place(place: Place) -> None:
    keys = Counter(key for action in at(place) for key in action.keys)
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("place", [Place.LIST, Place.DETAIL])
def test_no_two_leave_the_footer_at_once(place: Place) -> None:
    ranks = Counter(action.footer for action in at(place) if action.footer is not None)
    assert [rank for rank, times in ranks.items() if times > 1] == []


def test_help_and_the_way_out_leave_the_footer_last() -> None:
    ranked = sorted((a for a in ACTIONS if a.footer), key=lambda action: action.footer or 0)
    assert [action.id for action in ranked[:2]] == ["app.help", "app.quit"]


def test_every_text_of_an_action_belongs_to_one() -> None:
    texts = {id_ for id_ in CATALOGUE if id_.startswith("action.")}
    known = {f"action.{action.id}{kind}" for action in ACTIONS for kind in ("", ".short", ".help")}
    assert texts == known


@pytest.mark.parametrize(
    ("isostate", "phase", "offered"),
    [
        (IsoState.CREATING, Phase.RUNNING, {"version.pause", "version.cancel"}),
        (IsoState.ALLOCATED, Phase.QUEUED, {"version.pause", "version.cancel"}),
        (
            IsoState.CREATING,
            Phase.WAITING,
            {"version.retry", "version.pause", "version.cancel"},
        ),
        (IsoState.CREATING, Phase.PAUSED, {"version.retry", "version.cancel"}),
        (IsoState.FAILED, Phase.IDLE, {"version.retry"}),
        (IsoState.READY, Phase.IDLE, set()),
    ],
)
def test_what_is_offered_for_a_download(
    isostate: IsoState, phase: Phase, offered: set[str]
) -> None:
    asked = ("version.retry", "version.pause", "version.cancel")
    at_hand = version(isostate, phase)
    assert {id_ for id_ in asked if makes_sense(BY_ID[id_], at_hand)} == offered


def test_nothing_is_offered_without_a_version_that_needs_one() -> None:
    offered = [action for action in at(Place.LIST) if makes_sense(action, None)]
    assert not any(action.needs_version for action in offered)
    assert BY_ID["version.add"] in offered


def test_what_is_being_deleted_is_not_deleted_again() -> None:
    going = version(IsoState.DESTROYING, Phase.STOPPING)
    assert not makes_sense(BY_ID["version.delete"], going)
    assert makes_sense(BY_ID["version.show"], going)


def test_what_was_removed_is_left_alone() -> None:
    gone = version(IsoState.DESTROYED, Phase.IDLE, datetime(2026, 11, 23, tzinfo=UTC))
    assert not any(makes_sense(action, gone) for action in ACTIONS if action.needs_version)
