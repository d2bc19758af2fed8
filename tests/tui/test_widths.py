"""Columns line up whatever a name is made of: seen by a terminal emulator of its own mind."""

from __future__ import annotations

from pathlib import Path

import pyte
import pytest
from textual.scroll_view import ScrollView
from textual.widgets import OptionList

from kisotui.domain.forms import VersionForm
from kisotui.service import versions
from kisotui.service.context import Context
from kisotui.store import tables
from kisotui.tui.screens.copy_field import CopyField
from kisotui.tui.widgets.table import WindowTable
from tests.tui.stage import console, listed, two_zones, until

# No marks of combining class 0: this emulator draws nothing behind them.
NAMES = {
    "plain": "v1.34.1",
    "hangul": "쿠버네티스",
    "decomposed": "쿠버",
    "old-hangul": "ᄒᆞᆫ글",
    "han": "漢字テスト",
    "halfwidth": "ｱｲｳ１２",
    "ambiguous": "①·★±→Я",
    "combining": "q̃ẍé",
    "leading-mark": "\u0301abc",
    "stacked": "z\u0351\u0346\u0312\u0489a",
    "family": "a👨\u200d👩\u200d👧b",
    "flag": "🇰🇷kr",
    "skin": "👍🏽ok",
    "keycap": "1\ufe0f\u20e3x",
    "heart": "❤\ufe0fx",
    "emoji": "😀✅",
    "variant": "葛\U000e0100x",
    "devanagari": "नमका",
    "thai": "กำท่",
    "hebrew": "שלום",
    "arabic": "سلام١",
    "override": "a\u202eb\u2066c",
    "fillers": "a\u3164\uffa0b",
    "controls": "a\tb\x1b[31m\x9b1mc",
    "hexagram": "☰䷀",
}


def fill(context: Context) -> None:
    """A version with each of the names, also those that no form would take."""
    seoul = two_zones(context)["seoul"]
    for number, name in enumerate(NAMES.values()):
        form = VersionForm(f"1.30.{number}", f"n{number}", seoul, "https://host/a.iso")
        added = versions.add(context, form).version.id
        with context.store.write() as session:
            row = session.get(tables.Version, added)
            assert row is not None
            row.name = name


def drawn(widget: ScrollView) -> list[list[str]]:
    """The cells of each line of a widget as the emulator shows them, and what is behind them."""
    strips = widget.render_lines(widget.size.region)
    screen = pyte.Screen(widget.size.width + 1, len(strips))
    stream = pyte.Stream(screen)
    for y, strip in enumerate(strips):
        stream.feed(f"\x1b[{y + 1};1H{strip.text}|")
    columns = range(screen.columns)
    return [[screen.buffer[y][x].data for x in columns] for y in range(screen.lines)]


@pytest.mark.parametrize("size", [(80, 30), (140, 50)])
async def test_every_column_begins_at_the_same_cell_on_every_row(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = console(tmp_path, monkeypatch, fill)
    async with app.run_test(size=size) as pilot:
        await listed(pilot)
        table = app.screen.query_one("#versions", WindowTable)
        await until(pilot, lambda: "1.30.0 " in "".join(drawn(table)[len(NAMES)]))
        titles, *rows = drawn(table)[: len(NAMES) + 1]
        line = "".join(titles)
        begins = {"✓ Enabled": "State", "1.30.": "Version", "◌ Allocated": "ISO state"}
        for row in rows:
            assert row[-1] == "|", row
            for start, title in begins.items():
                assert "".join(row[line.index(title) :]).startswith(start), row


async def test_a_dialog_lines_up_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = console(tmp_path, monkeypatch, fill)
    async with app.run_test(size=(80, 40)) as pilot:
        await listed(pilot)
        app.push_screen(CopyField(list(NAMES.items())))
        await until(pilot, lambda: isinstance(app.screen.focused, OptionList))
        rows = drawn(app.screen.query_one(OptionList))
        assert len(rows) == len(NAMES)
        assert [row for row in rows if row[-1] != "|"] == []
