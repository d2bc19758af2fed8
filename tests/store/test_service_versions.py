"""What a person can do with versions: rules, rows and events, on both databases."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from kisotui.domain.detail_views import Event, EventQuery, Zone
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import (
    DownloadStatus,
    EventState,
    EventType,
    IsoState,
    Level,
    Phase,
    VersionState,
    Work,
    ZoneType,
)
from kisotui.domain.views import VersionQuery
from kisotui.service import downloads, events, versions, zones
from kisotui.service.context import Context
from kisotui.store import tables
from kisotui.store.versions import summarise

FORM = VersionForm(semanticversion="1.34.12", url="https://download.example.org/a.iso")


@pytest.fixture
def core(ctx: Context) -> Zone:
    return zones.all_zones(ctx)[0]


@pytest.fixture
def edge(ctx: Context) -> Zone:
    return zones.add(ctx, "Busan", "Edge")


def told(ctx: Context, *, of: str | None = None) -> list[Event]:
    """Oldest first, without the first zone's."""
    return events.page(ctx, EventQuery(version=of))[::-1][of is None :]


def code(ctx: Context, form: VersionForm) -> dict[str, str]:
    return {field: problem.code for field, problem in versions.check(ctx, form).items()}


def refusal(act: Callable[..., object], *arguments: Any) -> str:
    with pytest.raises(Problem) as caught:
        act(*arguments)
    return caught.value.code


def alter(ctx: Context, version_id: str, **columns: Any) -> None:
    """What a worker would do to every ISO of a version."""
    with ctx.store.write() as session:
        for iso in rows(session, version_id):
            for column, value in columns.items():
                setattr(iso, column, value)
        summarise(session, version_id)


def rows(session: Session, version_id: str) -> list[tables.Iso]:
    return list(session.exec(select(tables.Iso).where(tables.Iso.version_id == version_id)))


def works(ctx: Context, version_id: str) -> list[str]:
    with ctx.store.read() as session:
        return [iso.work for iso in rows(session, version_id)]


def remove(ctx: Context, version_id: str) -> None:
    """What the worker does at the end of a deletion."""
    versions.delete(ctx, [version_id])
    alter(ctx, version_id, state=IsoState.DESTROYED, work=Work.NONE)
    with ctx.store.write() as session:
        session.get_one(tables.Version, version_id).removed = tables.now()


