"""The list: filters, orders, pages, positions, and what a person can call a version."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlmodel import Session, insert, select

from kisotui.domain import detail_views
from kisotui.domain import versions as rules
from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.states import Arch, IsoState, VersionState, Work, ZoneType
from kisotui.domain.views import SORT_KEYS, VersionQuery
from kisotui.store import finding, listing, tables, zones
from kisotui.store.engine import Store
from kisotui.store.versions import summarise
from tests.support.rows import add_version

KIM = Actor("kim", "192.0.2.7")
RISING = VersionQuery(descending=False)


@pytest.fixture
def ids(store: Store) -> list[str]:
    """Versions that differ in every column, in two zones."""
    with store.write() as session:
        (first,) = [zone.id for zone in zones.all_zones(session)]
        second = zones.insert(session, "Busan", ZoneType.EDGE, KIM)
        return [
            add(session, "1.9.9", "beta", [first], state=VersionState.DISABLED),
            add(session, "1.10.0", "Alpha", [second], arch="aarch64", mincpunumber=4),
            add(session, "1.34.12", "100%_done", [first, second], minmemory=4096, allzones=True),
            add(session, "1.34.12", "쿠버네티스 v1", [first], arch="s390x"),
        ]


def add(session: Session, version: str, name: str, zone_ids: Sequence[str], **more: object) -> str:
    order = rules.order(rules.parse(version))
    columns = {"name": name, "semanticversion": version, "version_order": order, **more}
    return add_version(session, zone_ids, **columns)


def found(store: Store, query: VersionQuery) -> list[str]:
    """Names, and count and position agree with them."""
    with store.read() as session:
        page = listing.page(session, query, 0, 100)
        assert listing.count(session, query) == len(page)
        positions = [listing.position(session, query, version.id) for version in page]
        assert positions == list(range(len(page)))
        windows = [listing.page(session, query, start, 2) for start in range(0, len(page), 2)]
        assert [version for window in windows for version in window] == page
    return [version.name for version in page]


class TestFilters:
    @pytest.mark.usefixtures("ids")
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("", ["beta", "Alpha", "100%_done", "쿠버네티스 v1"]),
            ("ALPHA", ["Alpha"]),
            ("1.34 s390x", ["쿠버네티스 v1"]),
            ("s390x   1.34", ["쿠버네티스 v1"]),
            ("버네", ["쿠버네티스 v1"]),
            (unicodedata.normalize("NFD", "버네"), ["쿠버네티스 v1"]),
            ("disabled", ["beta"]),
            ("busan", ["Alpha", "100%_done"]),
            ("4096", ["100%_done"]),
            ("all zones", ["100%_done"]),
            ("모든", ["100%_done"]),
            ("allocated", ["beta", "Alpha", "100%_done", "쿠버네티스 v1"]),
            ("100%_", ["100%_done"]),
            ("1%d", []),
            ("l_ha", []),
            ("\\", []),
            ("/", []),
            ("' OR 1=1 --", []),
            ("x" * 8_000, []),
        ],
    )
    def test_text(self, store: Store, text: str, names: list[str]) -> None:
        assert sorted(found(store, replace(RISING, text=text))) == sorted(names)

    def test_the_start_of_an_id(self, store: Store, ids: list[str]) -> None:
        assert found(store, VersionQuery(text=ids[1][:8])) == ["Alpha"]
        assert found(store, VersionQuery(text=ids[1].upper())) == ["Alpha"]

    @pytest.mark.usefixtures("ids")
    def test_minimum_version_is_no_text(self, store: Store) -> None:
        assert found(store, replace(RISING, minimum="1.10.0"))[0] == "Alpha"
        assert len(found(store, replace(RISING, minimum="1.9.0"))) == 4

    @pytest.mark.usefixtures("ids")
    def test_zone_and_architecture(self, store: Store) -> None:
        with store.read() as session:
            busan = zones.resolve(session, "Busan")
        assert found(store, replace(RISING, zone=busan)) == ["Alpha", "100%_done"]
        assert found(store, replace(RISING, zone=busan, arch=Arch.AARCH64)) == ["Alpha"]
        assert found(store, VersionQuery(zone="%")) == []

    def test_a_minimum_that_is_none(self, store: Store) -> None:
        with pytest.raises(Problem) as caught, store.read() as session:
            listing.count(session, VersionQuery(minimum="1.x"))
        assert caught.value.code == "version-format"

    def test_removed_ones(self, store: Store, ids: list[str]) -> None:
        with store.write() as session:
            session.get_one(tables.Version, ids[0]).removed = tables.now()
        assert "beta" not in found(store, VersionQuery())
        assert "beta" in found(store, VersionQuery(removed=True))
        with store.read() as session:
            assert listing.position(session, VersionQuery(), ids[0]) is None


class TestOrders:
    @pytest.mark.usefixtures("ids")
    @pytest.mark.parametrize("sort", SORT_KEYS)
    def test_each_of_them_both_ways(self, store: Store, sort: str) -> None:
        rising = found(store, VersionQuery(sort=sort, descending=False))
        assert found(store, VersionQuery(sort=sort, descending=True)) == rising[::-1]
        assert found(store, VersionQuery(sort=sort, descending=False, text="1.")) == rising

    @pytest.mark.usefixtures("ids")
    def test_versions_as_versions_and_names_without_case(self, store: Store) -> None:
        assert found(store, RISING)[:2] == ["beta", "Alpha"]
        names = found(store, replace(RISING, sort="name"))
        assert names == ["100%_done", "Alpha", "beta", "쿠버네티스 v1"]

    def test_failures_before_all_else(self, store: Store, ids: list[str]) -> None:
        change(store, ids[2], state=IsoState.FAILED, work=Work.NONE, failure="dns")
        change(store, ids[0], state=IsoState.READY, work=Work.NONE)
        order = found(store, replace(RISING, sort="isostate"))
        assert (order[0], order[-1]) == ("100%_done", "beta")

    def test_unknown_sizes_come_first(self, store: Store, ids: list[str]) -> None:
        change(store, ids[0], size=10)
        change(store, ids[3], size=9)
        assert found(store, replace(RISING, sort="size"))[-2:] == ["쿠버네티스 v1", "beta"]


def change(store: Store, version_id: str, **columns: object) -> None:
    with store.write() as session:
        for iso in session.exec(select(tables.Iso).where(tables.Iso.version_id == version_id)):
            for column, value in columns.items():
                setattr(iso, column, value)
        summarise(session, version_id)


class TestFinding:
    def find(self, store: Store, ref: str) -> str:
        with store.read() as session:
            return finding.resolve(session, ref)

    def refusal(self, store: Store, ref: str) -> Problem:
        with pytest.raises(Problem) as caught:
            self.find(store, ref)
        return caught.value

    def test_by_id_name_version_and_start(self, store: Store, ids: list[str]) -> None:
        assert self.find(store, ids[0]) == ids[0]
        assert self.find(store, f" {ids[0].upper()} ") == ids[0]
        assert self.find(store, "Alpha") == ids[1]
        assert self.find(store, "1.10.0") == ids[1]
        assert self.find(store, ids[3][:30]) == ids[3]

    def test_several(self, store: Store, ids: list[str]) -> None:
        problem = self.refusal(store, "1.34.12")
        assert problem.code == "version-ambiguous"
        assert ids[2][:8] in str(problem.values["matches"])

    @pytest.mark.usefixtures("ids")
    @pytest.mark.parametrize("ref", ["", "alpha", "1.34", "zz", "%", "x" * 10_000, "' OR 1=1"])
    def test_none(self, store: Store, ref: str) -> None:
        problem = self.refusal(store, ref)
        assert problem.code == "version-not-found"
        assert len(str(problem.values["ref"])) <= 80

    def test_removed_ones_by_their_whole_id_only(self, store: Store, ids: list[str]) -> None:
        with store.write() as session:
            session.get_one(tables.Version, ids[1]).removed = tables.now()
        assert self.find(store, ids[1]) == ids[1]
        for ref in ("Alpha", "1.10.0", ids[1][:30]):
            assert self.refusal(store, ref).code == "version-not-found"

    def test_a_name_goes_before_a_version(self, store: Store, ids: list[str]) -> None:
        with store.write() as session:
            named = add(session, "1.20.0", "1.10.0", [zones.resolve(session, "Busan")])
        assert self.find(store, "1.10.0") == named


class TestScale:
    def test_a_page_is_one_statement(self, store: Store, ids: list[str]) -> None:
        statements: list[str] = []
        with store.read() as session:
            connection = session.connection()

            def note(_c: object, _u: object, statement: str, *_: object) -> None:
                statements.append(statement)

            event.listen(connection, "before_cursor_execute", note)
            assert len(listing.page(session, VersionQuery(text="1."), 0, 100)) == len(ids)
        assert len(statements) == 1

    def test_five_thousand(self, store: Store) -> None:
        """Every question within a fraction of a second; the limits leave room for slow machines."""
        fill(store, 5_000)
        deep = VersionQuery(sort="name", text="ready 1.3")
        with store.read() as session:
            began = time.monotonic()
            assert listing.total(session) == 5_000
            last = listing.page(session, VersionQuery(sort="size"), 4_900, 100)
            assert len(last) == 100
            assert listing.position(session, VersionQuery(sort="size"), last[-1].id) == 4_999
            assert listing.count(session, deep) == 2_500
            assert len(listing.page(session, deep, 2_400, 200)) == 100
            assert listing.page(session, VersionQuery(text="nothing like it"), 0, 100) == []
            assert time.monotonic() - began < 2.0


def fill(store: Store, count: int) -> None:
    def columns(number: int) -> dict[str, object]:
        state = IsoState.READY if number % 2 else IsoState.FAILED
        row = tables.Version(
            name=f"v1.30.{number}",
            semanticversion=f"1.30.{number}",
            version_order=rules.order(rules.parse(f"1.30.{number}")),
            state=VersionState.ENABLED,
            arch=Arch.X86_64,
            mincpunumber=2,
            minmemory=2048,
            directdownload=False,
            allzones=False,
            iso_state=state,
            iso_distance=0,
            iso_phase="idle",
            iso_size=number,
            name_key=f"v1.30.{number}",
            search=f"v1.30.{number}\n{state.value}\nx86_64".casefold(),
            zone_names="Zone1",
        )
        return row.model_dump()

    with store.write() as session:
        session.connection().execute(insert(tables.Version), [columns(n) for n in range(count)])


def test_events_newest_first_page_by_page(store: Store, ids: list[str]) -> None:
    from kisotui.domain.states import EventState, EventType, Level
    from kisotui.store import events

    with store.write() as session:
        for number in range(7):
            events.record(
                session,
                type=EventType.VERSION_UPDATE,
                state=EventState.COMPLETED,
                message="event.zone.deleted",
                values={"name": f"n{number}"},
                level=Level.ERROR if number % 3 == 0 else Level.INFO,
                actor=KIM,
                resource=(events.VERSION, ids[0], "beta"),
                version_id=ids[0],
            )
    query = detail_views.EventQuery(version=ids[0], limit=3)
    seen: list[object] = []
    with store.read() as session:
        while page := events.page(session, query):
            seen += [event.values["name"] for event in page]
            query = replace(query, before=page[-1].id)
        bad = detail_views.EventQuery(version=ids[0], levels=frozenset({Level.ERROR}))
        assert [event.values["name"] for event in events.page(session, bad)] == ["n6", "n3", "n0"]
        nothing = detail_views.EventQuery(levels=frozenset())
        assert events.page(session, nothing) == []
        assert len(events.page(session, detail_views.EventQuery())) == 9
    assert seen == [f"n{number}" for number in range(6, -1, -1)]
