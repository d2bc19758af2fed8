"""``kisotui view``: the saved views of the list."""

from __future__ import annotations

from typing import Final

import click

from kisotui.cli import output
from kisotui.cli.options import TEXT, argument, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command, LazyGroup
from kisotui.cli.tables import Column
from kisotui.domain.views import View
from kisotui.locale import t
from kisotui.service import records, saved_views


def _order(named: tuple[str, View]) -> str:
    query = named[1].query
    way = "screen.sort.falling" if query.descending else "screen.sort.rising"
    return t(way, column=t(f"screen.column.{query.sort}"))


_COLUMNS: Final[tuple[Column[tuple[str, View]], ...]] = (
    Column("field.name", lambda named: named[0]),
    Column("cmd.column.filter", lambda named: named[1].query.text),
    Column("field.zonename", lambda named: named[1].zonename),
    Column("cmd.column.minimum", lambda named: named[1].query.minimum),
    Column("field.arch", lambda named: named[1].query.arch or ""),
    Column("cmd.column.sort", _order),
    Column("cmd.column.columns", lambda named: ",".join(named[1].columns)),
)


@click.command(
    cls=LazyGroup,
    no_args_is_help=True,
    help="cmd.view",
    lazy={"list": f"{__name__}:list_views", "delete": f"{__name__}:delete"},
)
def view() -> None:
    """Only its commands do something."""


@click.command(cls=Command, help="cmd.view.list")
@output_option
@pass_session
def list_views(session: Session, form: Format) -> None:
    found = saved_views.load(session.settings.views_file).views.items()
    output.listing(form, _COLUMNS, records.VIEW_FIELDS, records.view, found)


@click.command(cls=Command, help="cmd.view.delete")
@argument("names", metavar="NAME...", type=TEXT, nargs=-1, required=True, help="cmd.argument.views")
@pass_session
def delete(session: Session, names: tuple[str, ...]) -> None:
    for name in names:
        saved_views.delete(session.settings.views_file, name)
        output.line(t("cmd.done.view-deleted", name=name))
