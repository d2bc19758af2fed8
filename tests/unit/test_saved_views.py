"""Views that are kept: in a person's file, whatever else stands there, whoever writes to it."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.domain import saved_views as kept
from kisotui.domain.detail_views import Zone
from kisotui.domain.failures import Problem
from kisotui.domain.states import Arch, ZoneType
from kisotui.domain.views import VersionQuery, View
from kisotui.service import own_file, saved_views

QUERY = VersionQuery("calico !x", "z1", "1.30.0", Arch.AARCH64, "size", False)
VIEW = View(QUERY, "서울", ("name", "url", "state"))
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some" / "where" / "views.json"


def refusal(*args: Any) -> Problem:
    function, *rest = args
    with pytest.raises(Problem) as caught:
        function(*rest)
    return caught.value


class TestAsJson:
    def test_there_and_back(self) -> None:
        assert kept.read(json.loads(json.dumps(kept.written(VIEW)))) == VIEW
        assert kept.read(kept.written(View())) == View()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("filter", 7),
            ("filter", "a\x1b[31m"),
            ("filter", "x" * 20_000),
            ("zone", "z1"),
            ("zone", {"name": "seoul"}),
            ("minimum", "1.x"),
            ("minimum", None),
            ("arch", "vax"),
            ("arch", ["x86_64"]),
            ("sort", "colour"),
            ("sort", {}),
            ("descending", "yes"),
            ("columns", "name"),
            ("columns", ["colour", 3, None]),
        ],
    )
    def test_what_is_wrong_is_as_usual_and_the_rest_stays(self, field: str, value: object) -> None:
        written = kept.written(VIEW)
        read = kept.read({**written, field: value})
        usual = kept.written(View())
        expected = {**written, field: usual[field]}
        if field in ("sort", "descending"):
            expected |= {"sort": usual["sort"], "descending": usual["descending"]}
        assert kept.written(read) == expected

    @given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
    def test_anything_can_stand_there(self, value: object) -> None:
        assert kept.read(value) == View()
        assert isinstance(kept.read(dict.fromkeys(kept.written(VIEW), value)), View)

    def test_columns_once_each_and_only_those_that_there_are(self) -> None:
        assert kept.read({"columns": ["url", "name", "url", "colour"]}).columns == ("url", "name")


class TestZones:
    def zone(self, id_: str, name: str) -> Zone:
        return Zone(id_, name, ZoneType.CORE, NOW)

    def test_by_its_id_whatever_its_name_is_now(self) -> None:
        view = kept.settled(VIEW, [self.zone("z0", "서울"), self.zone("z1", "Seoul")])
        assert (view.query, view.zonename) == (QUERY, "Seoul")

    def test_by_its_name_in_another_store(self) -> None:
        view = kept.settled(VIEW, [self.zone("other", "서울")])
        assert (view.query, view.zonename) == (replace(QUERY, zone="other"), "서울")

    def test_neither(self) -> None:
        problem = refusal(kept.settled, VIEW, [self.zone("other", "busan")])
        assert (problem.code, problem.values["ref"]) == ("zone-not-found", "서울")
        assert kept.settled(View(), []) == View()


class TestFile:
    def test_nothing_yet(self, path: Path) -> None:
        assert saved_views.load(path) == saved_views.Saved()
        assert saved_views.restore(path) == (View(), None)
        assert saved_views.load(None) == saved_views.Saved()

    def test_saved_and_remembered(self, path: Path) -> None:
        assert saved_views.save(path, " b ", View()) is None
        saved_views.save(path, "A", VIEW)
        saved_views.remember(path, VIEW)
        assert [*saved_views.load(path).views.items()] == [("A", VIEW), ("b", View())]
        assert saved_views.restore(path) == (VIEW, None)
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700

    def test_overwritten_renamed_deleted(self, path: Path) -> None:
        saved_views.save(path, "a", View())
        saved_views.save(path, "a", VIEW)
        saved_views.save(path, "b", View())
        assert refusal(saved_views.rename, path, "a", "b").code == "view-name-taken"
        saved_views.rename(path, "a", "쿠버")
        saved_views.delete(path, "b")
        assert saved_views.load(path).views == {"쿠버": VIEW}
        assert refusal(saved_views.delete, path, "b").values["known"] == "쿠버"
        assert refusal(saved_views.rename, path, "b", "c").code == "view-not-found"

    @pytest.mark.parametrize("name", ["", "  ", "a\x1bb", "a\nb", "x" * 300])
    def test_names_that_are_none(self, path: Path, name: str) -> None:
        assert refusal(saved_views.save, path, name, VIEW).code.startswith("name-")
        assert not path.exists()

    def test_what_a_later_program_wrote_stays(self, path: Path) -> None:
        path.parent.mkdir(parents=True)
        later = {"graph": {"x": 1}, "views": {"a": {"filter": "x", "colour": "red"}}, "last": {}}
        path.write_text(json.dumps(later))
        saved_views.save(path, "a", VIEW)
        saved_views.remember(path, View())
        found = json.loads(path.read_text())
        assert found["graph"] == {"x": 1}
        assert found["views"]["a"] == {**kept.written(VIEW), "colour": "red"}

    def test_what_is_so_already_is_not_written_again(self, path: Path) -> None:
        saved_views.remember(path, VIEW)
        before = path.stat().st_ino
        saved_views.remember(path, VIEW)
        assert path.stat().st_ino == before

    def test_a_lone_surrogate_that_somebody_wrote(self, path: Path) -> None:
        path.parent.mkdir(parents=True)
        path.write_text('{"views": {"\\ud800": {}}}')
        saved_views.remember(path, VIEW)
        assert [*saved_views.load(path).views] == ["\ud800"]

    def test_a_link_stays_one(self, path: Path, tmp_path: Path) -> None:
        path.parent.mkdir(parents=True)
        path.symlink_to(tmp_path / "dotfiles.json")
        saved_views.remember(path, VIEW)
        assert path.is_symlink()
        assert saved_views.load(tmp_path / "dotfiles.json").last == VIEW


BROKEN = pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'"x"', b'{"views": []}', b"\xff\xfe", b"[" * 100_000, b" " * (1 << 21)],
    ids=["empty", "cut", "list", "text", "views", "encoding", "deep", "large"],
)


class TestBroken:
    @BROKEN
    def test_it_is_told_and_left_alone(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        view, problem = saved_views.restore(path)
        assert view == View()
        assert problem is not None
        assert (problem.code, problem.values["path"]) == ("views-broken", str(path))
        assert refusal(saved_views.remember, path, VIEW).code == "views-broken"
        assert path.read_bytes() == content

    @BROKEN
    def test_who_saves_a_view_has_it_kept_aside(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True)
        path.with_name("views.json.broken-1").write_text("older")
        path.write_bytes(content)
        aside = saved_views.save(path, "a", VIEW)
        assert aside == path.with_name("views.json.broken-2")
        assert aside.read_bytes() == content
        assert path.with_name("views.json.broken-1").read_text() == "older"
        assert saved_views.load(path).views == {"a": VIEW}

    def test_one_that_is_no_file(self, path: Path) -> None:
        path.mkdir(parents=True)
        assert refusal(saved_views.load, path).code == "views-broken"
        assert refusal(saved_views.save, path, "a", VIEW).code == "views-unwritable"


class TestUnwritable:
    def test_a_home_that_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        path = tmp_path / "file" / "views.json"
        assert saved_views.restore(path) == (View(), None)
        assert refusal(saved_views.save, path, "a", VIEW).code == "views-unwritable"
        assert refusal(saved_views.remember, path, VIEW).code == "views-unwritable"

    def test_a_full_disk_leaves_what_was(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        saved_views.save(path, "a", VIEW)
        before = path.read_bytes()

        def full(descriptor: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", full)
        problem = refusal(saved_views.save, path, "b", VIEW)
        assert (problem.code, problem.values["path"]) == ("views-unwritable", str(path))
        assert path.read_bytes() == before
        assert sorted(each.name for each in path.parent.iterdir()) == [
            "views.json",
            "views.json.lock",
        ]

    def test_another_console_that_never_lets_go(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        saved_views.remember(path, View())
        monkeypatch.setattr(own_file, "_PATIENCE", 0.0)
        with path.with_name("views.json.lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            assert refusal(saved_views.remember, path, VIEW).code == "views-unwritable"
        saved_views.remember(path, VIEW)

    def test_a_file_system_without_locks(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def none(descriptor: int, operation: int) -> None:
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

        monkeypatch.setattr(fcntl, "flock", none)
        saved_views.remember(path, VIEW)
        assert saved_views.load(path).last == VIEW


def test_consoles_that_save_at_once_lose_nothing(path: Path) -> None:
    def save(who: int) -> None:
        for number in range(5):
            saved_views.save(path, f"{who}-{number}", VIEW)
            saved_views.remember(path, replace(VIEW, zonename=f"{who}-{number}"))

    threads = [threading.Thread(target=save, args=(who,)) for who in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(saved_views.load(path).views) == 30


def test_only_what_is_broken_is_kept_aside(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another console may find the file broken, too, and be the first to do something about it."""
    path.parent.mkdir(parents=True)
    path.write_text("{")
    real = own_file.put_aside

    def slow(broken: Path) -> Path:
        monkeypatch.setattr(own_file, "put_aside", real)
        other = threading.Thread(target=saved_views.save, args=(path, "theirs", VIEW))
        others.append(other)
        other.start()
        while other.is_alive() and not locked(path):
            other.join(0.001)
        return real(broken)

    others: list[threading.Thread] = []
    monkeypatch.setattr(own_file, "put_aside", slow)
    saved_views.save(path, "mine", VIEW)
    others[0].join()
    assert sorted(saved_views.load(path).views) == ["mine", "theirs"]
    assert len(list(path.parent.glob("*.broken-*"))) == 1


def locked(path: Path) -> bool:
    with path.with_name(f"{path.name}.lock").open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_reading_the_last_view_loads_nothing_heavy(path: Path) -> None:
    saved_views.remember(path, replace(VIEW, query=replace(QUERY, minimum="")))
    program = (
        "import sys; from pathlib import Path; from kisotui.service.saved_views import restore;"
        f"print(restore(Path({str(path)!r}))[0].columns); print(*sys.modules)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    ).stdout.splitlines()
    assert printed[0] == str(VIEW.columns)
    heavy = {"sqlalchemy", "sqlmodel", "semver", "sqlite3", "textual", "click", "humanize"}
    assert not heavy & {name.partition(".")[0] for name in printed[1].split()}
