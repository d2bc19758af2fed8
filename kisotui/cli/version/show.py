"""``kisotui version show``, and the same record after other commands."""

from __future__ import annotations

import click

from kisotui.cli import columns, output
from kisotui.cli.options import output_option, version_argument
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.service import records


@click.command(cls=Command, help="cmd.version.show")
@version_argument
@output_option
@pass_session
def show(session: Session, ref: str, form: Format) -> None:
    from kisotui.service import contents, versions

    detail = versions.get(session.context, versions.resolve(session.context, ref))
    if form is not Format.TABLE:
        inside = contents.of_version(session.context, detail.version.id)
        record = {**records.version(detail), "contents": [*map(records.iso_contents, inside)]}
        record["why"] = records.why(detail)
        output.record(form, records.VERSION_FIELDS, record)
        return
    output.details(columns.DETAILS, detail)
    output.line("")
    output.table(columns.ISOS, detail.isos)
    for iso in detail.isos:
        trouble = columns.trouble(iso)
        if trouble is not None:
            output.line(trouble)
