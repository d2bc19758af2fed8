"""The one owner of stdout, and of the formats that results come in.

Text from outside is made safe for the terminal in tables and CSV. JSON is ASCII with escapes, so
it tells everything exactly and still does nothing to a terminal.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace
from typing import Generic, TypeVar

from kisotui.domain.failures import Problem
from kisotui.domain.text import visible
from kisotui.locale import t

T = TypeVar("T")
Record = Mapping[str, object]
"""A thing as programs read it, by the API's field names."""

# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@")


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a table. ``heading``: a message's id. ``right``: numbers, aligned at the end."""

    heading: str
    cell: Callable[[T], str]
    right: bool = False


def prepare() -> None:
    """Make stdout and stderr take any character: what they cannot show becomes a ``?``."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - open as long as we are
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def line(text: str) -> None:
    """One line of result."""
    _write(f"{text}\n")


def flush() -> None:
    """Everything out. Raises BrokenPipeError; Problem: ``output``."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError:
        discard()
        raise Problem("output") from None


def discard() -> None:
    """Nothing more is written, not even what Python still holds when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError:
        discard()
        raise Problem("output") from None


def table(columns: Sequence[Column[T]], items: Iterable[T]) -> None:
    """One line for each item, under headings."""
    rows = [[t(column.heading) for column in columns]]
    rows += [[visible(column.cell(item)) for column in columns] for item in items]
    _aligned(rows, [column.right for column in columns])


def listing(
    form: Format,
    columns: Sequence[Column[T]],
    fields: Sequence[str],
    record: Callable[[T], Record],
    items: Iterable[T],
) -> None:
    """The items as a table of these columns, or as records of which CSV has these fields."""
    if form is Format.TABLE:
        table(columns, items)
    else:
        records(form, fields, map(record, items))


def details(columns: Sequence[Column[T]], item: T) -> None:
    """One line for each column of the item, behind its heading."""
    rows = [[t(column.heading), visible(column.cell(item))] for column in columns]
    _aligned(rows, [False, False])


def records(form: Format, fields: Sequence[str], found: Iterable[Record]) -> None:
    """Several records, as a JSON array or as CSV with these fields."""
    if form is Format.CSV:
        _csv(fields, found)
        return
    before = "[\n"
    for record in found:
        _write(f"{before}{_json(record)}")
        before = ",\n"
    line("[]" if before == "[\n" else "\n]")


def record(form: Format, fields: Sequence[str], found: Record) -> None:
    """One record, as a JSON object or as CSV with these fields."""
    if form is Format.CSV:
        _csv(fields, [found])
    else:
        line(_json(found))


def _json(found: Record) -> str:
    return json.dumps(found, indent=2, ensure_ascii=True, allow_nan=False)


def _csv(fields: Sequence[str], found: Iterable[Record]) -> None:
    writer = csv.writer(SimpleNamespace(write=_write), lineterminator="\n")
    writer.writerow(fields)
    writer.writerows([_csv_cell(record[field]) for field in fields] for record in found)


def _csv_cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _aligned(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> None:
    from wcwidth import wcswidth

    widths = [max(wcswidth(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = []
        for cell, width, at_end in zip(row, widths, right, strict=True):
            space = " " * (width - wcswidth(cell))
            cells.append(f"{space}{cell}" if at_end else f"{cell}{space}")
        line("  ".join(cells).rstrip())
