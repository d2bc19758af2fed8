"""``kisotui version add``."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import click

from kisotui.cli import output
from kisotui.cli.errors import Problems
from kisotui.cli.options import TEXT, argument, offering, option, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.domain.corrections import corrections
from kisotui.domain.failures import Exit, Problem
from kisotui.domain.forms import MINIMUM_CPU, MINIMUM_MEMORY, VersionForm
from kisotui.domain.states import Arch
from kisotui.service import preflight_words as words
from kisotui.service import records


@click.command(cls=Command, help="cmd.version.add")
@argument("semanticversion", metavar="VERSION", help="cmd.version.add.version")
@option("--url", default="", metavar="URL", help="cmd.version.add.url")
@option("--file", type=click.Path(readable=False), metavar="PATH", help="cmd.version.add.file")
@option("--name", default="", metavar="NAME", help="cmd.version.add.name")
@option("--zone", type=TEXT, metavar="ZONE", help="cmd.version.add.zone")
@option("--checksum", default="", metavar="CHECKSUM", help="cmd.version.add.checksum")
@option(
    "--min-cpu",
    "mincpunumber",
    default=str(MINIMUM_CPU),
    metavar="CORES",
    help="cmd.version.add.min-cpu",
)
@option(
    "--min-memory",
    "minmemory",
    default=str(MINIMUM_MEMORY),
    metavar="MB",
    help="cmd.version.add.min-memory",
)
@option("--direct-download", "directdownload", is_flag=True, help="cmd.version.add.direct")
@option(
    "--arch",
    default=Arch.X86_64.value,
    metavar="ARCH",
    shell_complete=offering([arch.value for arch in Arch]),
    help="cmd.version.add.arch",
)
@option("--dry-run", is_flag=True, help="cmd.version.add.dry-run")
@output_option
@pass_session
def add(session: Session, /, zone: str | None, form: Format, dry_run: bool, **fields: Any) -> int:
    from kisotui.service import versions, worker

    typed = _checked(session, VersionForm(**fields), zone)
    if dry_run:
        return _tried(session, typed, form)
    detail = versions.add(session.context, typed)
    try:
        if form is Format.TABLE:
            output.line(detail.version.id)
        else:
            output.record(form, records.VERSION_FIELDS, records.version(detail))
    finally:  # it is queued, whoever could read that
        worker.ensure(session.context)
    return Exit.OK


def _tried(session: Session, typed: VersionForm, form: Format) -> int:
    """What would be seen of it on its way; the exit status."""
    from kisotui.cli import probe

    if typed.file is not None:
        return Exit.OK
    report = probe.looked_at(session, typed, form)
    against = [each for each in corrections(typed, report) if each.contradicts]
    if form is Format.TABLE:
        output.lines(map(words.contradiction, against))
    elif form is Format.JSON:
        found = {"corrections": [asdict(each) for each in corrections(typed, report)]}
        output.record(form, (), words.record(report) | found)
    else:
        output.records(form, probe.FIELDS, probe.steps(words.record(report)))
    return probe.status(report) or (Exit.CONTENT if against else Exit.OK)


def _checked(session: Session, typed: VersionForm, zone: str | None) -> VersionForm:
    """The form, ready to be carried out. Raises Problems: all that is wrong with it."""
    from kisotui.service import versions, zones

    problems: dict[str, Problem] = {}
    if zone is not None:
        try:
            typed = replace(typed, zone=zones.resolve(session.context, zone))
        except Problem as problem:
            problems["zone"] = problem
    problems = versions.check(session.context, typed) | problems
    if problems:
        raise Problems(list(problems.values()))
    return typed
