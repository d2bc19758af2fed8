"""``kisotui version why``: whether clusters can use a version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kisotui.cli import output
from kisotui.cli.options import output_option, versions_argument
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.version.selection import resolved
from kisotui.domain.failures import Exit
from kisotui.domain.text import visible
from kisotui.service import records

if TYPE_CHECKING:
    from kisotui.domain.detail_views import VersionDetail


@click.command(cls=Command, help="cmd.version.why")
@versions_argument
@output_option
@pass_session
def why(session: Session, refs: Sequence[str], form: Format) -> int:
    from kisotui.domain.usable import Level, of
    from kisotui.service import versions

    details = [versions.get(session.context, id_) for id_ in resolved(session, refs)]
    if form is Format.TABLE:
        for detail in details:
            _print(detail)
    else:
        output.records(form, records.WHY_FIELDS, map(records.why, details))
    usable = all(of(detail).level is Level.YES for detail in details)
    return Exit.OK if usable else Exit.CONFLICT


def _print(detail: VersionDetail) -> None:
    """The answer, and below it what to do."""
    from kisotui.domain.usable import of
    from kisotui.service.why import advice, line

    found = of(detail)
    output.line(f"{visible(detail.version.name)}: {line(found, detail, datetime.now(UTC))}.")
    for text in dict.fromkeys(advice(why) for why in found.whys):
        output.line(f"  {text}.")
