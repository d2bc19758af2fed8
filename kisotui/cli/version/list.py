"""``kisotui version list``."""

from __future__ import annotations

import click

from kisotui.cli import columns, output, records
from kisotui.cli.options import TEXT, option, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.domain.states import Arch
from kisotui.domain.views import SORT_KEYS, VersionQuery


@click.command(cls=Command, help="cmd.version.list")
@option("--filter", "text", default="", type=TEXT, metavar="TEXT", help="cmd.version.list.filter")
@option("--zone", type=TEXT, metavar="ZONE", help="cmd.version.list.zone")
@option("--min-version", "minimum", default="", metavar="VERSION", help="cmd.version.list.minimum")
@option("--arch", type=click.Choice([a.value for a in Arch]), help="cmd.version.list.arch")
@option(
    "--sort",
    type=click.Choice(SORT_KEYS),
    default="semanticversion",
    metavar="FIELD",
    help="cmd.version.list.sort",
)
@option("--reverse", is_flag=True, help="cmd.version.list.reverse")
@option("--removed", is_flag=True, help="cmd.version.list.removed")
@output_option
@pass_session
def list_versions(
    session: Session,
    text: str,
    zone: str | None,
    minimum: str,
    arch: str | None,
    sort: str,
    reverse: bool,
    removed: bool,
    form: Format,
) -> None:
    from kisotui.service import versions, zones

    context = session.context
    query = VersionQuery(
        text=text,
        zone=zones.resolve(context, zone) if zone else None,
        minimum=minimum,
        arch=Arch(arch) if arch else None,
        sort=sort,
        descending=(sort == "semanticversion") != reverse,
        removed=removed,
    )
    all_of_them = versions.count(context, query)
    if form is Format.TABLE:
        output.table(columns.VERSIONS, versions.page(context, query, 0, all_of_them))
    else:
        details = versions.details(context, query, 0, all_of_them)
        output.records(form, records.VERSION_FIELDS, map(records.version, details))
