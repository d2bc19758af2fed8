"""States, failures, actions: the lists are whole and do not contradict each other."""

from __future__ import annotations

from collections import Counter

import pytest

from kisotui.domain.actions import ACTIONS, BY_ID, Place
from kisotui.domain.detail_views import EventQuery
from kisotui.domain.failures import FAILURES, Exit, Problem
from kisotui.domain.states import IsoState, Phase, Work, distance, phase
from kisotui.domain.views import SORT_KEYS, VersionQuery


class TestStates:
    def test_every_state_has_its_distance(self) -> None:
        assert sorted(distance(state) for state in IsoState) == list(range(len(IsoState)))

    def test_a_failure_is_least_far_and_ready_is_far(self) -> None:
        assert min(IsoState, key=distance) is IsoState.FAILED
        assert distance(IsoState.ALLOCATED) < distance(IsoState.CREATING) < distance(IsoState.READY)

    @pytest.mark.parametrize(
        ("work", "claimed", "waiting", "expected"),
        [
            (Work.NONE, False, False, Phase.IDLE),
            (Work.FETCH, False, False, Phase.QUEUED),
            (Work.FETCH, False, True, Phase.WAITING),
            (Work.FETCH, True, False, Phase.RUNNING),
            (Work.FETCH, True, True, Phase.RUNNING),
            (Work.PAUSED, True, False, Phase.STOPPING),
            (Work.PAUSED, False, False, Phase.PAUSED),
            (Work.DISCARD, True, False, Phase.STOPPING),
            (Work.DISCARD, False, False, Phase.STOPPING),
            (Work.DESTROY, False, False, Phase.STOPPING),
        ],
    )
    def test_phase(self, work: Work, claimed: bool, waiting: bool, expected: Phase) -> None:
        assert phase(work, claimed, waiting) is expected

    def test_defaults_of_queries(self) -> None:
        assert VersionQuery().sort in SORT_KEYS
        assert len(EventQuery().levels) == 3


class TestFailures:
    def test_codes_are_the_keys(self) -> None:
        assert all(code == failure.code for code, failure in FAILURES.items())

    def test_every_failure_has_an_exit_status_of_its_own(self) -> None:
        assert all(failure.exit is not Exit.OK for failure in FAILURES.values())

    def test_only_what_passes_by_itself_is_retried(self) -> None:
        lasting = {Exit.INVALID, Exit.NOT_FOUND, Exit.USAGE, Exit.CONFIG, Exit.CANCELLED}
        assert not [f.code for f in FAILURES.values() if f.retry and f.exit in lasting]

    def test_final_ones_of_the_contract(self) -> None:
        for code in ("http-missing", "checksum", "not-iso"):
            assert not FAILURES[code].retry

    def test_a_problem_tells_no_more_than_it_was_given(self) -> None:
        problem = Problem("dns", host="h.example")
        assert (problem.code, problem.field) == ("dns", None)
        assert repr(problem) == "Problem('dns', field=None, values={'host': 'h.example'})"
        with pytest.raises(KeyError):
            Problem("no-such-thing")


class TestActions:
    def test_ids_are_unique(self) -> None:
        assert len(BY_ID) == len(ACTIONS)

    def test_no_key_means_two_things_in_one_place(self) -> None:
        for place in Place:
            here = [a for a in ACTIONS if {place, Place.ANYWHERE} & set(a.places)]
            counted = Counter(key for action in here for key in action.keys)
            assert [key for key, times in counted.items() if times > 1] == []

    def test_each_has_a_twin_or_a_reason(self) -> None:
        for action in ACTIONS:
            assert bool(action.twin) != bool(action.no_twin), action.id

    def test_dangerous_ones_write_and_are_methods(self) -> None:
        for action in ACTIONS:
            assert action.writes or not action.dangerous
            assert action.name.isidentifier()
            assert action.places
            assert action.keys
