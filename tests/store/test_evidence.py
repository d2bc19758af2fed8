"""What is known of a version's digest: kept with it, found by workers, held against the file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kisotui.domain.checksums import Checksum
from kisotui.domain.detail_views import VersionDetail
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import Level
from kisotui.service import editing, records, versions
from kisotui.service.context import Context
from kisotui.store import work
from tests.support.workers import claim, enter, placed, told

URL = "https://download.example.org/a.iso"
SHA256 = Checksum("SHA-256", "ab" * 32)
SHA512 = Checksum("SHA-512", "cd" * 64)
MD5 = Checksum("MD5", "ef" * 16)
BESIDE = Evidence(SHA256, Origin.BESIDE, URL + ".sha256")
OLD = Evidence(MD5, Origin.BESIDE, "https://download.example.org/md5sum.txt")


@pytest.fixture
def me(ctx: Context) -> work.Process:
    return enter(ctx.store, work.this_process())


def add(ctx: Context, **typed: Any) -> str:
    form = VersionForm(semanticversion="1.34.12", url=URL)
    return versions.add(ctx, replace(form, **typed)).version.id


def detail(ctx: Context, id: str) -> VersionDetail:  # noqa: A002
    return versions.get(ctx, id)


def ready(ctx: Context, me: work.Process, job: work.Job, *digests: Checksum) -> None:
    with ctx.store.write() as session:
        assert work.ready(session, me, job, **placed(digests=digests))


def test_what_a_form_knows_is_kept(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx, checksum=str(SHA512), found=(BESIDE, OLD))
    known = (Evidence(SHA512, Origin.GIVEN), BESIDE, OLD)
    assert detail(ctx, id_).evidence == known
    [job] = claim(ctx.store, me)
    assert (job.evidence, job.checksum) == (known, SHA512)


def test_what_a_person_takes_over_is_no_stronger_for_it(ctx: Context) -> None:
    assert detail(ctx, add(ctx, checksum=str(SHA256), found=(BESIDE,))).evidence == (BESIDE,)


def test_a_worker_notes_what_it_finds_once(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    [job] = claim(ctx.store, me)
    for _ in range(2):
        with ctx.store.write() as session:
            work.found(session, me, job, [BESIDE])
    assert detail(ctx, id_).evidence == (BESIDE,)
    assert [each.values["checksum"] for each in told(ctx.store)[-1:]] == [str(SHA256)]
    assert [each.message for each in told(ctx.store)].count("event.iso.evidence") == 1


def test_who_lost_its_claim_notes_nothing(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    [job] = claim(ctx.store, me)
    with ctx.store.write() as session:
        work.found(session, me, replace(job, token=job.token - 1), [BESIDE])
    assert detail(ctx, id_).evidence == ()


def test_a_weaker_one_that_contradicts_is_told_of(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx, found=(BESIDE, OLD))
    [job] = claim(ctx.store, me)
    ready(ctx, me, job, SHA256, Checksum("MD5", "0" * 32))
    [event] = [each for each in told(ctx.store) if each.level is Level.WARN]
    assert (event.message, event.values["checksum"]) == ("event.iso.contradicted", str(MD5))
    [iso] = detail(ctx, id_).isos
    assert iso.digests == (str(SHA256), "{MD5}" + "0" * 32)


def test_all_that_match_is_nothing_to_tell(ctx: Context, me: work.Process) -> None:
    add(ctx, found=(BESIDE, OLD))
    [job] = claim(ctx.store, me)
    ready(ctx, me, job, SHA256, MD5)
    assert not [each for each in told(ctx.store) if each.level is Level.WARN]


def test_another_url_has_other_checksums(ctx: Context) -> None:
    id_ = add(ctx, found=(BESIDE,))
    start = editing.original(ctx, id_)
    editing.edit(ctx, start, replace(start.shown, url="https://download.example.org/b.iso"))
    assert detail(ctx, id_).evidence == ()


def test_another_url_brings_what_is_known_of_it(ctx: Context) -> None:
    id_ = add(ctx, found=(OLD,))
    start = editing.original(ctx, id_)
    editing.edit(ctx, start, replace(start.shown, url=URL + "?b", found=(BESIDE,)))
    assert detail(ctx, id_).evidence == (BESIDE,)


def test_an_edit_of_something_else_keeps_it(ctx: Context) -> None:
    id_ = add(ctx, found=(BESIDE,))
    start = editing.original(ctx, id_)
    editing.edit(ctx, start, replace(start.shown, name="other", checksum=str(SHA512)))
    assert detail(ctx, id_).evidence == (Evidence(SHA512, Origin.GIVEN), BESIDE)


def test_programs_read_it_too(ctx: Context) -> None:
    record = records.version(detail(ctx, add(ctx, checksum=str(SHA512), found=(BESIDE,))))
    assert record["evidence"] == [
        {"checksum": str(SHA512), "origin": "given", "source": None},
        {"checksum": str(SHA256), "origin": "beside", "source": BESIDE.source},
    ]
