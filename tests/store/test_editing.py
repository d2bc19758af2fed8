"""Editing a version: what changes, what is fetched again, what is refused; on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kisotui.domain.actors import Actor
from kisotui.domain.checksums import Checksum
from kisotui.domain.corrections import Correction
from kisotui.domain.detail_views import Event, EventQuery, Iso, Zone
from kisotui.domain.edits import EditPlan, Fate
from kisotui.domain.failures import BIT_ROT, Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import DownloadStatus, IsoState, Phase, VersionState, Work, ZoneType
from kisotui.domain.undo import Step
from kisotui.domain.views import Version
from kisotui.service import downloads, editing, events, undo, versions, zones
from kisotui.service.context import Context
from kisotui.store import tables, work
from tests.support.workers import claim, claim_chores, enter, placed, wanted

URL = "https://download.example.org/a.iso"
OTHER = "https://download.example.org/b.iso"
DIGEST = Checksum("SHA-256", "ab" * 32)
SECRET = "pass:word"


@pytest.fixture
def core(ctx: Context) -> Zone:
    return zones.all_zones(ctx)[0]


@pytest.fixture
def me(ctx: Context) -> work.Process:
    return enter(ctx.store, work.this_process())


def add(ctx: Context, **typed: Any) -> str:
    form = VersionForm(semanticversion="1.34.12", url=URL)
    return versions.add(ctx, replace(form, **typed)).version.id


def edit(ctx: Context, id: str, **typed: Any) -> Step | None:  # noqa: A002
    start = editing.original(ctx, id)
    return editing.edit(ctx, start, replace(start.shown, **typed)).step


def plan(ctx: Context, id: str, **typed: Any) -> EditPlan:  # noqa: A002
    start = editing.original(ctx, id)
    found, problems = editing.plan(ctx, start, replace(start.shown, **typed))
    assert found is not None, problems
    return found


def refusal(ctx: Context, id: str, **typed: Any) -> dict[str, str]:  # noqa: A002
    start = editing.original(ctx, id)
    form = replace(start.shown, **typed)
    found, problems = editing.plan(ctx, start, form)
    assert found is None
    with pytest.raises(Problem) as caught:
        editing.edit(ctx, start, form)
    assert caught.value.code == next(iter(problems.values())).code
    return {field: problem.code for field, problem in problems.items()}


def fates(ctx: Context, id: str, **typed: Any) -> dict[str, Fate]:  # noqa: A002
    return {iso.zonename: iso.fate for iso in plan(ctx, id, **typed).isos}


def fetch(ctx: Context, me: work.Process) -> None:
    """Let a worker do all that is due."""
    while jobs := claim(ctx.store, me):
        with ctx.store.write() as session:
            for job in jobs:
                if job.direct:
                    assert work.bypassed(session, me, job, size=9)
                    continue
                path = f"/isos/{job.iso}.{job.generation}.iso"
                assert work.ready(
                    session, me, job, **placed(size=9, digests=(DIGEST,), verified=False, path=path)
                )
    while chores := claim_chores(ctx.store, me):
        with ctx.store.write() as session:
            for chore in chores:
                done = work.discarded if chore.work is Work.DISCARD else work.destroyed
                assert done(session, me, chore)


def version(ctx: Context, id: str) -> Version:  # noqa: A002
    return versions.get(ctx, id).version


def isos(ctx: Context, id: str) -> dict[str, Iso]:  # noqa: A002
    return {iso.zonename: iso for iso in versions.get(ctx, id).isos}


def iso(ctx: Context, id: str) -> Iso:  # noqa: A002
    [found] = versions.get(ctx, id).isos
    return found


def generation(ctx: Context, id: str) -> int:  # noqa: A002
    with ctx.store.read() as session:
        return session.get_one(tables.Iso, iso(ctx, id).id).generation


def told(ctx: Context, id: str) -> list[Event]:  # noqa: A002
    """Oldest first."""
    return events.page(ctx, EventQuery(version=id))[::-1]


# What needs no fetching


@pytest.mark.parametrize("typed", [{"semanticversion": "1.33.2"}, {"arch": "aarch64"}])
def test_what_it_must_hold_has_its_file_judged_anew(
    ctx: Context, me: work.Process, typed: dict[str, str]
) -> None:
    id_ = add(ctx)
    fetch(ctx, me)
    before = generation(ctx, id_)
    assert fates(ctx, id_, **typed) == {"Zone1": Fate.AGAIN}
    edit(ctx, id_, **typed)
    after = iso(ctx, id_)
    assert (after.state, after.phase, after.errors) == (IsoState.ALLOCATED, Phase.QUEUED, None)
    assert generation(ctx, id_) == before, "the file in its place is the same"


def test_what_was_accepted_is_not_as_something_else(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    fetch(ctx, me)
    iso_id = iso(ctx, id_).id
    with ctx.write() as session:
        row = session.get_one(tables.Iso, iso_id)
        row.accepted = row.digest
    edit(ctx, id_, name="other")
    with ctx.store.read() as session:
        assert session.get_one(tables.Iso, iso_id).accepted, "a name is no matter of contents"
    edit(ctx, id_, arch="aarch64")
    with ctx.store.read() as session:
        assert session.get_one(tables.Iso, iso_id).accepted == ""


def test_what_is_rotten_is_not_judged_anew_but_fetched(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx, checksum="")
    fetch(ctx, me)
    with ctx.write() as session:
        row = session.get_one(tables.Iso, iso(ctx, id_).id)
        row.state, row.failure = IsoState.FAILED.value, BIT_ROT
    assert set(fates(ctx, id_, arch="aarch64").values()) == {Fate.ANEW}


def test_what_only_describes_it_leaves_the_iso_alone(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    fetch(ctx, me)
    before = iso(ctx, id_)
    typed = {
        "name": "old",
        "mincpunumber": "4",
        "minmemory": "4096",
        "state": "Disabled",
    }
    assert fates(ctx, id_, **typed) == {"Zone1": Fate.KEPT}
    edit(ctx, id_, **typed)
    after = version(ctx, id_)
    assert {field: str(getattr(after, field)) for field in typed} == typed
    assert replace(iso(ctx, id_), name=before.name) == before
    last = told(ctx, id_)[-1]
    assert last.message == "event.version.edited"
    assert last.changes == {
        "name": ("v1.34.12", "old"),
        "mincpunumber": (2, 4),
        "minmemory": (2048, 4096),
        "state": ("Enabled", "Disabled"),
    }


def test_a_download_is_not_interrupted_for_a_name(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    [job] = claim(ctx.store, me)
    edit(ctx, id_, name="other")
    assert wanted(ctx.store, me, job) == {job.iso}
    assert iso(ctx, id_).phase is Phase.RUNNING


def test_nothing_changed_is_nothing_done(ctx: Context) -> None:
    id_ = add(ctx)
    before = told(ctx, id_)
    assert edit(ctx, id_) is None
    assert edit(ctx, id_, name=" v1.34.12 ", checksum=" ") is None
    assert told(ctx, id_) == before


def test_what_the_iso_says_otherwise_is_told(ctx: Context) -> None:
    version = add(ctx)
    against = Correction("arch", "aarch64", "x86_64", contradicts=True)
    edit(ctx, version, url=OTHER, arch="aarch64", overruled=(against,))
    told = events.page(ctx, EventQuery(version=version))
    (event,) = [each for each in told if each.message == "event.version.edited-overruled"]
    assert event.level == "WARN"
    assert event.values["contradicts"] == "arch aarch64 ≠ x86_64"
    assert edit(ctx, version, overruled=(against,)) is None, "nothing changed"


def test_credentials_alone_are_no_other_file(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    fetch(ctx, me)
    typed = {"url": f"https://kim:{SECRET}@download.example.org/a.iso"}
    assert fates(ctx, id_, **typed) == {"Zone1": Fate.KEPT}
    edit(ctx, id_, **typed)
    last = told(ctx, id_)[-1]
    assert last.changes == {"credentials": ("", "***")}
    assert SECRET not in repr(last)


def test_with_other_credentials_what_failed_is_tried_again(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    [job] = claim(ctx.store, me)
    with ctx.store.write() as session:
        work.failed(session, me, job, Problem("http-denied", host="h", status=401))
    edit(ctx, id_, url=f"https://kim:{SECRET}@download.example.org/a.iso")
    assert iso(ctx, id_).phase is Phase.QUEUED
    [job] = claim(ctx.store, me)
    assert job.address.credentials == ("kim", SECRET)
    assert job.generation == 0


# The URL


def test_another_url_drops_the_iso_and_fetches_it(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    fetch(ctx, me)
    [planned] = plan(ctx, id_, url=OTHER).isos
    assert (planned.fate, planned.stored, planned.ready) == (Fate.ANEW, 9, True)
    edit(ctx, id_, url=OTHER)
    after = iso(ctx, id_)
    assert (after.state, after.status) == (IsoState.ALLOCATED, DownloadStatus.NOT_DOWNLOADED)
    assert (after.phase, after.received, after.digest, after.path) == (Phase.QUEUED, 0, "", "")
    [job] = claim(ctx.store, me)
    assert (job.address.url, job.generation, job.twins) == (OTHER, 1, ())


def test_the_events_of_an_edit_hang_together(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    fetch(ctx, me)
    edit(ctx, id_, url=OTHER + "?token=t0p")
    fetch(ctx, me)
    edited, queued, started, ready = told(ctx, id_)[-4:]
    assert edited.changes == {"url": (URL, OTHER + "?token=***")}
    assert (queued.message, queued.changes["isostate"]) == (
        "event.iso.queued",
        ("Ready", "Allocated"),
    )
    assert (started.message, ready.message) == ("event.iso.started", "event.iso.ready")
    assert {each.parent for each in (queued, started, ready)} == {edited.id}


def test_a_running_download_is_taken_from_its_worker(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    [job] = claim(ctx.store, me)
    edit(ctx, id_, url=OTHER)
    assert wanted(ctx.store, me, job) == set()
    with ctx.store.write() as session:
        assert not work.ready(
            session,
            me,
            job,
            **placed(size=9, digests=(DIGEST,), verified=False, path="/isos/old.iso"),
        )
        assert work.is_over(session, job)
    assert iso(ctx, id_).phase is Phase.QUEUED
    [again] = claim(ctx.store, me)
    assert (again.address.url, again.generation) == (OTHER, 1)


def test_what_is_paused_stays_paused(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    claim(ctx.store, me)
    downloads.pause(ctx, [id_])
    edit(ctx, id_, url=OTHER)
    assert iso(ctx, id_).phase is Phase.PAUSED
    assert told(ctx, id_)[-1].message == "event.iso.later"
    downloads.resume(ctx, [id_])
    [job] = claim(ctx.store, me)
    assert (job.address.url, job.generation) == (OTHER, 1)


def test_what_failed_or_was_cancelled_is_fetched_from_the_new_url(
    ctx: Context, me: work.Process
) -> None:
    failed, cancelled = add(ctx), add(ctx, name="two", url=URL + "?2")
    for job in claim(ctx.store, me):
        with ctx.store.write() as session:
            work.failed(session, me, job, Problem("http-missing", host="h", status=404))
    downloads.retry(ctx, [cancelled])
    downloads.cancel(ctx, [cancelled])
    edit(ctx, failed, url=OTHER)
    edit(ctx, cancelled, url=OTHER + "?2")
    assert {iso(ctx, each).phase for each in (failed, cancelled)} == {Phase.QUEUED}
    assert {iso(ctx, each).failure for each in (failed, cancelled)} == {None}


def test_untouched_the_url_keeps_what_is_hidden_of_it(ctx: Context) -> None:
    full = f"https://kim:{SECRET}@download.example.org/a.iso?token=t0p"
    id_ = add(ctx, url=full)
    start = editing.original(ctx, id_)
    assert start.shown.url == "https://download.example.org/a.iso?token=***"
    assert SECRET not in repr(start)
    edit(ctx, id_, name="other")
    again = editing.original(ctx, id_).form.url
    assert again == "https://kim:pass%3Aword@download.example.org/a.iso?token=t0p"
    assert refusal(ctx, id_, url="https://elsewhere/a.iso?token=***") == {"url": "url-masked"}


def test_another_url_comes_without_the_old_ones_credentials(ctx: Context) -> None:
    id_ = add(ctx, url=f"https://kim:{SECRET}@download.example.org/a.iso")
    assert plan(ctx, id_, url="https://elsewhere/a.iso").forgets_credentials
    edit(ctx, id_, url="https://elsewhere/a.iso")
    assert editing.original(ctx, id_).form.url == "https://elsewhere/a.iso"


def test_credentials_can_be_taken_out(ctx: Context) -> None:
    id_ = add(ctx, url=f"https://kim:{SECRET}@download.example.org/a.iso")
    edit(ctx, id_, url="https://@download.example.org/a.iso")
    assert editing.original(ctx, id_).form.url == URL


# The checksum


def test_the_digest_that_it_has_verifies_it_without_a_fetch(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    fetch(ctx, me)
    assert fates(ctx, id_, checksum=str(DIGEST)) == {"Zone1": Fate.MATCHES}
    edit(ctx, id_, checksum=str(DIGEST))
    after = iso(ctx, id_)
    assert (after.state, after.verified) == (IsoState.READY, True)
    assert told(ctx, id_)[-1].changes == {"verified": (False, True)}
    edit(ctx, id_, checksum="")
    assert (iso(ctx, id_).state, iso(ctx, id_).verified) == (IsoState.READY, False)


def test_another_digest_fetches_it_again(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    fetch(ctx, me)
    other = "{SHA-256}" + "cd" * 32
    assert fates(ctx, id_, checksum=other) == {"Zone1": Fate.ANEW}
    edit(ctx, id_, checksum=other)
    assert (iso(ctx, id_).phase, generation(ctx, id_)) == (Phase.QUEUED, 1)


def test_by_another_algorithm_the_file_is_read_again(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    fetch(ctx, me)
    other = "{SHA-512}" + "cd" * 64
    assert fates(ctx, id_, checksum=other) == {"Zone1": Fate.AGAIN}
    edit(ctx, id_, checksum=other)
    assert (iso(ctx, id_).phase, generation(ctx, id_)) == (Phase.QUEUED, 0)


def test_a_running_download_goes_on_with_the_new_checksum(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    [job] = claim(ctx.store, me)
    edit(ctx, id_, checksum=str(DIGEST))
    assert wanted(ctx.store, me, job) == set()
    [again] = claim(ctx.store, me)
    assert (again.checksum, again.generation) == (DIGEST, job.generation)


# Direct download


def test_direct_download_on_and_off(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    fetch(ctx, me)
    [planned] = plan(ctx, id_, directdownload=True).isos
    assert (planned.fate, planned.direct) == (Fate.ANEW, True)
    edit(ctx, id_, directdownload=True)
    fetch(ctx, me)
    assert (iso(ctx, id_).status, iso(ctx, id_).path) == (DownloadStatus.BYPASSED, "")
    edit(ctx, id_, directdownload=False)
    fetch(ctx, me)
    assert iso(ctx, id_).status is DownloadStatus.DOWNLOADED
    assert generation(ctx, id_) == 2


def test_an_edge_zone_is_not_asked_again(ctx: Context, me: work.Process) -> None:
    zones.add(ctx, "Edge", "Edge")
    id_ = add(ctx)
    fetch(ctx, me)
    assert fates(ctx, id_, directdownload=True) == {"Edge": Fate.KEPT, "Zone1": Fate.ANEW}
    assert fates(ctx, id_, checksum=str(DIGEST)) == {"Edge": Fate.KEPT, "Zone1": Fate.MATCHES}


def test_an_edge_zone_takes_direct_download_only(ctx: Context) -> None:
    edge = zones.add(ctx, "Edge", "Edge")
    assert edge.type is ZoneType.EDGE
    id_ = add(ctx)
    assert refusal(ctx, id_, zone=edge.id) == {"directdownload": "edge-needs-direct"}


def test_an_edge_zone_takes_no_local_file(ctx: Context, tmp_path: Any) -> None:
    zones.add(ctx, "Edge", "Edge")
    id_ = add(ctx)
    file = tmp_path / "a.iso"
    file.write_bytes(b"x")
    assert refusal(ctx, id_, url="", file=str(file)) == {"zone": "edge-needs-url"}


# Zones


def test_from_one_zone_to_another_and_back(ctx: Context, core: Zone, me: work.Process) -> None:
    other = zones.add(ctx, "Zone2", "Core")
    id_ = add(ctx, zone=core.id)
    fetch(ctx, me)
    assert fates(ctx, id_, zone=other.id) == {"Zone1": Fate.REMOVED, "Zone2": Fate.ADDED}
    edit(ctx, id_, zone=other.id)
    assert version(ctx, id_).zonenames == ("Zone2",)
    assert version(ctx, id_).isostate is IsoState.ALLOCATED, "not of the one that goes"
    assert isos(ctx, id_)["Zone1"].state is IsoState.DESTROYING
    fetch(ctx, me)
    assert set(isos(ctx, id_)) == {"Zone2"}
    assert version(ctx, id_).removed is None
    edit(ctx, id_, zone=core.id)
    fetch(ctx, me)
    assert {name: iso.state for name, iso in isos(ctx, id_).items()} == {"Zone1": IsoState.READY}


def test_to_all_zones_keeps_what_is_there(ctx: Context, core: Zone, me: work.Process) -> None:
    zones.add(ctx, "Zone2", "Core")
    id_ = add(ctx, zone=core.id)
    fetch(ctx, me)
    before = isos(ctx, id_)["Zone1"]
    edit(ctx, id_, zone=None)
    after = isos(ctx, id_)
    assert after["Zone1"] == before
    assert after["Zone2"].phase is Phase.QUEUED
    [job] = claim(ctx.store, me)
    assert [twin.spot.iso for twin in job.twins] == [before.id], "shared, not fetched"


def test_a_zone_that_is_wanted_back_while_its_iso_is_removed(
    ctx: Context, core: Zone, me: work.Process
) -> None:
    zones.add(ctx, "Zone2", "Core")
    id_ = add(ctx)
    fetch(ctx, me)
    edit(ctx, id_, zone=core.id)
    [chore] = claim_chores(ctx.store, me)
    edit(ctx, id_, zone=None)
    with ctx.store.write() as session:
        assert not work.destroyed(session, me, chore)
    [job] = claim(ctx.store, me)
    assert job.generation == chore.generation + 1, "the chore's files are not its own"
    assert len(isos(ctx, id_)) == 2


def test_new_zones_are_not_added_by_an_edit_of_something_else(ctx: Context) -> None:
    id_ = add(ctx)
    zones.add(ctx, "Zone2", "Core")
    edit(ctx, id_, name="other")
    assert (version(ctx, id_).zonenames, version(ctx, id_).allzones) == (("Zone1",), True)
    step = edit(ctx, id_, zone=None)
    assert version(ctx, id_).zonenames == ("Zone1", "Zone2")
    assert step is not None
    undo.undo(ctx, step)
    assert version(ctx, id_).zonenames == ("Zone1",)


def test_a_version_that_lost_a_zone_can_be_deleted(
    ctx: Context, core: Zone, me: work.Process
) -> None:
    zones.add(ctx, "Zone2", "Core")
    id_ = add(ctx)
    fetch(ctx, me)
    edit(ctx, id_, zone=core.id)
    versions.delete(ctx, [id_])
    fetch(ctx, me)
    assert version(ctx, id_).removed is not None
    with pytest.raises(Problem, match="version-not-found"):
        editing.original(ctx, id_)


# What is refused


def test_the_rules_of_adding_hold(ctx: Context) -> None:
    one = add(ctx)
    add(ctx, name="two", url=OTHER)
    assert refusal(ctx, one, name="two", mincpunumber="1", state="On") == {
        "name": "name-taken",
        "mincpunumber": "cpu-invalid",
        "state": "state-unknown",
    }
    assert refusal(ctx, one, url=OTHER) == {"url": "version-duplicate"}
    assert refusal(ctx, one, checksum="x") == {"checksum": "checksum-format"}


def test_a_version_that_is_being_deleted_is_not_edited(ctx: Context) -> None:
    id_ = add(ctx)
    start = editing.original(ctx, id_)
    versions.delete(ctx, [id_])
    with pytest.raises(Problem) as caught:
        editing.edit(ctx, start, replace(start.shown, name="other"))
    assert caught.value.code == "being-deleted"


def test_of_two_at_once_the_second_is_merged_or_refused(ctx: Context) -> None:
    id_ = add(ctx)
    start = editing.original(ctx, id_)
    lee = replace(ctx, actor=Actor("lee", "192.0.2.9"))
    edit(lee, id_, name="lee's", mincpunumber="8")
    editing.edit(ctx, start, replace(start.shown, minmemory="4096"))
    after = version(ctx, id_)
    assert (after.name, after.mincpunumber, after.minmemory) == ("lee's", 8, 4096)
    with pytest.raises(Problem) as caught:
        editing.edit(ctx, start, replace(start.shown, name="mine"))
    assert (caught.value.code, caught.value.field) == ("edit-overtaken", "name")
    assert editing.edit(ctx, start, replace(start.shown, name="lee's")).step is None


def test_a_local_file_need_not_be_there_any_more(ctx: Context, tmp_path: Any) -> None:
    file = tmp_path / "a.iso"
    file.write_bytes(b"x")
    id_ = add(ctx, url="", file=str(file))
    file.unlink()
    edit(ctx, id_, name="other")
    assert refusal(ctx, id_, checksum=str(DIGEST)) == {"file": "file-missing"}
    edit(ctx, id_, url=URL, file=None)
    assert (version(ctx, id_).url, version(ctx, id_).file) == (URL, "")


# Undo


def test_an_edit_is_undone_with_its_credentials(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx, url=f"https://kim:{SECRET}@download.example.org/a.iso")
    fetch(ctx, me)
    step = edit(ctx, id_, url=OTHER, name="other", state=VersionState.DISABLED.value)
    assert step is not None
    assert step.changes[0].refetches
    assert SECRET not in repr(step)
    undo.undo(ctx, step)
    [job] = claim(ctx.store, me)
    assert job.address.credentials == ("kim", SECRET)
    assert (job.address.url, job.name, job.generation) == (URL, "v1.34.12", 2)
    assert version(ctx, id_).state is VersionState.ENABLED
    assert "event.version.edit-undone" in [event.message for event in told(ctx, id_)]


def test_credentials_that_an_edit_gave_are_forgotten(ctx: Context, me: work.Process) -> None:
    id_ = add(ctx)
    step = edit(ctx, id_, url=f"https://kim:{SECRET}@download.example.org/a.iso")
    assert step is not None
    undo.undo(ctx, step)
    [job] = claim(ctx.store, me)
    assert job.address.credentials is None


def test_a_zone_that_was_left_is_fetched_for_again(
    ctx: Context, core: Zone, me: work.Process
) -> None:
    zones.add(ctx, "Zone2", "Core")
    id_ = add(ctx)
    fetch(ctx, me)
    step = edit(ctx, id_, zone=core.id)
    assert step is not None
    assert step.changes[0].refetches
    fetch(ctx, me)
    undo.undo(ctx, step)
    assert version(ctx, id_).allzones
    assert isos(ctx, id_)["Zone1"].state is IsoState.READY, "it was not touched"
    assert isos(ctx, id_)["Zone2"].phase is Phase.QUEUED


def test_what_only_describes_it_is_undone_without_a_fetch(ctx: Context) -> None:
    id_ = add(ctx)
    step = edit(ctx, id_, name="other", state="Disabled")
    assert step is not None
    assert not step.changes[0].refetches
    undo.undo(ctx, step)
    after = version(ctx, id_)
    assert (after.name, after.state) == ("v1.34.12", VersionState.ENABLED)


def test_an_edit_that_was_overtaken_is_not_undone(ctx: Context) -> None:
    id_ = add(ctx)
    step = edit(ctx, id_, name="other")
    edit(ctx, id_, name="third")
    assert step is not None
    with pytest.raises(Problem) as caught:
        undo.undo(ctx, step)
    assert caught.value.code == "undo-overtaken"


def test_for_all_zones_it_is_again_without_those_that_are_newer(
    ctx: Context, core: Zone, me: work.Process
) -> None:
    zones.add(ctx, "Zone2", "Core")
    id_ = add(ctx)
    zones.add(ctx, "Zone3", "Core")
    step = edit(ctx, id_, zone=core.id)
    assert step is not None
    fetch(ctx, me)
    undo.undo(ctx, step)
    found = version(ctx, id_)
    assert (found.zonenames, found.allzones) == (("Zone1", "Zone2"), True)


def test_a_zone_that_is_added_overtakes_no_edit(ctx: Context, core: Zone) -> None:
    zones.add(ctx, "Zone2", "Core")
    id_ = add(ctx, zone=core.id)
    step = edit(ctx, id_, zone=None)
    assert step is not None
    zones.add(ctx, "Zone3", "Core")
    undo.undo(ctx, step)
    found = version(ctx, id_)
    assert (found.zonenames, found.allzones) == (("Zone1",), False)


def test_for_all_zones_it_is_again_without_those_that_are_gone(
    ctx: Context, core: Zone, me: work.Process
) -> None:
    other = zones.add(ctx, "Zone2", "Core")
    id_ = add(ctx)
    step = edit(ctx, id_, zone=core.id, name="other")
    assert step is not None
    fetch(ctx, me)
    zones.remove(ctx, other.id)
    undo.undo(ctx, step)
    found = version(ctx, id_)
    assert (found.name, found.zonenames, found.allzones) == ("v1.34.12", ("Zone1",), True)


def test_all_zones_are_undone_where_it_has_them_all(ctx: Context, core: Zone) -> None:
    """Nothing changes but that it is for all of them."""
    id_ = add(ctx, zone=core.id)
    step = edit(ctx, id_, zone=None)
    assert step is not None
    assert version(ctx, id_).allzones
    undo.undo(ctx, step)
    assert not version(ctx, id_).allzones