class TestAdding:
    def test_appears_allocated_and_queued(self, ctx: Context, core: Zone) -> None:
        detail = versions.add(ctx, FORM)
        version, (iso,) = detail.version, detail.isos
        assert (version.name, version.state) == ("v1.34.12", VersionState.ENABLED)
        assert (version.isostate, version.phase) == (IsoState.ALLOCATED, Phase.QUEUED)
        assert (iso.zoneid, iso.status) == (core.id, DownloadStatus.NOT_DOWNLOADED)
        assert iso.name == "v1.34.12-Kubernetes-Binaries-ISO"
        assert versions.page(ctx, VersionQuery(), 0, 10) == [version]
        assert works(ctx, version.id) == [Work.FETCH]

    def test_tells_who_what_and_from_where(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        added, queued = told(ctx, of=version_id)
        assert (added.type, added.state) == (EventType.VERSION_ADD, EventState.COMPLETED)
        assert (queued.type, queued.state) == (EventType.ISO_CREATE, EventState.SCHEDULED)
        assert (added.username, added.origin, added.level) == ("kim", "192.0.2.7", Level.INFO)
        assert added.changes["semanticversion"] == (None, "1.34.12")
        assert (added.resourcetype, added.resourceid) == ("KubernetesSupportedVersion", version_id)
        assert (queued.resourcetype, queued.parent) == ("Iso", added.id)

    def test_all_zones_means_one_iso_each(self, ctx: Context, edge: Zone) -> None:
        detail = versions.add(ctx, FORM)
        assert [iso.zonename for iso in detail.isos] == ["Busan", "Zone1"]
        assert detail.version.allzones
        assert detail.version.zonenames == ("Busan", "Zone1")

    def test_the_name_of_one_zone_is_in_the_default_name(self, ctx: Context, core: Zone) -> None:
        assert versions.add(ctx, replace(FORM, zone=core.id)).version.name == "v1.34.12-Zone1"

    def test_credentials_are_nowhere_to_be_seen(self, ctx: Context) -> None:
        form = replace(FORM, url="https://kim:geh%3Aeim@h.example/a.iso?token=t0p&x=1")
        detail = versions.add(ctx, form)
        shown = repr((detail, told(ctx), versions.page(ctx, VersionQuery(), 0, 9)))
        assert "geh" not in shown
        assert "t0p" not in shown
        with ctx.store.read() as session:
            row = session.get_one(tables.Version, detail.version.id)
            assert row.credentials == "kim:geh%3Aeim"
            assert row.url == "https://h.example/a.iso?token=t0p&x=1"
            others = [
                *session.exec(select(tables.Event.description, tables.Event.changes)),
                *session.exec(select(tables.Version.search)),
            ]
        assert "geh" not in repr(others)
        assert "t0p" not in repr(others)

    def test_only_one_of_two_at_once_gets_a_name(self, ctx: Context) -> None:
        def add(number: int) -> str:
            try:
                versions.add(ctx, replace(FORM, url=f"https://h.example/{number}.iso"))
            except Problem as problem:
                return problem.code
            return "added"

        with ThreadPoolExecutor(4) as pool:
            outcomes = sorted(pool.map(add, range(4)))
        assert outcomes == ["added", "name-taken", "name-taken", "name-taken"]

    def test_nothing_is_added_where_something_is_wrong(self, ctx: Context) -> None:
        assert refusal(versions.add, ctx, replace(FORM, semanticversion="1.9")) == "version-format"
        assert versions.window(ctx, VersionQuery(), 0, 1).total == 0
        assert told(ctx) == []

    def test_unknown_zone(self, ctx: Context) -> None:
        assert code(ctx, replace(FORM, zone="nowhere")) == {"zone": "zone-not-found"}

    def test_all_that_is_wrong_is_said_at_once(self, ctx: Context) -> None:
        form = VersionForm(semanticversion="v1", url="ftp://x/y", zone="nowhere", name="\x1b[31m")
        assert code(ctx, form) == {
            "semanticversion": "version-format",
            "url": "url-scheme",
            "zone": "zone-not-found",
            "name": "name-unprintable",
        }


class TestNamesAndTwins:
    def test_a_name_is_taken_until_its_version_is_removed(self, ctx: Context) -> None:
        first = versions.add(ctx, FORM).version
        again = replace(FORM, url="https://download.example.org/b.iso")
        assert code(ctx, again) == {"name": "name-taken"}
        assert code(ctx, replace(again, name="another")) == {}
        remove(ctx, first.id)
        assert versions.add(ctx, FORM).version.name == first.name

    def test_the_same_iso_in_the_same_zone(self, ctx: Context, core: Zone, edge: Zone) -> None:
        versions.add(ctx, replace(FORM, zone=core.id))
        twin = replace(FORM, name="another", url="https://kim:geheim@download.example.org/a.iso")
        assert code(ctx, twin) == {"url": "version-duplicate"}
        assert code(ctx, replace(twin, zone=core.id)) == {"url": "version-duplicate"}
        assert code(ctx, replace(twin, zone=edge.id, directdownload=True)) == {}
        assert code(ctx, replace(twin, arch="aarch64")) == {}
        assert code(ctx, replace(twin, semanticversion="1.34.11")) == {}


class TestEdgeZones:
    def test_direct_download_only(self, ctx: Context, edge: Zone) -> None:
        form = replace(FORM, zone=edge.id)
        assert code(ctx, form) == {"directdownload": "edge-needs-direct"}
        assert code(ctx, replace(form, directdownload=True)) == {}

    def test_no_local_file(self, ctx: Context, edge: Zone, tmp_path: Path) -> None:
        file = tmp_path / "a.iso"
        file.touch()
        form = replace(FORM, url="", file=str(file), zone=edge.id)
        assert code(ctx, form) == {"zone": "edge-needs-url"}

    def test_a_local_file_for_all_zones_goes_to_core_ones(
        self, ctx: Context, core: Zone, edge: Zone, tmp_path: Path
    ) -> None:
        file = tmp_path / "a.iso"
        file.touch()
        detail = versions.add(ctx, replace(FORM, url="", file=str(file)))
        assert [iso.zoneid for iso in detail.isos] == [core.id]
        zones.remove(ctx, edge.id)


class TestLocalFiles:
    def form(self, path: Path | str) -> VersionForm:
        return replace(FORM, url="", file=str(path))

    def test_its_absolute_path_is_kept(
        self, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a.iso").touch()
        monkeypatch.chdir(tmp_path)
        version = versions.add(ctx, self.form("a.iso")).version
        assert (version.file, version.url) == (str(tmp_path / "a.iso"), "")
        assert code(ctx, replace(self.form("./a.iso"), name="another")) == {
            "file": "version-duplicate"
        }

    @pytest.mark.parametrize("name", ["missing.iso", "a\0b", "x" * 5000, ""])
    def test_missing(self, ctx: Context, tmp_path: Path, name: str) -> None:
        assert code(ctx, self.form(tmp_path / name if name else "")) == {"file": "file-missing"}

    def test_not_a_file(self, ctx: Context, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        assert code(ctx, self.form(tmp_path)) == {"file": "file-not-regular"}
        assert code(ctx, self.form(tmp_path / "pipe")) == {"file": "file-not-regular"}
        assert code(ctx, self.form("/dev/null")) == {"file": "file-not-regular"}

    def test_not_readable(self, ctx: Context, tmp_path: Path) -> None:
        file = tmp_path / "a.iso"
        file.touch(mode=0o000)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            assert code(ctx, self.form(file)) == {"file": "file-unreadable"}
        finally:
            if root:
                os.seteuid(0)


class TestState:
    def test_is_changed_with_before_and_after(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        assert len(versions.set_state(ctx, [version_id, version_id], VersionState.DISABLED)) == 1
        assert versions.get(ctx, version_id).version.state is VersionState.DISABLED
        assert versions.count(ctx, VersionQuery(text="disabled")) == 1
        event = told(ctx, of=version_id)[-1]
        assert event.type is EventType.VERSION_UPDATE
        assert event.changes == {"state": ("Enabled", "Disabled")}

    def test_the_same_is_no_change(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        before = told(ctx)
        assert len(versions.set_state(ctx, [version_id], VersionState.ENABLED)) == 0
        assert told(ctx) == before

    def test_one_that_is_missing_leaves_all_as_they_are(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        off = VersionState.DISABLED
        assert refusal(versions.set_state, ctx, [version_id, "x"], off) == "version-not-found"
        assert versions.get(ctx, version_id).version.state is VersionState.ENABLED


class TestDeleting:
    def test_says_what_it_would_destroy(self, ctx: Context, edge: Zone) -> None:
        version_id = versions.add(ctx, FORM).version.id
        alter(ctx, version_id, received=700, size=1000, owner="w", state=IsoState.CREATING)
        plan = versions.delete_plan(ctx, [version_id])
        assert [version.id for version in plan.versions] == [version_id]
        assert plan.zonenames == ("Busan", "Zone1")
        assert (plan.files, plan.bytes, plan.running) == (2, 1400, 2)
        assert works(ctx, version_id) == [Work.FETCH, Work.FETCH]

    def test_forgets_the_credentials(self, ctx: Context) -> None:
        url = "https://kim:geheim@h.example/a.iso"
        version_id = versions.add(ctx, replace(FORM, url=url)).version.id
        versions.delete(ctx, [version_id])
        with ctx.store.read() as session:
            assert session.get_one(tables.Version, version_id).credentials == ""

    def test_hands_everything_to_the_worker(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        versions.delete(ctx, [version_id, version_id])
        detail = versions.get(ctx, version_id)
        assert (detail.version.isostate, detail.version.phase) == (
            IsoState.DESTROYING,
            Phase.STOPPING,
        )
        assert works(ctx, version_id) == [Work.DESTROY]
        event = told(ctx, of=version_id)[-1]
        assert (event.type, event.state) == (EventType.VERSION_DELETE, EventState.SCHEDULED)
        assert event.changes == {"isostate": ("Allocated", "Destroying")}

    def test_then_nothing_else_can_be_done(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        versions.delete(ctx, [version_id])
        for act in (
            versions.delete,
            versions.delete_plan,
            downloads.retry,
            downloads.pause,
            downloads.cancel,
        ):
            assert refusal(act, ctx, [version_id]) == "being-deleted"
        assert (
            refusal(versions.set_state, ctx, [version_id], VersionState.DISABLED) == "being-deleted"
        )

    def test_record_and_events_outlive_it(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        remove(ctx, version_id)
        assert versions.window(ctx, VersionQuery(), 0, 1).total == 0
        assert versions.page(ctx, VersionQuery(), 0, 9) == []
        assert versions.count(ctx, VersionQuery(removed=True)) == 1
        detail = versions.get(ctx, version_id)
        assert detail.version.removed is not None
        assert detail.version.isostate is IsoState.DESTROYED
        assert len(told(ctx, of=version_id)) == 3
        assert refusal(versions.delete, ctx, [version_id]) == "version-not-found"


class TestWork:
    def test_pausing_keeps_what_has_arrived(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        alter(ctx, version_id, received=700, state=IsoState.CREATING)
        assert downloads.pause(ctx, [version_id]) == 1
        version = versions.get(ctx, version_id).version
        assert (version.phase, version.isostate, version.received) == (
            Phase.PAUSED,
            IsoState.CREATING,
            700,
        )
        assert told(ctx, of=version_id)[-1].changes == {"work": ("fetch", "paused")}
        assert refusal(downloads.pause, ctx, [version_id]) == "nothing-to-pause"

    def test_retrying_goes_on_with_what_is_paused(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        downloads.pause(ctx, [version_id])
        assert downloads.retry(ctx, [version_id]) == 1
        assert versions.get(ctx, version_id).version.phase is Phase.QUEUED
        assert refusal(downloads.retry, ctx, [version_id]) == "nothing-to-retry"

    def test_retrying_hastens_what_waits(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        alter(ctx, version_id, due=tables.now() + timedelta(hours=1), failures=3, failure="refused")
        version = versions.get(ctx, version_id).version
        assert (version.phase, version.failure) == (Phase.WAITING, "refused")
        assert version.due is not None
        assert downloads.retry(ctx, [version_id]) == 1
        version = versions.get(ctx, version_id).version
        assert (version.phase, version.due) == (Phase.QUEUED, None)

    def test_retrying_starts_what_failed_anew(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        failed = {"state": IsoState.FAILED, "status": DownloadStatus.DOWNLOAD_ERROR}
        alter(
            ctx,
            version_id,
            **failed,
            work=Work.NONE,
            failure="http-missing",
            failed_at=tables.now(),
        )
        assert versions.get(ctx, version_id).version.failure == "http-missing"
        assert downloads.retry(ctx, [version_id]) == 1
        (iso,) = versions.get(ctx, version_id).isos
        assert (iso.state, iso.status) == (IsoState.ALLOCATED, DownloadStatus.NOT_DOWNLOADED)
        assert (iso.failure, iso.failed_at, iso.phase) == (None, None, Phase.QUEUED)

    def test_cancelling_ends_it(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        assert downloads.cancel(ctx, [version_id]) == 1
        (iso,) = versions.get(ctx, version_id).isos
        assert (iso.state, iso.status) == (IsoState.FAILED, DownloadStatus.ABANDONED)
        assert (iso.failure, iso.phase) == ("cancelled", Phase.STOPPING)
        assert works(ctx, version_id) == [Work.DISCARD]
        assert refusal(downloads.cancel, ctx, [version_id]) == "nothing-to-cancel"
        assert downloads.retry(ctx, [version_id]) == 1

    def test_who_asked_last_is_noted_for_the_worker(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        lee = replace(ctx, actor=replace(ctx.actor, username="lee", origin="198.51.100.1"))
        downloads.pause(lee, [version_id])
        with ctx.store.read() as session:
            (iso,) = rows(session, version_id)
            assert (iso.requested_by, iso.requested_from) == ("lee", "198.51.100.1")

    def test_ready_ones_have_nothing_to_do(self, ctx: Context) -> None:
        version_id = versions.add(ctx, FORM).version.id
        alter(ctx, version_id, state=IsoState.READY, work=Work.NONE)
        for act, nothing in (
            (downloads.retry, "nothing-to-retry"),
            (downloads.pause, "nothing-to-pause"),
            (downloads.cancel, "nothing-to-cancel"),
        ):
            assert refusal(act, ctx, [version_id]) == nothing

    def test_some_of_several_will_do(self, ctx: Context) -> None:
        first = versions.add(ctx, FORM).version.id
        second = versions.add(ctx, replace(FORM, name="b", url="https://h/b.iso")).version.id
        downloads.pause(ctx, [first])
        assert downloads.pause(ctx, [first, second]) == 1


class TestZones:
    def test_a_zone_in_use_stays(self, ctx: Context, core: Zone, edge: Zone) -> None:
        version_id = versions.add(ctx, replace(FORM, zone=core.id)).version.id
        assert {zone.name: zone.versions for zone in zones.all_zones(ctx)} == {
            "Zone1": 1,
            "Busan": 0,
        }
        assert refusal(zones.remove, ctx, core.id) == "zone-in-use"
        remove(ctx, version_id)
        zones.remove(ctx, core.id)
        assert [zone.name for zone in zones.all_zones(ctx)] == ["Busan"]
        assert versions.get(ctx, version_id).version.zonenames == ("Zone1",)

    def test_the_last_one_stays(self, ctx: Context, core: Zone) -> None:
        assert refusal(zones.remove, ctx, core.id) == "zone-last"

    def test_names_are_free_again(self, ctx: Context, edge: Zone) -> None:
        assert refusal(zones.add, ctx, "Busan", "core") == "zone-name-taken"
        zones.remove(ctx, edge.id)
        assert refusal(zones.remove, ctx, edge.id) == "zone-not-found"
        again = zones.add(ctx, " Busan ", "core")
        assert (again.name, again.type) == ("Busan", ZoneType.CORE)
        kinds = [event.type for event in told(ctx)]
        assert kinds == [EventType.ZONE_CREATE, EventType.ZONE_DELETE, EventType.ZONE_CREATE]

    @pytest.mark.parametrize(
        ("name", "kind", "expected"),
        [
            ("", "Core", "name-missing"),
            ("x" * 256, "Core", "name-too-long"),
            ("a\nb", "Core", "name-unprintable"),
            ("Seoul", "Cloud", "zone-type-unknown"),
        ],
    )
    def test_what_is_refused(self, ctx: Context, name: str, kind: str, expected: str) -> None:
        assert refusal(zones.add, ctx, name, kind) == expected

    def test_are_found_by_name_and_id(self, ctx: Context, edge: Zone) -> None:
        assert zones.resolve(ctx, "Busan") == edge.id
        assert zones.resolve(ctx, edge.id) == edge.id
        assert refusal(zones.resolve, ctx, "") == "zone-not-found"
        assert refusal(zones.resolve, ctx, "Seoul") == "zone-not-found"


def test_many_with_their_isos_are_as_one_by_one(
    ctx: Context, core: Zone, edge: Zone, monkeypatch: pytest.MonkeyPatch
) -> None:
    for patch in range(3):
        versions.add(ctx, replace(FORM, semanticversion=f"1.34.{patch}"))
    query = VersionQuery(sort="semanticversion", descending=True)
    monkeypatch.setattr("kisotui.store.versions._AT_ONCE", 2)
    together = versions.details(ctx, query, 0, 3)
    assert together == [versions.get(ctx, row.id) for row in versions.page(ctx, query, 0, 3)]
    assert [iso.zonename for iso in together[0].isos] == ["Busan", core.name]
    assert versions.details(ctx, query, 1, 1) == together[1:2]
    assert versions.details(ctx, query, 3, 9) == []
