"""The help screen is the registry."""

from __future__ import annotations

from pathlib import Path

import pytest

from kisotui import locale
from kisotui.domain.actions import ACTIONS
from kisotui.locale import t
from kisotui.tui.keys import written
from kisotui.tui.screens.help import GROUPS, Help, help_lines
from kisotui.tui.widgets.lines import Lines
from tests.tui.stage import console, two_zones, until


def test_every_action_has_a_group() -> None:
    assert {action.places for action in ACTIONS} == set(GROUPS)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_it_tells_of_every_action_its_keys_and_its_twin(language: str) -> None:
    locale.use(language)
    text = "\n".join(str(line) for line in help_lines(200))
    for action in ACTIONS:
        keys = " ".join(written(key) for key in action.keys)
        assert f"{keys.ljust(16)}{t(f'action.{action.id}')}" in text
        assert t(f"action.{action.id}.help") in text
        assert action.twin in text


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_it_fits_the_width(language: str) -> None:
    locale.use(language)
    assert all(line.cell_length <= 54 for line in help_lines(54))


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
