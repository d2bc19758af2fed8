"""Which worker fetches or removes what: the one whose directory holds it."""

from __future__ import annotations

import pytest

from kisotui.domain.failures import Problem
from kisotui.domain.states import Work, ZoneType
from kisotui.store import work
from kisotui.store.engine import Store
from kisotui.store.tables import Iso
from kisotui.store.work import strays
from tests.support.rows import add_version, add_zone, ask
from tests.support.workers import (
    another,
    claim,
    claim_chores,
    enter,
    iso_row,
    messages,
    owed,
    pass_by,
    placed,
    renew,
)


@pytest.fixture
def there(store: Store) -> work.Process:
    """A worker with another directory."""
    return enter(store, another(), "there")


def left_behind(store: Store, me: work.Process, storage: str = "here") -> work.Job:
    """An ISO of which a part lies in that directory, and that is to be fetched now."""
    [job] = claim(store, me, storage=storage)
    with store.write() as session:
        work.release(session, me, job)
    return job


def test_a_claim_notes_where_the_iso_will_lie(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me, storage="here")
    assert iso_row(store, job).storage == "here"


def test_what_is_only_checked_lies_nowhere(store: Store, me: work.Process) -> None:
    with store.write() as session:
        add_version(session, [add_zone(session, "edge", ZoneType.EDGE)])
    [job] = claim(store, me)
    assert iso_row(store, job).storage == ""


def test_what_has_begun_is_gone_on_with_where_it_lies(
    store: Store, me: work.Process, there: work.Process, version: str
) -> None:
    job = left_behind(store, me)
    assert not owed(store, "there").fetch
    assert claim(store, there, storage="there") == []
    assert [again.iso for again in claim(store, me)] == [job.iso]


def test_it_starts_elsewhere_when_nobody_is_there(
    store: Store, me: work.Process, there: work.Process, version: str
) -> None:
    job = left_behind(store, me)
    pass_by(store, 11)
    renew(store, there, storage="there")
    [again] = claim(store, there, storage="there")
    assert again.iso == job.iso
    assert iso_row(store, job).storage == "there"


def test_two_with_the_same_directory_share_the_work(
    store: Store, me: work.Process, version: str
) -> None:
    job = left_behind(store, me)
    beside = enter(store, work.this_process())
    assert [again.iso for again in claim(store, beside)] == [job.iso]


def test_a_worker_whose_directory_cannot_be_used_forgets_no_other(
    store: Store, me: work.Process, version: str
) -> None:
    job = left_behind(store, me)
    renew(store, me, storage="")
    claim(store, me, storage="")
    assert iso_row(store, job).storage == "here"


@pytest.mark.parametrize("chore", [Work.DISCARD, Work.DESTROY])
def test_files_are_removed_by_who_has_them(
    store: Store, me: work.Process, there: work.Process, version: str, chore: Work
) -> None:
    job = left_behind(store, me)
    ask(store, job.iso, chore)
    assert not owed(store, "there").chores
    assert claim_chores(store, there, "there") == []
    with store.read() as session:
        assert not work.is_owed(session, "there"), "nothing to stay for"
        assert work.is_owed(session)
    assert owed(store, "here").chores
    [claimed] = claim_chores(store, me, "here")
    with store.write() as session:
        done = work.discarded if chore is Work.DISCARD else work.destroyed
        assert done(session, me, claimed)
    assert iso_row(store, job).storage == ""


def test_where_nothing_lies_anybody_may_say_so(
    store: Store, me: work.Process, there: work.Process, version: str
) -> None:
    [job] = claim(store, me, storage="")
    with store.write() as session:
        work.failed(session, me, job, Problem("not-iso"))
    ask(store, job.iso, Work.DESTROY)
    assert len(claim_chores(store, there, "there")) == 1


def test_a_ready_one_lies_where_it_was_placed(store: Store, me: work.Process, version: str) -> None:
    [job] = claim(store, me)
    with store.write() as session:
        work.ready(session, me, job, **placed(size=1))
    assert iso_row(store, job).storage == "here"


# Where no living worker has the directory


@pytest.fixture
def stray(store: Store, me: work.Process, version: str) -> work.Job:
    """An ISO to be destroyed that lies in a directory whose worker has ended."""
    job = left_behind(store, me, "old")
    ask(store, job.iso, Work.DESTROY)
    return job


def see_to_strays(store: Store, *found: str) -> None:
    with store.write() as session:
        work.see_to_strays(session, "here", lambda spot: spot.iso in found)


def age(store: Store, job: work.Job) -> None:
    with store.write() as session:
        row = session.get_one(Iso, job.iso)
        row.since = row.since and row.since - strays.PATIENCE


def test_what_lies_here_after_all_is_removed_here(
    store: Store, me: work.Process, stray: work.Job
) -> None:
    see_to_strays(store, stray.iso)
    assert [chore.iso for chore in claim_chores(store, me)] == [stray.iso]


def test_it_is_told_once_what_the_others_wait_for(
    store: Store, me: work.Process, stray: work.Job
) -> None:
    see_to_strays(store)
    assert iso_row(store, stray).failure is None, "its worker may just be starting anew"
    age(store, stray)
    see_to_strays(store)
    see_to_strays(store)
    assert messages(store).count("event.iso.away") == 1
    assert iso_row(store, stray).failure == "storage-away"
    assert claim_chores(store, me) == []


def test_they_are_removed_when_their_worker_is_back(
    store: Store, me: work.Process, there: work.Process, stray: work.Job
) -> None:
    age(store, stray)
    see_to_strays(store)
    renew(store, there, storage="old")
    see_to_strays(store, stray.iso)
    [chore] = claim_chores(store, there, "old")
    with store.write() as session:
        work.destroyed(session, there, chore)
    row = iso_row(store, stray)
    assert (row.storage, row.failure) == ("", None)


def test_what_has_its_worker_is_left_to_it(
    store: Store, me: work.Process, there: work.Process, version: str
) -> None:
    job = left_behind(store, there, "there")
    ask(store, job.iso, Work.DESTROY)
    age(store, job)
    see_to_strays(store, job.iso)
    assert iso_row(store, job).storage == "there"
    assert iso_row(store, job).failure is None
