"""``kisotui config``: what is set, and where it was set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from kisotui.cli import output
from kisotui.cli.options import output_option
from kisotui.cli.output import Format, Record
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command, LazyGroup
from kisotui.cli.tables import Column
from kisotui.domain import urls
from kisotui.locale import english, t
from kisotui.settings import Source, default_config_file
from kisotui.settings_values import as_text

_Value = str | int | float | bool | None
_Setting = tuple[str, _Value, Source]
"""Name, value, where from."""
_PASSWORD: Final = re.compile(r"(?<=://)(?P<user>[^:@/]*):.*@")


@click.command(
    cls=LazyGroup,
    no_args_is_help=True,
    help="cmd.config",
    lazy={
        "show": f"{__name__}:show",
        "keys": "kisotui.cli.keys:keys",
        "path": f"{__name__}:path",
    },
)
def config() -> None:
    """Only its commands do something."""


@click.command(cls=Command, help="cmd.config.show")
@output_option
@pass_session
def show(session: Session, form: Format) -> None:
    settings, sources = session.loaded
    found = [(name, _value(name, getattr(settings, name)), sources[name]) for name in sources]
    output.listing(form, _COLUMNS, ("name", "value", "source"), _record, found)


@click.command(cls=Command, help="cmd.config.path")
@pass_session
def path(session: Session) -> None:
    output.line(str(session.settings.config_file or default_config_file()))


def _value(name: str, value: _Value | Path | Mapping[str, Path] | tuple[str, ...]) -> _Value:
    if isinstance(value, Path | Mapping | tuple):
        return as_text(value)
    return _masked(str(value)) if name == "db" else value


def _text(value: _Value) -> str:
    """As it would stand in the config file."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _masked(url: str) -> str:
    """The store's URL without its password."""
    shown = _PASSWORD.sub(rf"\g<user>:{urls.MASK}@", url)
    address, _, query = shown.partition("?")
    # As redact does it for the address of an ISO.
    masked = urls.redact(f"http://store/?{query}").partition("?")[2]
    return f"{address}?{masked}" if masked else address


_COLUMNS: Final[tuple[Column[_Setting], ...]] = (
    Column("cmd.column.setting", lambda s: s[0]),
    Column("cmd.column.value", lambda s: _text(s[1])),
    Column("cmd.column.source", lambda s: t(f"cmd.source.{s[2].kind}", name=s[2].name)),
)


def _record(setting: _Setting) -> Record:
    name, value, source = setting
    said = english(f"cmd.source.{source.kind}", name=source.name)
    return {"name": name, "value": value, "source": said}
