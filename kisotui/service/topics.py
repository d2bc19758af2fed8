"""What the help tells about a topic: the texts, and what is made from the registries in them.

The help on the screen, ``kisotui help`` and the man page are made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Final

from kisotui.domain import filter_columns, forms, keynames, versions
from kisotui.domain.actions import ACTIONS, GROUPS, Action
from kisotui.domain.failures import FAILURES, Exit
from kisotui.domain.states import DownloadStatus, IsoState, Phase, VersionState
from kisotui.locale import prose, t
from kisotui.locale.prose import Block, Kind, item
from kisotui.settings import SETTABLE
from kisotui.settings_values import KINDS

NAMES: Final = (
    "keys",
    "filter",
    "views",
    "marks",
    "copy",
    "adding",
    "sources",
    "editing",
    "states",
    "downloads",
    "checksums",
    "contents",
    "bundles",
    "zones",
    "config",
    "files",
    "exit-codes",
    "terminals",
    "hooks",
    "read-only",
)
_NOTICES: Final = ("bell", "on_download")

KeysOf = Callable[[Action], tuple[str, ...]]


def blocks(topic: str, keys_of: KeysOf) -> list[Block]:
    """What there is to say about a topic, one of NAMES. ``keys_of``: the keys in force."""
    makers: dict[str, prose.Maker] = {
        "keys": lambda: _keys(keys_of),
        "columns": _columns,
        "fields": _fields,
        "versionstates": lambda: _explained("state", VersionState),
        "isostates": lambda: _explained("state", IsoState),
        "statuses": lambda: _explained("status", DownloadStatus),
        "phases": lambda: _explained("phase", Phase),
        "settings": lambda: _settings(SETTABLE),
        "notices": lambda: _settings(_NOTICES),
        "exits": _exits,
    }
    return list(prose.parse(t(f"topic.{topic}"), makers))


def _keys(keys_of: KeysOf) -> Iterator[Block]:
    for group in GROUPS:
        actions = [action for action in ACTIONS if action.group == group]
        if actions:
            yield Block(Kind.HEADING, t(f"screen.help.{group}"))
        for action in actions:
            keys = " ".join(map(keynames.written, keys_of(action)))
            yield item(keys, f"{t(f'action.{action.id}.help')} (`{action.id}`)")


def _columns() -> Iterator[Block]:
    for column in filter_columns.COLUMNS:
        compared = "< <= = >= >  " if column.ordered else ""
        names = ", ".join(f"{name}:" for name in column.names)
        yield item(names, f"{compared}{column.expected}")


def _fields() -> Iterator[Block]:
    for name in forms.FIELDS:
        yield item(t(f"field.{name}"), field(name))


def field(name: str) -> str:
    """What is expected in a field of the form."""
    return t(
        f"screen.add.hint.{name}",
        minimum=versions.MINIMUM,
        cpu=forms.MINIMUM_CPU,
        memory=forms.MINIMUM_MEMORY,
    )


def _explained(kind: str, values: type[StrEnum]) -> Iterator[Block]:
    for value in values:
        yield item(value, t(f"topic.{kind}.{value}"))


def _settings(names: tuple[str, ...]) -> Iterator[Block]:
    for name in names:
        yield item(f"`{name}`", f"{t(f'setting.{name}')} (`{KINDS[name].expected}`)")


def _exits() -> Iterator[Block]:
    for status in Exit:
        codes = [code for code, failure in FAILURES.items() if failure.exit is status]
        told = f": {', '.join(codes)}" if codes else ""
        yield item(f"{int(status)} {status.name}", t(f"topic.exit.{status.name}") + told)
