"""``kisotui view``: the saved views of the list."""

from __future__ import annotations

import click

from kisotui.cli import columns, output
from kisotui.cli.options import TEXT, argument, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command, LazyGroup
from kisotui.locale import t
from kisotui.service import records, saved_views


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
    output.listing(form, columns.VIEWS, records.VIEW_FIELDS, records.view, found)


@click.command(cls=Command, help="cmd.view.delete")
@argument("names", metavar="NAME...", type=TEXT, nargs=-1, required=True, help="cmd.argument.views")
@pass_session
def delete(session: Session, names: tuple[str, ...]) -> None:
    for name in names:
        saved_views.delete(session.settings.views_file, name)
        output.line(t("cmd.done.view-deleted", name=name))
