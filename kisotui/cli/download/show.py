"""``kisotui download show``."""

from __future__ import annotations

import click

from kisotui.cli.chosen import chosen
from kisotui.cli.download import columns
from kisotui.cli.download.columns import Seen
from kisotui.cli.download.selection import zone_option
from kisotui.cli.download.watch import look, watch
from kisotui.cli.download.watch import show as show_once
from kisotui.cli.options import option, output_option, version_argument
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.domain.detail_views import DownloadQuery
from kisotui.domain.failures import Problem


@click.command(cls=Command, help="cmd.download.show")
@version_argument
@zone_option
@option("--watch", "live", is_flag=True, help="cmd.download.watch")
@output_option
@pass_session
def show(session: Session, ref: str, zone: str | None, live: bool, form: Format) -> None:
    of = chosen(session, [ref], zone)
    query = DownloadQuery(tuple(of.ids), of.zone, ended=True)

    def see() -> Seen:
        seen = look(session, query)
        if not seen.downloads:
            raise _nothing(session, of.ids[0])
        return seen

    if live:
        watch(session, form, columns.details, see)
    else:
        show_once(form, columns.details, see())


def _nothing(session: Session, version_id: str) -> Problem:
    """Why there is nothing to show."""
    from kisotui.service import versions

    detail = versions.get(session.context, version_id)
    if detail.version.removed:
        return Problem("version-not-found", ref=detail.version.name)
    zones = ", ".join(iso.zonename for iso in detail.isos)
    return Problem("not-in-zone", name=detail.version.name, zones=zones)
