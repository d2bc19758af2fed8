"""``kisotui event list``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import click

from kisotui.cli import columns, output
from kisotui.cli.options import TEXT, argument, offering, option, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command, LazyGroup
from kisotui.domain.detail_views import EventQuery
from kisotui.domain.states import Level
from kisotui.service import records


class _Count(click.IntRange):
    """A number from 1 up; beyond what a database can count to it means that."""

    def __init__(self) -> None:
        super().__init__(min=1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        return min(super().convert(value, param, ctx), _MOST)


_LEVELS: Final = tuple(level.value for level in Level)
_MOST: Final = 2**63 - 1
_COUNT: Final = _Count()


@click.command(
    cls=LazyGroup, no_args_is_help=True, help="cmd.event", lazy={"list": f"{__name__}:list_events"}
)
def event() -> None:
    """Only its commands do something."""


@click.command(cls=Command, help="cmd.event.list")
@argument("ref", metavar="[ID]", type=TEXT, required=False, help="cmd.event.list.version")
@option(
    "--level",
    "levels",
    multiple=True,
    type=click.Choice(_LEVELS, case_sensitive=False),
    metavar="|".join(_LEVELS),
    shell_complete=offering(_LEVELS),
    help="cmd.event.list.level",
)
@option("--limit", type=_COUNT, default=100, metavar="N", help="cmd.event.list.limit")
@option("--before", type=_COUNT, metavar="EVENT", help="cmd.event.list.before")
@output_option
@pass_session
def list_events(
    session: Session,
    ref: str | None,
    levels: Sequence[str],
    limit: int,
    before: int | None,
    form: Format,
) -> None:
    from kisotui.service import events, versions

    query = EventQuery(
        version=versions.resolve(session.context, ref) if ref else None,
        levels=frozenset(map(Level, levels)) or frozenset(Level),
        before=before,
        limit=limit,
    )
    found = events.page(session.context, query)
    output.listing(form, columns.EVENTS, records.EVENT_FIELDS, records.event, found)
