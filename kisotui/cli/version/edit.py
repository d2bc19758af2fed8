"""``kisotui version edit``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from kisotui.cli import output
from kisotui.cli.errors import Problems, note
from kisotui.cli.options import TEXT, offering, option, output_option, version_argument
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.terminal import can_ask, says_yes
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import Arch, VersionState
from kisotui.locale import t
from kisotui.service import records

if TYPE_CHECKING:
    from kisotui.domain.edits import EditPlan, Original


@click.command(cls=Command, help="cmd.version.edit")
@version_argument
@option("--semantic-version", "semanticversion", help="cmd.version.edit.version", metavar="VERSION")
@option("--name", metavar="NAME", help="cmd.version.edit.name")
@option("--zone", type=TEXT, metavar="ZONE", help="cmd.version.edit.zone")
@option("--all-zones", is_flag=True, help="cmd.version.edit.all-zones")
@option("--url", metavar="URL", help="cmd.version.edit.url")
@option("--file", type=click.Path(readable=False), metavar="PATH", help="cmd.version.add.file")
@option("--checksum", metavar="CHECKSUM", help="cmd.version.edit.checksum")
@option("--min-cpu", "mincpunumber", metavar="CORES", help="cmd.version.edit.min-cpu")
@option("--min-memory", "minmemory", metavar="MB", help="cmd.version.edit.min-memory")
@option(
    "--direct-download/--no-direct-download",
    "directdownload",
    default=None,
    help="cmd.version.edit.direct",
)
@option(
    "--arch",
    metavar="ARCH",
    shell_complete=offering([arch.value for arch in Arch]),
    help="cmd.version.edit.arch",
)
@option(
    "--state",
    metavar="STATE",
    shell_complete=offering([state.value for state in VersionState]),
    help="cmd.version.edit.state",
)
@option("--yes", "-y", is_flag=True, help="cmd.version.edit.yes")
@output_option
@pass_session
def edit(
    session: Session,
    /,
    ref: str,
    zone: str | None,
    all_zones: bool,
    yes: bool,
    form: Format,
    **fields: Any,
) -> None:
    from kisotui.service import editing, versions, worker

    if zone is not None and all_zones:
        raise click.UsageError(t("cmd.edit.zones"))
    start = editing.original(session.context, versions.resolve(session.context, ref))
    given = {name: value for name, value in fields.items() if value is not None}
    wanted = _wanted(session, start, given, zone, all_zones)
    plan = _planned(session, start, wanted)
    if plan.changes:
        _say(plan)
    if plan.deleted and not yes:
        _confirm()
    edited = editing.edit(session.context, start, wanted)
    worker.ensure(session.context)
    name = edited.step.changes[0].name if edited.step else start.name
    done = "screen.edit.saved" if edited.step else "screen.edit.same"
    if form is Format.TABLE:
        output.line(t(done, name=name))
    else:
        detail = versions.get(session.context, start.id)
        output.record(form, records.VERSION_FIELDS, records.version(detail))


def _wanted(
    session: Session, start: Original, given: dict[str, Any], zone: str | None, all_zones: bool
) -> VersionForm:
    """The version with what was given. Raises Problem: ``zone-*``."""
    from kisotui.service import zones

    if "url" in given:
        given = {"file": None} | given
    elif "file" in given:
        given = {"url": ""} | given
    if all_zones:
        given["zone"] = None
    elif zone is not None:
        given["zone"] = zones.resolve(session.context, zone)
    return replace(start.shown, **given)


def _planned(session: Session, start: Original, wanted: VersionForm) -> EditPlan:
    """What it does. Raises Problems: all that is wrong with it."""
    from kisotui.service import editing

    plan, problems = editing.plan(session.context, start, wanted)
    if plan is None:
        raise Problems(list(problems.values()))
    return plan


def _say(plan: EditPlan) -> None:
    from kisotui.service.planned import follows

    for line in follows(plan):
        note(line)


def _confirm() -> None:
    """Raises Problem where the answer is not yes."""
    if not can_ask():
        raise Problem("confirm-needed")
    if not says_yes(t("cmd.edit.question")):
        raise Problem("not-confirmed")
