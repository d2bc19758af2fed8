"""The formats of results: aligned tables, JSON that programs read, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json

import pytest

from kisotui.cli import output
from kisotui.cli.output import Format
from kisotui.cli.tables import Column, details_lines, fitting
from kisotui.locale import use

Row = tuple[str, str]
COLUMNS: tuple[Column[Row], ...] = (
    Column("field.name", lambda row: row[0]),
    Column("field.size", lambda row: row[1], right=True),
)
NASTY = 'a"b,c\x1b[31m[red]\u202e한'


def test_a_table_is_aligned_by_columns_of_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(COLUMNS, [("판교", "7"), ("e\u0301", "1000"), ("seoul", "12")])
    assert capsys.readouterr().out.splitlines() == [
        "Name   Size",
        "판교      7",
        "é      1000",
        "seoul    12",
    ]


def test_an_empty_table_is_its_headings(capsys: pytest.CaptureFixture[str]) -> None:
    use("ko")
    output.table(COLUMNS, [])
    assert capsys.readouterr().out == "이름  크기\n"


def test_a_table_shows_as_many_columns_as_there_is_room_for() -> None:
    rows = [("판교", "1000")]
    assert [len(fitting(COLUMNS, rows, room)) for room in (None, 10, 9, 1)] == [2, 2, 1, 1]


def test_details_go_on_below_themselves() -> None:
    rows = [("판교 zone of a kind", "7")]
    assert details_lines(COLUMNS, rows[0], room=15) == [
        "Name  판교 zone",
        "      of a kind",
        "Size  7",
    ]
    assert details_lines(COLUMNS, rows[0])[0] == "Name  판교 zone of a kind"


def test_text_from_outside_is_made_safe_in_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(COLUMNS, [(NASTY, "1")])
    output.details(COLUMNS, (NASTY, "1"))
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[31m[red]" in shown


def test_json_tells_everything_in_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    output.record(Format.JSON, (), {"name": NASTY, "lone": "\udc80", "size": None})
    shown = capsys.readouterr().out
    assert shown.isascii()
    assert "\x1b" not in shown
    assert json.loads(shown) == {"name": NASTY, "lone": "\udc80", "size": None}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_of_a_listing_is_an_array(count: int, capsys: pytest.CaptureFixture[str]) -> None:
    found = [{"id": str(number)} for number in range(count)]
    output.records(Format.JSON, ("id",), iter(found))
    assert json.loads(capsys.readouterr().out) == found


def test_csv(capsys: pytest.CaptureFixture[str]) -> None:
    found = {"name": 'a"b,c', "size": None, "on": True, "count": -3, "more": ["left out"]}
    output.records(Format.CSV, ("name", "size", "on", "count"), [found])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows == [["name", "size", "on", "count"], ['a"b,c', "", "true", "-3"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x"])
def test_csv_holds_no_formula(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    output.record(Format.CSV, ("name",), {"name": text})
    assert capsys.readouterr().out == f"name\n'{text}\n"


def test_csv_is_safe_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    output.record(Format.CSV, ("name",), {"name": NASTY})
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
