"""``kisotui zone``: list, add, remove."""

from __future__ import annotations

import click

from kisotui.cli import columns, output
from kisotui.cli.options import TEXT, argument, offering, option, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command, LazyGroup
from kisotui.domain.states import ZoneType
from kisotui.locale import t
from kisotui.service import records


@click.command(
    cls=LazyGroup,
    no_args_is_help=True,
    help="cmd.zone",
    lazy={
        "list": f"{__name__}:list_zones",
        "add": f"{__name__}:add",
        "remove": f"{__name__}:remove",
    },
)
def zone() -> None:
    """Only its commands do something."""


@click.command(cls=Command, help="cmd.zone.list")
@output_option
@pass_session
def list_zones(session: Session, form: Format) -> None:
    from kisotui.service import zones

    found = zones.all_zones(session.context)
    output.listing(form, columns.ZONES, records.ZONE_FIELDS, records.zone, found)


@click.command(cls=Command, help="cmd.zone.add")
@argument("name", metavar="NAME", help="cmd.zone.add.name")
@option(
    "--type",
    "kind",
    default=ZoneType.CORE.value,
    metavar="TYPE",
    shell_complete=offering([kind.value for kind in ZoneType]),
    help="cmd.zone.add.type",
)
@output_option
@pass_session
def add(session: Session, name: str, kind: str, form: Format) -> None:
    from kisotui.service import zones

    added = zones.add(session.context, name, kind)
    if form is Format.TABLE:
        output.line(added.id)
    else:
        output.record(form, records.ZONE_FIELDS, records.zone(added))


@click.command(cls=Command, help="cmd.zone.remove")
@argument("ref", metavar="ZONE", type=TEXT, help="cmd.argument.zone")
@pass_session
def remove(session: Session, ref: str) -> None:
    from kisotui.service import zones

    zones.remove(session.context, zones.resolve(session.context, ref))
    output.line(t("cmd.done.zone-removed", zone=ref))
