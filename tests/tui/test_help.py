"""The help screen is the registry."""

from __future__ import annotations

from pathlib import Path

import pytest

from kisotui import locale
from kisotui.domain.actions import MOVE, Place, at
from kisotui.domain.keynames import written
from kisotui.locale import t
from kisotui.service import topics
from kisotui.tui.help_text import place_lines
from kisotui.tui.screens.add_version import AddVersion
from kisotui.tui.screens.help import Help
from kisotui.tui.widgets.form import Field
from kisotui.tui.widgets.key_line import KeyLine
from kisotui.tui.widgets.lines import Lines
from tests.tui.stage import console, two_zones, until

PLACES = pytest.mark.parametrize("place", [Place.LIST, Place.DETAIL])


@PLACES
@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_it_tells_of_every_action_its_keys_and_its_twin(language: str, place: Place) -> None:
    locale.use(language)
    text = "\n".join(str(line) for line in place_lines(place, 200))
    for action in at(place):
        keys = " ".join(written(key) for key in action.keys)
        said = f"action.{action.id}" + (".help" if action.group == MOVE else "")
        assert f"{keys.ljust(16)}{t(said)}" in text
        assert t(f"action.{action.id}.help") in text
        assert action.twin in text


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_it_holds_every_topic(language: str) -> None:
    locale.use(language)
    text = {str(line) for line in place_lines(Place.LIST, 200)}
    assert {t(f"topic.{name}.title") for name in topics.NAMES if name != "keys"} <= text


@PLACES
@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_it_fits_the_width(language: str, place: Place) -> None:
    locale.use(language)
    too_wide = [str(line) for line in place_lines(place, 54) if line.cell_length > 54]
    assert too_wide == []


async def test_a_word_is_found_and_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console(tmp_path, monkeypatch, two_zones).run_test() as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Help))
        lines = pilot.app.screen.query_one(Lines)
        await until(pilot, lambda: lines.max_scroll_y > 20)
        await pilot.press("slash", *"checksum")
        await until(pilot, lambda: lines.scroll_offset.y > 20)
        first = lines.scroll_offset.y
        assert "checksum" in str(lines._lines[first]).casefold()
        await pilot.press("enter")
        await until(pilot, lambda: lines.scroll_offset.y > first)
        await pilot.press("escape", "n")
        assert lines.has_focus
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, Help)


async def test_a_form_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console(tmp_path, monkeypatch, two_zones).run_test() as pilot:
        await until(pilot, lambda: pilot.app.backend.is_open)  # type: ignore[attr-defined]
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, AddVersion))
        assert str(pilot.app.screen.query_one(KeyLine).render()).endswith("f1 Help")
        await pilot.press("question_mark", "f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Help))
        lines = pilot.app.screen.query_one(Lines)
        await until(pilot, lambda: lines._lines)
        text = "\n".join(map(str, lines._lines))
        assert "^s" in text
        assert t("topic.adding.title") in text
        assert t("topic.checksums.title") in text
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, AddVersion))
        assert pilot.app.screen.query_one("#semanticversion", Field).value == "?"


@pytest.mark.parametrize("leave", ["escape", "q", "question_mark", "f1"])
async def test_it_scrolls_and_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leave: str
) -> None:
    async with console(tmp_path, monkeypatch, two_zones).run_test() as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Help))
        lines = pilot.app.screen.query_one(Lines)
        await until(pilot, lambda: lines.max_scroll_y > 20)
        await pilot.press("j", "down", "pagedown", "k")
        assert lines.scroll_offset.y > 10
        await pilot.press(leave)
        assert not isinstance(pilot.app.screen, Help)
