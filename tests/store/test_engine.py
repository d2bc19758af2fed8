"""Opening, reading, writing a store, and what stands in the way of that."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, func, select, text

from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.states import ZoneType
from kisotui.store import sqlite, tables, zones
from kisotui.store.engine import Store, open_store
from tests.support.places import shared_folder

KIM = Actor("kim", "192.0.2.7")
NOBODY = 65534


def add_zone(session: Session, name: str) -> None:
    zones.insert(session, name, ZoneType.CORE, KIM)


def names(store: Store) -> list[str]:
    with store.read() as session:
        return [zone.name for zone in zones.all_zones(session)]


@contextmanager
def opened(url: str | Path) -> Iterator[Store]:
    store = open_store(str(url))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that holds the write lock."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)


@pytest.fixture
def path() -> Iterator[Path]:
    """Of a SQLite store that is there, and closed."""
    with shared_folder() as folder:
        path = folder / "store" / "kisotui.db"
        with opened(path):
            pass
        yield path


@pytest.fixture
def as_nobody(path: Path) -> Iterator[Callable[[], None]]:
    """Go on as a user who may read the store's directory and file, and nothing more."""
    if os.geteuid() != 0:
        # An ordinary user's own permissions do.
        yield lambda: None
        path.parent.chmod(0o700)
        return
    path.parent.chmod(0o755)
    yield lambda: os.seteuid(NOBODY)
    os.seteuid(0)


class TestTransactions:
    def test_first_start_makes_one_core_zone(self, store: Store) -> None:
        with store.read() as session:
            (zone,) = zones.all_zones(session)
        assert zone.type is ZoneType.CORE

    def test_what_was_written_stays(self, url: str) -> None:
        with opened(url) as store, store.write() as session:
            add_zone(session, "Seoul")
        with opened(url) as store:
            assert "Seoul" in names(store)

    def test_an_error_undoes_all_of_it(self, store: Store) -> None:
        def change_and_fail() -> None:
            with store.write() as session:
                add_zone(session, "Seoul")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            change_and_fail()
        assert "Seoul" not in names(store)

    def test_a_reader_never_writes(self, store: Store) -> None:
        with pytest.raises(Problem) as caught, store.read() as session:
            add_zone(session, "Seoul")
        assert caught.value.code == "store-read-only"
        assert "Seoul" not in names(store)

    def test_a_reader_sees_one_moment(self, store: Store) -> None:
        count = select(func.count()).select_from(tables.Zone)
        with store.read() as session:
            before = session.exec(count).one()
            with store.write() as other:
                add_zone(other, "Seoul")
            assert session.exec(count).one() == before
        assert "Seoul" in names(store)

    def test_writers_wait_for_each_other(self, store: Store) -> None:
        holding, seen = threading.Event(), []

        def second() -> None:
            holding.wait(5)
            with store.write() as session:
                seen.append([zone.name for zone in zones.all_zones(session)])

        thread = threading.Thread(target=second)
        thread.start()
        with store.write() as session:
            holding.set()
            thread.join(0.2)
            assert seen == []
            add_zone(session, "Seoul")
        thread.join(5)
        assert "Seoul" in seen[0]

    @pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
    def test_only_what_a_person_did_waits_for_the_disk(
        self, path: Path, durable: bool, level: int
    ) -> None:
        with opened(path) as store, store.write(durable=durable) as session:
            assert session.exec(text("PRAGMA synchronous")).scalar_one() == level  # type: ignore[call-overload]

    def test_foreign_keys_are_kept(self, path: Path) -> None:
        with opened(path) as store, store.read() as session:
            assert session.exec(text("PRAGMA foreign_keys")).scalar_one() == 1  # type: ignore[call-overload]
            assert session.exec(text("PRAGMA journal_mode")).scalar_one() == "wal"  # type: ignore[call-overload]


