"""Marking versions and jumping to failed ones, on both databases."""

from __future__ import annotations

from sqlmodel import Session, col, select

from kisotui.domain.marks import FailedOne
from kisotui.domain.states import IsoState, Work
from kisotui.domain.views import SORT_KEYS, VersionQuery
from kisotui.service import marks, versions
from kisotui.service.context import Context
from kisotui.store import marking, tables
from kisotui.store.engine import open_store
from kisotui.store.versions import summarise
from tests.support import postgresql
from tests.support.rows import add_version, add_zone

RISING = VersionQuery(descending=False)
NAMES = "fedcba"


def filled(ctx: Context, *failed: int) -> list[str]:
    """Versions 1.34.0 to 1.34.5, named f to a; some of them failed."""
    with ctx.store.write() as session:
        (zone,) = session.exec(select(tables.Zone.id))
        ids = [
            add_version(session, [zone], name=name, semanticversion=f"1.34.{at}", version_order=at)
            for at, name in enumerate(NAMES)
        ]
        for at in failed:
            _set(session, ids[at], IsoState.FAILED, Work.NONE)
    return ids


def _set(session: Session, version: str, state: IsoState, work: Work) -> None:
    iso = session.exec(select(tables.Iso).where(col(tables.Iso.version_id) == version)).one()
    iso.state, iso.work = state.value, work.value
    summarise(session, version)


def remove(ctx: Context, version: str) -> None:
    with ctx.store.write() as session:
        session.get_one(tables.Version, version).removed = tables.now()


class TestMarking:
    def test_all_that_a_query_finds_in_its_order(self, ctx: Context) -> None:
        ids = filled(ctx)
        assert marks.found(ctx, RISING) == ids
        assert marks.found(ctx, VersionQuery()) == ids[::-1]
        assert marks.found(ctx, VersionQuery(text="1.34.2")) == [ids[2]]

    def test_a_range_in_every_order(self, ctx: Context) -> None:
        filled(ctx)
        for sort in SORT_KEYS:
            for descending in (False, True):
                query = VersionQuery(sort=sort, descending=descending)
                every = marks.found(ctx, query)
                assert marks.between(ctx, query, every[4], every[1]) == every[1:5]
                assert marks.between(ctx, query, every[3], every[3]) == every[3:4]

    def test_a_range_whose_end_is_gone_is_none(self, ctx: Context) -> None:
        ids = filled(ctx)
        remove(ctx, ids[3])
        assert marks.between(ctx, RISING, ids[0], ids[3]) == []

    def test_a_range_where_the_database_has_its_own_order(self, postgresql_server: str) -> None:
        store = open_store(postgresql.create_database(postgresql_server, "sorted"))
        with store.write() as session:
            zone = add_zone(session, "Zone2")
            for name in ("e", "\xe9", "f", "~"):
                summarise(session, add_version(session, [zone], name=name))
        query = VersionQuery(sort="name", descending=False)
        with store.read() as session:
            rows = marking.found(session, query)
            assert "".join(row.name for row in marking.rows(session, rows)) == "~e\xe9f"
            assert marking.between(session, query, rows[0], rows[3]) == rows
            assert marking.between(session, query, rows[3], rows[2]) == rows[2:]
        store.close()

    def test_rows_in_the_order_of_the_ids(self, ctx: Context) -> None:
        ids = filled(ctx)
        remove(ctx, ids[3])
        shown = marks.rows(ctx, [ids[4], ids[3], "x", ids[0]])
        assert [version.id for version in shown] == [ids[4], ids[0]]

    def test_what_is_gone_hidden_and_can_be_done(self, ctx: Context) -> None:
        ids = filled(ctx, 2)
        remove(ctx, ids[3])
        looked = marks.look(ctx, VersionQuery(text="1.34.1"), ids[:4])
        assert looked.gone == {ids[3]}
        assert looked.hidden == 2
        assert {version.isostate for version in looked.kinds} == {
            IsoState.FAILED,
            IsoState.ALLOCATED,
        }

    def test_more_than_fit_into_a_query(self, ctx: Context) -> None:
        ids = filled(ctx)
        many = [*(f"x{number}" for number in range(1200)), *ids]
        assert marks.look(ctx, RISING, many).gone == frozenset(many[:1200])
        assert [version.id for version in marks.rows(ctx, many)] == ids


class TestNextFailed:
    def test_goes_round_in_the_lists_order(self, ctx: Context) -> None:
        ids = filled(ctx, 1, 3)
        assert marks.next_failed(ctx, RISING, ids[0]) == FailedOne(ids[1], 1, False)
        assert marks.next_failed(ctx, RISING, ids[1]) == FailedOne(ids[3], 3, False)
        assert marks.next_failed(ctx, RISING, ids[4]) == FailedOne(ids[1], 1, True)
        assert marks.next_failed(ctx, RISING, None) == FailedOne(ids[1], 1, False)

    def test_backwards(self, ctx: Context) -> None:
        ids = filled(ctx, 1, 3)
        assert marks.next_failed(ctx, RISING, ids[3], backwards=True) == FailedOne(ids[1], 1, False)
        assert marks.next_failed(ctx, RISING, ids[0], backwards=True) == FailedOne(ids[3], 3, True)

    def test_in_every_order(self, ctx: Context) -> None:
        filled(ctx, 0, 2, 5)
        for sort in SORT_KEYS:
            for descending in (False, True):
                query = VersionQuery(sort=sort, descending=descending)
                rows = versions.page(ctx, query, 0, 9)
                failed = [row.id for row in rows if row.isostate is IsoState.FAILED]
                place = {row.id: at for at, row in enumerate(rows)}
                one = marks.next_failed(ctx, query, failed[0])
                assert one == FailedOne(failed[1], place[failed[1]], False)
                one = marks.next_failed(ctx, query, failed[2], backwards=True)
                assert one == FailedOne(failed[1], place[failed[1]], False)

    def test_only_among_what_the_query_finds(self, ctx: Context) -> None:
        ids = filled(ctx, 1, 3)
        query = VersionQuery(text="1.34.3")
        assert marks.next_failed(ctx, query, ids[3]) == FailedOne(ids[3], 0, True)

    def test_nothing_has_failed(self, ctx: Context) -> None:
        ids = filled(ctx)
        assert marks.next_failed(ctx, RISING, ids[0]) is None
