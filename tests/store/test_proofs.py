"""Stored ISOs that are read again: who asks, who takes them, what becomes of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from kisotui.domain import usable
from kisotui.domain.actors import Actor
from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import BIT_ROT, Problem
from kisotui.domain.states import PROOFS, IsoState, Level, Phase, Work
from kisotui.service import why
from kisotui.store import download_orders, orders, proofs, queueing, versions, work
from kisotui.store.addressees import Addressees
from kisotui.store.engine import Store
from kisotui.store.tables import Iso, now
from tests.support.rows import add_version, add_zone
from tests.support.workers import (
    another,
    claim,
    claim_chores,
    messages,
    owed,
    pass_by,
    placed,
    renew,
    told,
)

MONTH = timedelta(days=30)
ADMIN = Actor("admin", "10.0.0.1")
ROTTEN = Problem(BIT_ROT, found={"message": "damage.missing", "values": {}})
BLOCKS = ["aa", "bb", "cc"]


@pytest.fixture
def stored(store: Store, me: work.Process) -> str:
    """A version in two zones, with what is stored of it."""
    with store.write() as session:
        zones = [add_zone(session, name) for name in ("zone1", "zone2")]
        version = add_version(session, zones)
    for _ in zones:
        [job] = claim(store, me)
        with store.write() as session:
            assert work.ready(session, me, job, **placed(), twin=None)
    return version


def isos(store: Store) -> list[Iso]:
    with store.read() as session:
        return list(session.exec(select(Iso).order_by(col(Iso.proven), col(Iso.id))))


def set_all(store: Store, **columns: Any) -> None:
    with store.write() as session:
        for iso in session.exec(select(Iso)):
            for name, value in columns.items():
                setattr(iso, name, value)


def order(store: Store, version: str, give: Any = download_orders.verify) -> int:
    with store.write() as session:
        count: int = give(session, Addressees(version, None, ADMIN))
        return count


def scrub(store: Store, me: work.Process, storage: str = "here") -> bool:
    with store.read() as session:
        due = work.is_scrub_due(session, every=MONTH, storage=storage)
    with store.write() as session:
        assert work.set_scrub(session, me, every=MONTH, storage=storage) == due
    return due


def take(store: Store, me: work.Process, *wanted: Work, storage: str = "here") -> work.Proof | None:
    with store.write() as session:
        return work.claim_proof(session, me, wanted or PROOFS, storage=storage)


def taken(store: Store, me: work.Process) -> work.Proof:
    job = take(store, me)
    assert job is not None
    return job


def proven(store: Store, me: work.Process, job: work.Proof) -> bool:
    with store.write() as session:
        return work.proven(session, me, job, block=4, blocks=BLOCKS)


def rot(store: Store, me: work.Process, job: work.Proof, problem: Problem = ROTTEN) -> bool:
    with store.write() as session:
        return work.rotten(session, me, job, problem)


def row(store: Store, job: work.Proof) -> Iso:
    return next(each for each in isos(store) if each.id == job.iso)


class TestOrders:
    def test_what_is_stored_is_taken_one_after_the_other_and_stays_ready(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        assert order(store, stored) == 2
        assert owed(store).proofs == {Work.VERIFY}
        with store.read() as session:
            assert work.is_owed(session)
            assert versions.get(session, stored).version.phase is Phase.UNPROVEN
        job = taken(store, me)
        with store.read() as session:
            shown = versions.get(session, stored)
        assert (shown.version.phase, shown.version.isostate) == (Phase.VERIFYING, IsoState.READY)
        before = row(store, job).proven
        assert proven(store, me, job)
        after = row(store, job)
        assert (after.work, after.owner, after.state) == (Work.NONE, None, IsoState.READY)
        assert before is not None
        assert after.proven is not None
        assert after.proven > before
        assert "event.iso.proven" in messages(store)

    def test_those_of_which_no_digest_is_known_prove_nothing_of_one_another(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        set_all(store, digest="", digests="")
        order(store, stored)
        first = taken(store, me)
        assert proven(store, me, first)
        second = taken(store, me)
        assert (second.block, second.blocks) == (0, ())
        with store.read() as session:
            assert proofs.of(session, "") is None

    def test_only_where_it_lies(self, store: Store, me: work.Process, stored: str) -> None:
        order(store, stored)
        assert take(store, me, storage="elsewhere") is None
        assert not owed(store, storage="elsewhere").proofs

    def test_of_a_direct_download_there_is_nothing_to_verify(
        self, store: Store, me: work.Process
    ) -> None:
        with store.write() as session:
            version = add_version(session, [add_zone(session, "zone1")], directdownload=True)
        [job] = claim(store, me)
        with store.write() as session:
            work.bypassed(session, me, job, size=None)
        assert order(store, version) == 0
        set_all(store, proven=now() - 2 * MONTH)
        assert not scrub(store, me)

    def test_giving_it_up_keeps_what_is_stored(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        order(store, stored)
        job = taken(store, me)
        assert order(store, stored, download_orders.cancel) == 2
        with store.read() as session:
            assert work.wanted_proofs(session, me, {job.iso: job.token}) == {}
        assert not proven(store, me, job)
        assert {(iso.state, iso.work, iso.generation) for iso in isos(store)} == {
            (IsoState.READY.value, Work.NONE.value, 0)
        }


class TestClock:
    def test_the_one_proven_longest_ago_is_read_and_one_at_a_time(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        assert not scrub(store, me), "it was proven when it was placed"
        set_all(store, proven=now() - MONTH)
        with store.write() as session:
            oldest = session.get_one(Iso, isos(store)[-1].id)
            oldest.proven = now() - 2 * MONTH
        assert not scrub(store, me, storage="elsewhere")
        assert scrub(store, me)
        assert not scrub(store, me), "one is under way"
        with store.read() as session:
            assert not work.is_owed(session), "nobody is started for it"
        job = taken(store, me)
        assert job.iso == oldest.id
        assert not scrub(store, me)
        proven(store, me, job)
        assert scrub(store, me)

    def test_it_is_left_while_others_have_to_come_first(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        set_all(store, proven=now() - MONTH)
        scrub(store, me)
        assert take(store, me, Work.VERIFY) is None
        order(store, stored)  # a person makes it urgent
        assert take(store, me, Work.VERIFY) is not None

    def test_what_cannot_be_read_is_tried_later_and_others_meanwhile(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        set_all(store, proven=now() - MONTH)
        scrub(store, me)
        job = taken(store, me)
        with store.write() as session:
            assert work.not_read(session, me, job, Problem("storage-unmounted"))
        left = row(store, job)
        assert (left.state, left.work) == (IsoState.READY, Work.SCRUB)
        assert take(store, me) is None
        assert scrub(store, me), "the other one"
        assert told(store)[-1].level is Level.WARN


class TestGoingOn:
    def test_only_where_the_blocks_are_known(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        order(store, stored)
        job = taken(store, me)
        assert (job.blocks, job.start) == ((), 0)
        with store.write(durable=False) as session:
            work.reread(session, me, job, read=6, proven_to=0)
        with store.read() as session:
            assert versions.get(session, stored).version.reread == 85
        with store.write() as session:  # a twin is read whole meanwhile
            proofs.keep(session, str(job.digests[0]), 7, 4, BLOCKS)
            work.release(session, me, job)
        assert taken(store, me).start == 0, "nothing of it was proven"

    def test_behind_the_last_proven_block_when_its_worker_dies(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        with store.write() as session:
            proofs.keep(session, isos(store)[0].digest, 7, 4, BLOCKS)
        order(store, stored)
        gone = another()
        renew(store, gone)
        job = taken(store, gone)
        with store.write(durable=False) as session:
            work.reread(session, gone, job, read=4, proven_to=4)
        pass_by(store, 11)
        renew(store, me)
        renew(store, me)
        found = {each.iso: each for each in (taken(store, me), taken(store, me))}
        assert (found[job.iso].start, found[job.iso].block) == (4, 4)
        assert found[job.iso].blocks == tuple(BLOCKS)
        assert not proven(store, gone, job), "it is another's"
        assert proven(store, me, found[job.iso])
        assert (row(store, job).reread, row(store, job).proven_to) == (0, 0)


class TestRot:
    def test_it_fails_is_told_and_fetched_again_and_its_twins_are_verified_next(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        order(store, stored)
        job = taken(store, me)
        twin = taken(store, me)
        with store.write(durable=False) as session:
            work.reread(session, me, twin, read=4, proven_to=4)
        assert rot(store, me, job)
        lost = row(store, job)
        assert (lost.state, lost.work, lost.generation) == (IsoState.ALLOCATED, Work.FETCH, 1)
        assert (lost.digest, lost.proven, lost.aside) == ("", None, 0)
        rotten, again = told(store)[-2:]
        assert (rotten.message, rotten.level) == ("event.iso.rotten", Level.ERROR)
        assert rotten.changes["isostate"] == ("Ready", "Failed")
        assert rotten.values["failure"] == BIT_ROT
        assert again.message == "event.iso.refetched"
        assert again.values["path"] == "/x"
        assert not proven(store, me, twin), "it may have been past what is rotten"
        next_one = taken(store, me)
        assert (next_one.iso, next_one.start) == (twin.iso, 0)

    def test_why_it_is_missing_is_told_until_there_is_another(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        order(store, stored)
        job = taken(store, me)

        def reason() -> str:
            with store.read() as session:
                detail = versions.get(session, stored)
            return why.line(usable.of(detail), detail, now())

        assert rot(store, me, job)
        assert "its stored file was damaged or lost" in reason()
        assert order(store, stored, download_orders.pause) == 1
        assert "its stored file was damaged or lost" in reason()
        assert order(store, stored, download_orders.resume) == 1
        [again] = claim(store, me)
        with store.write() as session:
            assert work.ready(session, me, again, **placed())
        assert "damaged" not in reason()

    def test_what_came_from_a_file_waits_for_a_person(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        with store.write() as session:
            version = versions.row(session, stored)
            version.url, version.file = "", "/a.iso"
        order(store, stored)
        job = taken(store, me)
        assert rot(store, me, job)
        lost = row(store, job)
        assert (lost.state, lost.work, lost.failure) == (IsoState.FAILED, Work.NONE, BIT_ROT)
        assert order(store, stored, download_orders.retry) == 1
        again = row(store, job)
        assert (again.work, again.generation) == (Work.FETCH, 1), "not the rotten one again"
        assert again.aside == 0

    def test_the_damaged_file_is_kept_aside_until_another_is_ready(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        order(store, stored)
        job = taken(store, me)
        assert rot(store, me, job)
        [again] = claim(store, me)
        assert (again.generation, again.aside) == (1, 0)
        with store.write() as session:
            assert work.failed(session, me, again, Problem("http-missing"))
        assert row(store, job).aside == 0, "the source has none"
        order(store, stored, download_orders.retry)
        order(store, stored, download_orders.cancel)
        [chore] = claim_chores(store, me)
        assert (chore.work, chore.generation, chore.aside) == (Work.DISCARD, 2, 0)
        with store.write() as session:
            assert work.discarded(session, me, chore)
        order(store, stored, download_orders.retry)
        [again] = claim(store, me)
        with store.write() as session:
            assert work.ready(session, me, again, **placed())
        assert row(store, job).aside is None

    def test_it_goes_with_the_iso(self, store: Store, me: work.Process, stored: str) -> None:
        order(store, stored)
        assert rot(store, me, taken(store, me))
        with store.write() as session:
            orders.delete(session, [stored], ADMIN)
        assert {iso.aside for iso in isos(store)} == {None}

    @pytest.mark.parametrize("what", ["edit", "delete"])
    def test_who_changes_it_meanwhile_takes_it_away(
        self, store: Store, me: work.Process, stored: str, what: str
    ) -> None:
        order(store, stored)
        job = taken(store, me)
        with store.write() as session:
            if what == "edit":
                queueing.anew(session.get_one(Iso, job.iso))
            else:
                orders.delete(session, [stored], ADMIN)
        with store.read() as session:
            assert work.wanted_proofs(session, me, {job.iso: job.token}) == {}
        before = row(store, job).state
        assert not rot(store, me, job)
        assert row(store, job).state == before

    def test_what_proves_it_goes_with_the_last_isos(
        self, store: Store, me: work.Process, stored: str
    ) -> None:
        order(store, stored)
        digest = Checksum("SHA-256", "ab" * 32)
        assert proven(store, me, taken(store, me))
        with store.write() as session:
            orders.delete(session, [stored], ADMIN)
            chores = work.claim_chores(session, me, 4, storage="here")
        for left, chore in zip((True, False), chores, strict=True):
            with store.write() as session:
                assert work.destroyed(session, me, chore)
                assert (proofs.of(session, str(digest)) is not None) == left