class TestFiles:
    def test_for_their_owner_only_under_a_lax_umask(self, tmp_path: Path) -> None:
        before = os.umask(0)
        try:
            path = tmp_path / "a" / "b" / "kisotui.db"
            with opened(path) as store, store.write() as session:
                add_zone(session, "Seoul")
                made = [path, path.with_name("kisotui.db-wal"), path.with_name("kisotui.db-shm")]
                modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in made}
        finally:
            os.umask(before)
        assert set(modes.values()) == {0o600}
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700

    def test_an_existing_directory_is_left_as_it_is(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o755)
        with opened(tmp_path / "kisotui.db"):
            pass
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755

    def test_programs_that_start_at_once_all_succeed(self, tmp_path: Path) -> None:
        code = "import sys; from kisotui.store.engine import open_store; open_store(sys.argv[1])"
        command = [sys.executable, "-c", code, str(tmp_path / "new" / "kisotui.db")]
        programs = [subprocess.Popen(command) for _ in range(6)]
        assert [program.wait(60) for program in programs] == [0] * 6
        with opened(tmp_path / "new" / "kisotui.db") as store:
            assert len(names(store)) == 1

    def test_a_directory_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(Problem) as caught:
            open_store(str(tmp_path / "file" / "sub" / "kisotui.db"))
        assert caught.value.code == "store-directory"
        assert caught.value.values == {"path": str(tmp_path / "file" / "sub")}

    def test_a_directory_in_place_of_the_file(self, tmp_path: Path) -> None:
        with pytest.raises(Problem) as caught:
            open_store(str(tmp_path))
        assert caught.value.code == "store-unreadable"

    def test_not_a_database(self, tmp_path: Path) -> None:
        file = tmp_path / "kisotui.db"
        file.write_text("these are not the bytes you are looking for" * 100)
        with pytest.raises(Problem) as caught:
            open_store(str(file))
        assert caught.value.code == "store-foreign"  # advice to move it away could do harm
        assert file.read_text().startswith("these")

    def test_what_a_query_was_given_is_in_no_error(self, path: Path) -> None:
        with opened(path) as store, pytest.raises(OperationalError) as caught, store.read() as read:
            read.connection().execute(text("SELECT :given FROM nowhere"), {"given": "s3cret"})
        assert "s3cret" not in str(caught.value)

    def test_a_database_of_another_program(self, tmp_path: Path) -> None:
        file = tmp_path / "other.db"
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE zone (id INTEGER)")
        before = file.read_bytes()
        with pytest.raises(Problem) as caught:
            open_store(str(file))
        assert caught.value.code == "store-foreign"
        assert file.read_bytes() == before

    def test_a_damaged_page(self, path: Path) -> None:
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (size - 4096))
        with pytest.raises(Problem) as caught, opened(path) as store:
            names(store)
        assert caught.value.code == "store-broken"

    def test_a_full_disk_changes_nothing(self, path: Path) -> None:
        def fill(store: Store) -> None:
            with store.write() as session:
                session.exec(text("PRAGMA max_page_count=1"))  # type: ignore[call-overload]
                for number in range(1000):
                    add_zone(session, f"zone {number}")

        with opened(path) as store:
            with pytest.raises(Problem) as caught:
                fill(store)
            assert caught.value.code == "store-full"
            assert len(names(store)) == 1


@pytest.mark.usefixtures("impatient")
class TestLocked:
    def test_reading_and_opening_go_on(self, path: Path) -> None:
        with opened(path) as store, locked(path):
            assert len(names(store)) == 1
            with opened(path) as second:
                assert len(names(second)) == 1

    def test_writing_gives_up(self, path: Path) -> None:
        with opened(path) as store:
            with locked(path), pytest.raises(Problem) as caught, store.write():
                pass
            assert caught.value.code == "store-locked"
            assert caught.value.values == {"store": str(path)}
            with store.write() as session:
                add_zone(session, "Seoul")
            assert "Seoul" in names(store)

    def test_a_new_store_waits(self, tmp_path: Path) -> None:
        path = tmp_path / "kisotui.db"
        path.touch()
        with locked(path), pytest.raises(Problem) as caught:
            open_store(str(path))
        assert caught.value.code == "store-locked"


def test_a_lock_of_some_seconds_is_outwaited(path: Path) -> None:
    assert sqlite.PATIENCE > 10
    with opened(path) as store:
        with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
            other.execute("BEGIN IMMEDIATE")
            release = threading.Timer(0.3, other.execute, ["COMMIT"])
            release.start()
            with store.write() as session:
                add_zone(session, "Seoul")
            release.join()
        assert "Seoul" in names(store)


