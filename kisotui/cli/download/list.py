"""``kisotui download list``."""

from __future__ import annotations

import click

from kisotui.cli.download import columns
from kisotui.cli.download.watch import look, show, watch
from kisotui.cli.options import TEXT, option, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.domain.detail_views import DownloadQuery


@click.command(cls=Command, help="cmd.download.list")
@option("--zone", type=TEXT, metavar="ZONE", help="cmd.download.list.zone")
@option("--all", "ended", is_flag=True, help="cmd.download.list.all")
@option("--watch", "live", is_flag=True, help="cmd.download.watch")
@output_option
@pass_session
def list_downloads(
    session: Session, zone: str | None, ended: bool, live: bool, form: Format
) -> None:
    from kisotui.service import zones

    where = zones.resolve(session.context, zone) if zone is not None else None
    query = DownloadQuery(zone=where, ended=ended)
    if live:
        watch(session, form, columns.table, lambda: look(session, query))
    else:
        show(form, columns.table, look(session, query))
