"""The one owner of stdout, and of the formats that results come in.

Text from outside is made safe for the terminal in tables and CSV. JSON is ASCII with escapes, so
it tells everything exactly and still does nothing to a terminal.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeVar

from kisotui.domain.failures import Problem
from kisotui.domain.text import visible

if TYPE_CHECKING:
    from kisotui.cli.tables import Column

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


def prepare() -> None:
    """Make stdout and stderr take any character: what they cannot show becomes a ``?``."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - open as long as we are
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def line(text: str) -> None:
    """One line of result."""
    raw(f"{text}\n")


def lines(texts: Iterable[str]) -> None:
    """Several lines of result."""
    for text in texts:
        line(text)


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


def raw(text: str) -> None:
    """Text as it is: lines, or what tells a terminal where they go."""
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError:
        discard()
        raise Problem("output") from None


def table(columns: Sequence[Column[T]], items: Iterable[T]) -> None:
    """One line for each item, under headings."""
    from kisotui.cli.tables import table_lines  # late: the console has none

    lines(table_lines(columns, items))


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
    from kisotui.cli.tables import details_lines

    lines(details_lines(columns, item))


def records(form: Format, fields: Sequence[str], found: Iterable[Record]) -> None:
    """Several records, as a JSON array or as CSV with these fields."""
    if form is Format.CSV:
        _csv(fields, found)
        return
    before = "[\n"
    for record in found:
        raw(f"{before}{_json(record)}")
        before = ",\n"
    line("[]" if before == "[\n" else "\n]")


def record(form: Format, fields: Sequence[str], found: Record) -> None:
    """One record, as a JSON object or as CSV with these fields."""
    if form is Format.CSV:
        _csv(fields, [found])
    else:
        line(_json(found))


def json_line(found: Sequence[Record]) -> None:
    """Several records, as a JSON array on one line."""
    line(json.dumps(found, ensure_ascii=True, allow_nan=False))


def _json(found: Record) -> str:
    return json.dumps(found, indent=2, ensure_ascii=True, allow_nan=False)


def _csv(fields: Sequence[str], found: Iterable[Record]) -> None:
    import csv

    writer = csv.writer(SimpleNamespace(write=raw), lineterminator="\n")
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