class TestReadOnly:
    @pytest.mark.parametrize("file_mode", [0o444, 0o644])
    @pytest.mark.parametrize("folder_mode", [0o555, 0o777])
    def test_reading_works_and_writing_says_why_not(
        self, path: Path, as_nobody: Callable[[], None], file_mode: int, folder_mode: int
    ) -> None:
        if os.geteuid() != 0 and file_mode == 0o644:
            pytest.skip("an owner may write what says so")
        path.chmod(file_mode)
        path.parent.chmod(folder_mode)
        as_nobody()
        with opened(path) as store:
            assert store.is_read_only
            assert len(names(store)) == 1
            with pytest.raises(Problem) as caught, store.write() as session:
                add_zone(session, "Seoul")
            assert caught.value.code == "store-read-only"
            assert len(names(store)) == 1

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users at once")
    def test_what_others_write_is_seen(self, path: Path, as_nobody: Callable[[], None]) -> None:
        path.chmod(0o444)
        path.parent.chmod(0o555)
        as_nobody()
        with opened(path) as store, closing(store.watch()) as watch:
            assert len(names(store)) == 1
            os.seteuid(0)
            with opened(path) as theirs:
                with theirs.write() as session:
                    add_zone(session, "Seoul")
                as_nobody()
                assert watch.changed()
                assert "Seoul" in names(store)
                os.seteuid(0)
            as_nobody()
            assert "Seoul" in names(store)
            assert not watch.changed() or not watch.changed()

    def test_a_file_that_may_not_be_read(self, path: Path, as_nobody: Callable[[], None]) -> None:
        path.chmod(0o000)
        as_nobody()
        with pytest.raises(Problem) as caught:
            open_store(str(path))
        assert caught.value.code == "store-unreadable"


class TestWatch:
    def test_commits_are_noticed_once(self, store: Store) -> None:
        with closing(store.watch()) as watch:
            assert not watch.changed()
            with store.write() as session:
                add_zone(session, "Seoul")
            assert watch.changed()
            assert not watch.changed()

    def test_those_of_others_too(self, url: str) -> None:
        with opened(url) as mine, opened(url) as other, closing(mine.watch()) as watch:
            watch.changed()
            with other.write(durable=False) as session:
                add_zone(session, "Seoul")
            assert watch.changed()

    def test_what_came_without_an_event_is_told_from_what_somebody_did(self, store: Store) -> None:
        with closing(store.watch()) as watch:
            before = watch.newest
            with store.write() as session:
                session.connection().exec_driver_sql("UPDATE zone SET name = name || '.'")
            assert watch.changed()
            assert watch.newest == before
            with store.write() as session:
                add_zone(session, "Seoul")
            assert watch.changed()
            assert watch.newest > before

    def test_reading_is_no_change(self, store: Store) -> None:
        with closing(store.watch()) as watch:
            watch.changed()
            names(store)
            assert not watch.changed()


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(Problem) as caught:
        open_store("postgresql://kim:geheim@127.0.0.1:1/kisotui")
    assert caught.value.code == "store-unreachable"
    assert "geheim" not in repr(caught.value)


def test_a_writer_sees_what_was_written_before_its_lock(postgresql_url: str) -> None:
    """Also where the server's default is a snapshot taken while it waits for the lock."""
    strict = f"{postgresql_url}%20-cdefault_transaction_isolation%3Dserializable"
    with opened(strict) as store, store.write() as session:
        level = session.connection().exec_driver_sql("SHOW transaction_isolation").scalar_one()
    assert level == "read committed"


def test_a_server_that_restarts_is_found_again(postgresql_url: str) -> None:
    with opened(postgresql_url) as store, closing(store.watch()) as watch:
        assert len(names(store)) == 1
        with store.read() as session:
            backend = text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            session.exec(backend)  # type: ignore[call-overload]
        assert len(names(store)) == 1
        with pytest.raises(Problem) as caught:
            watch.changed()
        assert caught.value.code == "store-unreachable"
        watch.changed()
