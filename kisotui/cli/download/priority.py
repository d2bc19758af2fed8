"""``kisotui download priority``: which downloads come first."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kisotui.cli.chosen import chosen
from kisotui.cli.download.selection import tell, zone_option
from kisotui.cli.options import argument, output_option, versions_argument
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.domain import limits
from kisotui.locale import t


# A negative number is no option.
@click.command(
    cls=Command, help="cmd.download.priority", context_settings={"ignore_unknown_options": True}
)
@versions_argument
@argument("priority", metavar="NUMBER", help="cmd.download.priority.number")
@zone_option
@output_option
@pass_session
def priority(
    session: Session, refs: Sequence[str], priority: str, zone: str | None, form: Format
) -> None:
    from kisotui.service import downloads

    of, wanted = chosen(session, refs, zone), limits.parse_priority(priority)
    count = len(downloads.prioritise(session.context, of.ids, lambda _: wanted, of.zone))
    tell(session, of, t("cmd.done.priority", priority=wanted, count=count), form)
