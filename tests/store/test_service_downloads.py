"""Orders about downloads, and what is seen of them, on a real store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kisotui.domain.detail_views import Download, DownloadQuery, Event, EventQuery, Iso
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import EventType, IsoState, Phase, Work
from kisotui.service import downloads, events, versions, zones
from kisotui.service.context import Context
from kisotui.store import tables, work
from kisotui.store import versions as rows
from tests.support.workers import enter

FIVE = 5 << 20


def add(ctx: Context, version: str = "1.34.12") -> str:
    """Add a version; its id."""
    form = VersionForm(semanticversion=version, url=f"https://h.example/{version}.iso")
    return versions.add(ctx, form).version.id


def alter(ctx: Context, version_id: str, zone: str = "", /, **columns: Any) -> None:
    """What a worker, or the time, makes of ISOs."""
    with ctx.store.write() as session:
        for iso, where in rows.isos(session, version_id):
            if zone in ("", where.name):
                for name, value in columns.items():
                    setattr(iso, name, value)
        rows.summarise(session, version_id)


def ready(ctx: Context, version_id: str, zone: str = "") -> None:
    alter(ctx, version_id, zone, state=IsoState.READY, work=Work.NONE)


def isos(ctx: Context, version_id: str) -> dict[str, Iso]:
    return {iso.zonename: iso for iso in versions.get(ctx, version_id).isos}


def told(ctx: Context, version_id: str | None = None) -> list[Event]:
    """What people ordered, oldest first."""
    found = events.page(ctx, EventQuery(version=version_id))[::-1]
    kinds = (EventType.ISO_UPDATE, EventType.CONFIGURATION, EventType.ISO_RESUME)
    return [event for event in found if event.type in kinds]


def refusal(call: Callable[..., object], *args: object) -> str:
    with pytest.raises(Problem) as caught:
        call(*args)
    return caught.value.code


@pytest.fixture
def busan(ctx: Context) -> str:
    """A second zone."""
    return zones.add(ctx, "busan", "Core").id


def seen(ctx: Context, **query: Any) -> list[Download]:
    return downloads.page(ctx, DownloadQuery(**query))


class TestOrders:
    def test_they_are_about_one_zone_where_one_is_named(self, ctx: Context, busan: str) -> None:
        version = add(ctx)
        assert downloads.pause(ctx, [version], busan) == 1
        phases = {name: iso.phase for name, iso in isos(ctx, version).items()}
        assert phases == {"busan": Phase.PAUSED, "Zone1": Phase.QUEUED}
        assert refusal(downloads.resume, ctx, [version], zone1(ctx)) == "nothing-to-resume"
        assert downloads.resume(ctx, [version]) == 1

    def test_a_zone_that_has_no_iso_of_it_is_told(self, ctx: Context) -> None:
        version = add(ctx)
        later = zones.add(ctx, "later", "Core").id
        for order in (downloads.pause, downloads.resume, downloads.cancel, downloads.retry):
            assert refusal(order, ctx, [version], later) == "not-in-zone"

    def test_going_on_is_for_what_is_paused_only(self, ctx: Context) -> None:
        version = add(ctx)
        ready(ctx, version)
        assert refusal(downloads.resume, ctx, [version]) == "nothing-to-resume"
        alter(ctx, version, state=IsoState.CREATING, work=Work.PAUSED, failures=3)
        assert downloads.resume(ctx, [version]) == 1
        (iso,) = isos(ctx, version).values()
        assert (iso.phase, iso.failures) == (Phase.QUEUED, 0)
        (event,) = told(ctx, version)
        assert (event.type, event.changes) == (
            EventType.ISO_RESUME,
            {"work": ("paused", "fetch")},
        )


def zone1(ctx: Context) -> str:
    return next(zone.id for zone in zones.all_zones(ctx) if zone.name == "Zone1")


class TestLimits:
    def test_each_download_has_its_own(self, ctx: Context, busan: str) -> None:
        version = add(ctx)
        assert downloads.limit(ctx, [version], FIVE, busan) == 1
        limits = {name: iso.ratelimit for name, iso in isos(ctx, version).items()}
        assert limits == {"busan": FIVE, "Zone1": None}
        assert downloads.limit(ctx, [version], 0) == 2
        assert {iso.ratelimit for iso in isos(ctx, version).values()} == {0}
        assert downloads.limit(ctx, [version], None) == 2
        assert {iso.ratelimit for iso in isos(ctx, version).values()} == {None}

    def test_every_change_is_an_event_and_no_change_is_none(self, ctx: Context) -> None:
        version = add(ctx)
        for rate in (FIVE, FIVE, 0, None):
            assert downloads.limit(ctx, [version], rate) == 1
        said = [event.description.rpartition(": ")[2] for event in told(ctx, version)]
        assert said == ["5.0 MiB/s", "none", "as the settings say"]
        first = told(ctx, version)[0]
        assert (first.type, first.changes) == (EventType.ISO_UPDATE, {"ratelimit": (None, FIVE)})
        assert (first.username, first.origin) == (ctx.actor.username, ctx.actor.origin)

    def test_who_wanted_it_fetched_stays_who_that_was(self, ctx: Context) -> None:
        version = add(ctx)
        alter(ctx, version, requested_by="lee")
        downloads.limit(ctx, [version], FIVE)
        downloads.prioritise(ctx, [version], lambda _: 3)
        with ctx.store.read() as session:
            assert rows.isos(session, version)[0][0].requested_by == "lee"

    def test_what_is_there_needs_none(self, ctx: Context) -> None:
        version = add(ctx)
        ready(ctx, version)
        assert refusal(downloads.limit, ctx, [version], FIVE) == "nothing-to-fetch"
        assert refusal(downloads.prioritise, ctx, [version], abs) == "nothing-to-fetch"
        assert told(ctx, version) == []

    def test_what_is_being_deleted_is_left_alone(self, ctx: Context) -> None:
        version = add(ctx)
        versions.delete(ctx, [version])
        assert refusal(downloads.limit, ctx, [version], FIVE) == "being-deleted"
        assert refusal(downloads.prioritise, ctx, [version], abs) == "being-deleted"

    def test_all_of_them_together(self, ctx: Context) -> None:
        assert downloads.total_limit(ctx) is None
        for rate in (FIVE, FIVE, 0, None, None):
            downloads.limit_total(ctx, rate)
            assert downloads.total_limit(ctx) == rate
        assert [event.changes["ratelimit"] for event in told(ctx)] == [
            (None, FIVE),
            (FIVE, 0),
            (0, None),
        ]
        assert {event.type for event in told(ctx)} == {EventType.CONFIGURATION}


class TestPriority:
    def test_it_is_raised_and_lowered_as_far_as_it_goes(self, ctx: Context, busan: str) -> None:
        version = add(ctx)
        assert downloads.prioritise(ctx, [version], lambda _: 8, busan) == [8]
        more = [downloads.prioritise(ctx, [version], lambda n: n + 1) for _ in range(2)]
        assert [sorted(each) for each in more] == [[1, 9], [2, 9]]
        assert downloads.prioritise(ctx, [version], lambda _: -20, busan) == [-9]
        event = told(ctx, version)[-1]
        assert event.changes == {"priority": (9, -9)}
        assert "Priority" in event.description

    def test_what_is_queued_is_listed_in_its_turn(self, ctx: Context) -> None:
        ids = [add(ctx, f"1.34.{patch}") for patch in range(3)]
        downloads.prioritise(ctx, [ids[2]], lambda _: 1)
        assert [each.version.id for each in seen(ctx)] == [ids[2], ids[0], ids[1]]


class TestPage:
    def test_what_is_on_its_way_or_needs_a_person(self, ctx: Context) -> None:
        ids = [add(ctx, f"1.34.{patch}") for patch in range(6)]
        alter(ctx, ids[0], state=IsoState.FAILED, work=Work.NONE, failure="http-missing")
        alter(ctx, ids[1], work=Work.PAUSED)
        alter(ctx, ids[2], owner="somebody", state=IsoState.CREATING)
        ready(ctx, ids[3])
        versions.delete(ctx, [ids[4]])
        assert [each.version.id for each in seen(ctx)] == [ids[2], ids[5], ids[1], ids[0]]
        assert {each.version.id for each in seen(ctx, ended=True)} == set(ids)
        (only,) = seen(ctx, versions=(ids[3],), ended=True)
        assert only.iso.state is IsoState.READY

    def test_removed_versions_have_none(self, ctx: Context) -> None:
        version = add(ctx)
        alter(ctx, version, state=IsoState.FAILED, work=Work.NONE)
        with ctx.store.write() as session:
            rows.row(session, version).removed = tables.now()
        assert seen(ctx, ended=True) == []

    def test_of_one_zone(self, ctx: Context, busan: str) -> None:
        add(ctx)
        assert len(seen(ctx)) == 2
        assert [each.iso.zonename for each in seen(ctx, zone=busan)] == ["busan"]

    def test_who_is_at_it(self, ctx: Context, busan: str) -> None:
        version = add(ctx)
        me = enter(ctx.store, work.this_process())
        alter(ctx, version, "busan", owner=me.owner, state=IsoState.CREATING)
        alter(ctx, version, "Zone1", owner="gone", state=IsoState.CREATING)
        workers = {each.iso.zonename: each.worker for each in seen(ctx)}
        assert workers["Zone1"] is None
        assert workers["busan"] is not None
        assert (workers["busan"].host, workers["busan"].pid) == (me.host, me.pid)
