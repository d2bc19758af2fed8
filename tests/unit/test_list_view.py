"""What the list's columns and views are, without a screen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui import locale
from kisotui.domain.failures import Problem
from kisotui.domain.states import Arch
from kisotui.domain.views import COLUMNS, SORT_KEYS, VersionQuery, View
from kisotui.service import saved_views
from kisotui.tui import remembering
from kisotui.tui.column_choice import ColumnChoice
from kisotui.tui.remembering import Memory
from kisotui.tui.version_columns import CELLS, chosen, columns
from kisotui.tui.view_words import described
from kisotui.tui.widgets.columns import fit

VIEW = View(VersionQuery("calico", "z", "1.30.0", Arch.S390X, "size", False), "서울", ("name",))


class TestColumns:
    def test_every_column_can_be_shown(self) -> None:
        assert {*CELLS, "progress"} == set(COLUMNS)
        assert [column.key for column in chosen(COLUMNS)] == list(COLUMNS)
        assert chosen(()) == columns()

    @pytest.mark.parametrize("language", locale.LANGUAGES)
    @given(keys=st.lists(st.sampled_from(COLUMNS), min_size=1, unique=True), width=st.integers(59))
    def test_something_always_fits_in_the_chosen_order(
        self, language: str, keys: list[str], width: int
    ) -> None:
        locale.use(language)
        width = min(width, 400)
        placed = fit(chosen(keys), width)
        shown = [each.column.key for each in placed]
        assert shown
        assert shown == [key for key in keys if key in shown]
        assert len(shown) < len(keys) or placed[-1].x + placed[-1].width <= width

    def test_who_chooses_a_column_sees_it_where_there_is_room(self) -> None:
        shown = [each.column.key for each in fit(chosen(("name", "created")), 59)]
        assert shown == ["name", "created"]


class TestChoice:
    def test_the_usual_ones(self) -> None:
        assert ColumnChoice.of(()).columns == ()
        assert ColumnChoice.of(SORT_KEYS).columns == ()

    def test_those_of_a_view_first(self) -> None:
        choice = ColumnChoice.of(("url", "name"))
        assert choice.keys[:3] == ("url", "name", "state")
        assert choice.columns == ("url", "name")
        assert set(choice.keys) == set(COLUMNS)

    def test_shown_and_hidden(self) -> None:
        choice = ColumnChoice.of(("url", "name"))
        assert choice.toggled(2).columns == ("url", "name", "state")
        assert choice.toggled(0).columns == ("name",)
        assert choice.toggled(0).toggled(1).columns == ("name",), "one stays"

    def test_moved(self) -> None:
        choice = ColumnChoice.of(("url", "name"))
        assert choice.moved(0, 1).columns == ("name", "url")
        assert choice.moved(0, -1) == choice
        assert choice.moved(len(COLUMNS) - 1, 1) == choice
        assert ColumnChoice().moved(0, 1).columns[:2] == ("state", "name")


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_a_view_in_words(language: str) -> None:
    locale.use(language)
    words = described(VIEW)
    assert "calico 서울 >=1.30.0 s390x" in words
    assert "▴" in words
    assert "1" in words
    assert locale.t("screen.views.all") in described(View())


def unexpected(problem: Problem) -> object:
    raise AssertionError(problem.code)


class TestMemory:
    @pytest.fixture(autouse=True)
    def quick(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(remembering, "_REST", 0.0)

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "views.json"

    def kept(self, path: Path, on_problem: Callable[[Problem], object] = unexpected) -> Memory:
        return Memory(path, on_problem)

    def test_what_was_shown_last_is_there_again(self, path: Path) -> None:
        memory = self.kept(path)
        assert memory.restored == View()
        memory.note(replace(VIEW, zonename="x"))
        memory.note(VIEW)
        memory.close()
        assert self.kept(path).restored == VIEW

    def test_nothing_is_written_where_nothing_changed(self, path: Path) -> None:
        memory = self.kept(path)
        memory.note(View())
        memory.close()
        assert not path.exists()
        memory = Memory(None, unexpected)
        memory.note(VIEW)
        memory.close()

    def test_a_broken_file_is_told_once_and_left_alone(self, path: Path) -> None:
        path.write_text("{")
        memory = self.kept(path)
        assert memory.problem is not None
        memory.note(VIEW)
        memory.close()
        assert path.read_text() == "{"

    def test_what_cannot_be_written_is_told_once(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[str] = []
        tried = threading.Semaphore(0)

        def remember(path: Path | None, view: View) -> None:
            tried.release()
            raise Problem("views-unwritable", path=str(path))

        monkeypatch.setattr(saved_views, "remember", remember)
        memory = self.kept(path, lambda problem: told.append(problem.code))
        for text in ("a", "b"):
            memory.note(replace(VIEW, query=VersionQuery(text)))
            assert tried.acquire(timeout=10)
        memory.close()
        assert told == ["views-unwritable"]

    def test_a_disk_that_hangs_does_not_keep_anybody(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(remembering, "_CLOSING", 0.01)
        hangs, over = threading.Event(), threading.Event()

        def remember(path: Path | None, view: View) -> None:
            hangs.set()
            over.wait(10)

        monkeypatch.setattr(saved_views, "remember", remember)
        memory = self.kept(path)
        memory.note(VIEW)
        assert hangs.wait(10)
        memory.close()
        over.set()

    def test_what_changed_while_the_one_before_was_written(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        writes, goes_on = threading.Event(), threading.Event()
        real = saved_views.remember

        def remember(path: Path | None, view: View) -> None:
            writes.set()
            goes_on.wait(10)
            real(path, view)

        monkeypatch.setattr(saved_views, "remember", remember)
        memory = self.kept(path)
        memory.note(replace(VIEW, zonename="x"))
        assert writes.wait(10)
        memory.note(VIEW)
        closing = threading.Thread(target=memory.close)
        closing.start()
        while not memory._closed.is_set():
            closing.join(0.001)
        goes_on.set()
        closing.join()
        assert self.kept(path).restored == VIEW
