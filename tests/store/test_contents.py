"""The verdict on an ISO: what it does to it, who shares it, and how a person overrules it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlmodel import select

from kisotui.domain.checksums import Checksum
from kisotui.domain.contents import Contents, Glance
from kisotui.domain.failures import CONTENTS, Problem
from kisotui.domain.findings import finding
from kisotui.domain.rejected import errors_of
from kisotui.domain.states import DownloadStatus, EventType, IsoState, Level, Work
from kisotui.service import contents, downloads
from kisotui.service.context import Context
from kisotui.store import contents_table, work
from kisotui.store.engine import Store
from tests.support.rows import add_version, add_zone, ask
from tests.support.workers import DIGEST, SOUND, claim, claim_chores, iso_row, placed, told

WRONG = finding("arch-wrong", "k8s/kubelet", found="aarch64", expected="x86_64")
BROKEN = Contents(Glance(), 7, findings=(WRONG, finding("version-unknown", "a")))
WARNED = Contents(Glance(), 7, findings=(finding("version-unknown", "a"),))
OTHER = Checksum("SHA-256", "cd" * 32)


@pytest.fixture
def zones(store: Store) -> list[str]:
    with store.write() as session:
        return [add_zone(session, name) for name in ("zone1", "zone2")]


@pytest.fixture
def both(store: Store, zones: list[str]) -> str:
    """A version in two zones."""
    with store.write() as session:
        return add_version(session, zones)


def end(store: Store, me: work.Process, found: Contents, **more: Any) -> work.Job:
    """Fetch the next ISO, with this in it."""
    [job] = claim(store, me, 1)
    with store.write() as session:
        twin = job.twins[0] if job.twins else None
        assert work.ready(session, me, job, **placed(contents=found, twin=twin, **more))
    return job


def verdicts(store: Store) -> int:
    with store.read() as session:
        return len(session.exec(select(contents_table.Contents)).all())


def test_errors_keep_an_iso_from_being_ready(store: Store, me: work.Process, version: str) -> None:
    job = end(store, me, BROKEN)
    row = iso_row(store, job)
    assert (row.state, row.status, row.work) == (
        IsoState.FAILED,
        DownloadStatus.DOWNLOAD_ERROR,
        Work.NONE,
    )
    assert (row.failure, row.errors, row.warnings, row.wrong) == (CONTENTS, 1, 1, "arch-wrong")
    assert (row.path, row.received, row.digest) == ("/x", 7, str(DIGEST)), "kept for a look"
    event = told(store)[-1]
    assert (event.message, event.level) == ("event.iso.unfit", Level.ERROR)
    assert "k8s/kubelet" in event.description, "the first error is named"


def test_warnings_do_not(store: Store, me: work.Process, version: str) -> None:
    row = iso_row(store, end(store, me, WARNED))
    assert (row.state, row.errors, row.warnings) == (IsoState.READY, 0, 1)


def test_trying_again_fetches_another_file(
    ctx: Context, store: Store, me: work.Process, version: str
) -> None:
    job = end(store, me, BROKEN)
    downloads.retry(ctx, [version])
    row = iso_row(store, job)
    assert (row.generation, row.received, row.errors) == (job.generation + 1, 0, None)
    [again] = claim(store, me)
    assert again.iso == job.iso


def test_nobody_tries_again_by_itself(store: Store, me: work.Process, version: str) -> None:
    end(store, me, BROKEN)
    assert claim(store, me) == []


def test_the_verdict_is_shared_with_the_digest(store: Store, me: work.Process, both: str) -> None:
    """Another zone need not fetch what failed, nor look into it again."""
    end(store, me, BROKEN)
    [job] = claim(store, me)
    [twin] = job.twins
    assert twin.found is not None
    assert twin.found.contents == BROKEN


def test_who_tries_again_shares_no_failed_file(
    ctx: Context, store: Store, me: work.Process, both: str, zones: list[str]
) -> None:
    end(store, me, BROKEN)
    end(store, me, BROKEN)
    downloads.retry(ctx, [both], zones[0])
    [job] = claim(store, me)
    assert job.twins == ()


def test_a_verdict_holds_for_a_version_and_an_architecture(
    store: Store, me: work.Process, zones: list[str]
) -> None:
    checksum = str(DIGEST)
    with store.write() as session:
        add_version(session, zones[:1], checksum=checksum)
        other = add_version(session, zones[1:], checksum=checksum, arch="aarch64")
    end(store, me, SOUND)
    [job] = claim(store, me)
    assert iso_row(store, job).version_id == other
    [twin] = job.twins
    assert twin.found is None, "it is looked into as an ISO of aarch64"


def test_a_person_takes_it_all_the_same(
    ctx: Context, store: Store, me: work.Process, both: str, zones: list[str]
) -> None:
    first, second = end(store, me, BROKEN), end(store, me, BROKEN)
    seen = contents.rejected(ctx, [both])
    assert errors_of(seen) == (WRONG,)
    assert contents.accept(ctx, [both], seen, first.zone) == 1
    row = iso_row(store, first)
    assert (row.state, row.status) == (IsoState.READY, DownloadStatus.DOWNLOADED)
    assert (row.failure, row.errors, row.path) == (None, 1, "/x")
    event = told(store)[-1]
    assert (event.type, event.level, event.username) == (
        EventType.ISO_ACCEPT,
        Level.WARN,
        ctx.actor.username,
    )
    assert [each["code"] for each in event.values["findings"]] == ["arch-wrong"]  # type: ignore[attr-defined]
    assert iso_row(store, second).state == IsoState.FAILED, "asked for one zone only"
    kept = contents.of_version(ctx, both)
    assert {(each.zonenames, each.accepted) for each in kept} == {
        (("zone1",), True),
        (("zone2",), False),
    }


def test_what_was_accepted_stays_accepted_until_the_file_is_another(
    ctx: Context, store: Store, me: work.Process, version: str
) -> None:
    job = end(store, me, BROKEN)
    accept(ctx, version)
    fetch_again(store, job)
    assert iso_row(store, end(store, me, BROKEN)).state == IsoState.READY
    fetch_again(store, job)
    assert iso_row(store, end(store, me, BROKEN, digest=OTHER)).state == IsoState.FAILED


def accept(ctx: Context, version: str) -> None:
    contents.accept(ctx, [version], contents.rejected(ctx, [version]))


@pytest.mark.parametrize("other", ["file", "verdict"])
def test_what_nobody_has_read_is_not_accepted(
    ctx: Context, store: Store, me: work.Process, version: str, other: str
) -> None:
    job = end(store, me, BROKEN)
    seen = contents.rejected(ctx, [version])
    fetch_again(store, job)
    worse = Contents(Glance(), 7, findings=(WRONG, finding("arch-wrong", "k8s/kubeadm")))
    if other == "file":
        end(store, me, BROKEN, digest=OTHER)
    else:
        end(store, me, worse)
    with pytest.raises(Problem) as caught:
        contents.accept(ctx, [version], seen)
    assert caught.value.code == "verdict-changed"
    row = iso_row(store, job)
    assert (row.state, row.accepted) == (IsoState.FAILED, "")


def fetch_again(store: Store, job: work.Job) -> None:
    with store.write() as session:
        row = session.get_one(type(iso_row(store, job)), job.iso)
        row.work, row.state = Work.FETCH.value, IsoState.ALLOCATED.value


def test_there_is_nothing_to_accept_of_a_sound_one(
    ctx: Context, store: Store, me: work.Process, version: str
) -> None:
    end(store, me, WARNED)
    for ask_for in (contents.rejected, partial(contents.accept, seen=())):
        with pytest.raises(Problem) as caught:
            ask_for(ctx, [version])
        assert caught.value.code == "nothing-to-accept"


def test_the_verdict_goes_with_the_last_of_its_isos(
    store: Store, me: work.Process, both: str
) -> None:
    isos = [end(store, me, WARNED).iso, end(store, me, WARNED).iso]
    assert verdicts(store) == 1, "the same bytes"
    for iso, left in zip(isos, (1, 0), strict=True):
        ask(store, iso, Work.DESTROY)
        [chore] = claim_chores(store, me)
        with store.write() as session:
            assert work.destroyed(session, me, chore)
        assert verdicts(store) == left
