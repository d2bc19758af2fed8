"""``kisotui config keys``: which key does what, and where that was set."""

from __future__ import annotations

from typing import Final, NamedTuple

import click

from kisotui.cli import output
from kisotui.cli.options import output_option
from kisotui.cli.output import Format, Record
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.tables import Column
from kisotui.domain import keynames
from kisotui.domain.actions import ACTIONS, Action
from kisotui.domain.keymap import Keymap
from kisotui.locale import english, t
from kisotui.settings import Source


class _Keys(NamedTuple):
    """An action with its keys in force."""

    action: Action
    written: str
    source: Source


@click.command(cls=Command, help="cmd.config.keys")
@output_option
@pass_session
def keys(session: Session, form: Format) -> None:
    settings, sources = session.loaded
    keymap = Keymap(settings.keys)
    found = [
        _Keys(
            action,
            " ".join(map(keynames.written, keymap.of(action))),
            sources["keys"] if action.id in settings.keys else Source("default"),
        )
        for action in ACTIONS
    ]
    output.listing(form, _COLUMNS, _FIELDS, _record, found)


_FIELDS: Final = ("action", "keys", "places", "does", "source")
_COLUMNS: Final[tuple[Column[_Keys], ...]] = (
    Column("cmd.column.action", lambda each: each.action.id),
    Column("cmd.column.keys", lambda each: each.written),
    Column("cmd.column.does", lambda each: t(f"action.{each.action.id}")),
    Column("cmd.column.source", lambda each: _said(each.source)),
)


def _said(source: Source) -> str:
    return t(f"cmd.source.{source.kind}", name=source.name)


def _record(each: _Keys) -> Record:
    action, source = each.action, each.source
    return {
        "action": action.id,
        "keys": each.written,
        "places": " ".join(action.places),
        "does": english(f"action.{action.id}.help"),
        "source": english(f"cmd.source.{source.kind}", name=source.name),
    }
