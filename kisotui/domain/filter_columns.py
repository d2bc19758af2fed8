"""The columns that a filter can name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kisotui.domain.failures import Problem
from kisotui.domain.filter_values import (
    Read,
    amount,
    beginnings,
    megabytes,
    number,
    one_of,
    percent,
    time,
    version,
    words,
    yes_or_no,
)
from kisotui.domain.states import Arch, IsoState, VersionState
from kisotui.domain.text import searchable

_SHOWN: Final = 40  # characters of a name that is none


@dataclass(frozen=True, slots=True)
class Column:
    """A column as filters know it. ``names``: the shortest first. ``expected``: what a value looks
    like, in both languages alike."""

    key: str
    names: tuple[str, ...]
    read: Read
    expected: str
    ordered: bool = False


_YES_NO_EXPECTED: Final = "yes, no"
_STATES: Final = tuple(state.value for state in VersionState)
_ISO_STATES: Final = tuple(state.value for state in IsoState)
_ARCHES: Final = tuple(arch.value for arch in Arch)
_VERSIONS, _SIZES, _TIMES = "1.30", "700M, 1.5G", "7d, 2026-11-01"

COLUMNS: Final = (
    Column("name", ("name", "이름"), words, "calico"),
    Column("state", ("state", "상태"), one_of(*_STATES), ", ".join(_STATES)),
    Column("semanticversion", ("version", "semanticversion", "버전"), version, _VERSIONS, True),
    Column("isostate", ("iso", "isostate"), one_of(*_ISO_STATES), ", ".join(_ISO_STATES)),
    Column("mincpunumber", ("cpu", "mincpu", "mincpunumber"), number, "4", True),
    Column("minmemory", ("memory", "mem", "minmemory", "메모리"), megabytes, "4096, 4G", True),
    Column("arch", ("arch", "아키텍처"), one_of(*_ARCHES), ", ".join(_ARCHES)),
    Column("zonename", ("zone", "zonename"), words, "seoul"),
    Column("size", ("size", "크기"), amount, _SIZES, True),
    Column("progress", ("progress", "진행률"), percent, "50", True),
    Column("created", ("created", "생성일"), time, _TIMES, True),
    Column("id", ("id",), beginnings, "3f2a"),
    Column("failure", ("failure", "오류"), words, "checksum"),
    Column("rate", ("rate", "속도"), amount, "10M", True),
    Column("url", ("url",), words, "example.org"),
    Column("file", ("file", "파일"), words, ".iso"),
    Column("checksum", ("checksum", "체크섬"), words, "9f86"),
    Column("directdownload", ("direct", "directdownload"), yes_or_no, _YES_NO_EXPECTED),
    Column("supportsha", ("ha", "supportsha"), yes_or_no, _YES_NO_EXPECTED),
    Column("supportsautoscaling", ("autoscaling", "supportsautoscaling"), yes_or_no, "yes, no"),
    Column("usable", ("usable", "클러스터"), words, "yes, partly, no, weak"),
)
_BY_KEY: Final = {column.key: column for column in COLUMNS}
OTHER_STATE: Final = {"state": _BY_KEY["isostate"], "isostate": _BY_KEY["state"]}
"""Of a version and its ISO: which of the two is taken for which."""
BY_NAME: Final = {searchable(name): column for column in COLUMNS for name in column.names}


def column(name: str) -> Column:
    """The column that goes by a name. Raises Problem: ``column-unknown``."""
    found = BY_NAME.get(searchable(name))
    if found is None:
        known = " ".join(column.names[0] for column in COLUMNS)
        raise Problem("column-unknown", name=name[:_SHOWN], known=known)
    return found
