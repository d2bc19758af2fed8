"""``kisotui version accept``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from kisotui.cli.errors import note
from kisotui.cli.options import TEXT, option, output_option, version_argument
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.terminal import can_ask, says_yes
from kisotui.cli.version.selection import tell
from kisotui.domain.failures import Problem
from kisotui.domain.rejected import errors_of
from kisotui.locale import finding_text, t

if TYPE_CHECKING:
    from kisotui.domain.contents import Finding


@click.command(cls=Command, help="cmd.version.accept")
@version_argument
@option("--zone", metavar="ZONE", type=TEXT, help="cmd.version.accept.zone")
@option("--digest", metavar="DIGEST", type=TEXT, default="", help="cmd.version.accept.digest")
@option("--yes", "-y", is_flag=True, help="cmd.version.accept.yes")
@output_option
@pass_session
def accept(
    session: Session, ref: str, zone: str | None, digest: str, yes: bool, form: Format
) -> None:
    from kisotui.service import contents, versions, zones

    ids = [versions.resolve(session.context, ref)]
    zone_id = zones.resolve(session.context, zone) if zone is not None else None
    seen = contents.rejected(session.context, ids, zone_id)
    if digest and any(each.digest != digest for each in seen):
        name = versions.get(session.context, ids[0]).version.name
        raise Problem("verdict-changed", name=name)
    if not yes:
        _confirm(errors_of(seen))
    count = contents.accept(session.context, ids, seen, zone_id)
    tell(session, ids, t("cmd.done.accept", count=count), form)


def _confirm(errors: Iterable[Finding]) -> None:
    """Name what is overruled, and ask. Raises Problem where the answer is not yes."""
    if not can_ask():
        raise Problem("confirm-needed")
    note(t("cmd.accept.heading"))
    for error in errors:
        note(f"  {finding_text(error)}")
    if not says_yes(t("cmd.accept.question")):
        raise Problem("not-confirmed")
