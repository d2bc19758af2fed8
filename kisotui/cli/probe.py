"""``kisotui probe``: an ISO on its server, looked at from where downloads run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from kisotui.cli import output
from kisotui.cli.errors import note
from kisotui.cli.live import LiveLines, can_rewrite
from kisotui.cli.options import TEXT, argument, option, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.terminal import width
from kisotui.domain import urls
from kisotui.domain.failures import Exit
from kisotui.domain.forms import VersionForm
from kisotui.domain.preflight_json import from_json
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.service import preflight_words as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kisotui.domain.errands import Errand
    from kisotui.domain.preflight import Report, Step

FIELDS: Final = ("name", "state", "message")


@click.command(cls=Command, help="cmd.probe")
@argument("url", metavar="URL", type=TEXT, help="cmd.probe.url")
@option("--zone", type=TEXT, metavar="ZONE", help="cmd.probe.zone")
@output_option
@pass_session
def probe(session: Session, url: str, zone: str | None, form: Format) -> int:
    from kisotui.service import zones

    urls.parse(url)
    found = zones.resolve(session.context, zone) if zone is not None else None
    report = looked_at(session, VersionForm(url=url, zone=found), form)
    if form is Format.JSON:
        output.record(form, (), words.record(report))
    elif form is Format.CSV:
        output.records(form, FIELDS, steps(words.record(report)))
    return status(report)


def looked_at(session: Session, typed: VersionForm, form: Format) -> Report:
    """What a worker sees of the form's URL; said while it is being seen, where people read."""
    from kisotui.cli.errands import done
    from kisotui.domain.errands import ErrandKind
    from kisotui.service import preflight

    live = LiveLines() if form is Format.TABLE and can_rewrite() else None

    def tell(errand: Errand) -> None:
        if live is not None:
            live.show(_lines(preflight.report(errand)))

    request = preflight.request(session.context, typed)
    kind, secret = ErrandKind.PREFLIGHT, typed.url.strip()
    found = done(session.context, kind, request, secret=secret, on_look=tell)
    report = from_json(found)
    if form is Format.TABLE:
        if live is None:
            output.lines(_lines(report))
        output.lines(_more(report))
    return report


def status(report: Report) -> int:
    """The exit status: of the step that failed. What to do about it is said on stderr."""
    failed = report.failed
    if failed is None:
        return Exit.OK
    note(words.advice(failed))
    return failed.problem.failure.exit if failed.problem else Exit.CONTENT


def steps(record: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The steps of a record, for CSV."""
    found = record["steps"]
    return list(found) if isinstance(found, list) else []


def _lines(report: Report) -> list[str]:
    titles = [words.title(step.name) for step in report.steps]
    states = [t(f"preflight.state.{step.state.value}") for step in report.steps]
    first, second = max(map(width, titles)) + 2, max(map(width, states)) + 2
    return [
        f"{_padded(title, first)}{_padded(state, second)}{_fact(step)}".rstrip()
        for title, state, step in zip(titles, states, report.steps, strict=True)
    ]


def _fact(step: Step) -> str:
    return words.fact(step) if step.fact or step.problem or step.findings else ""


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _more(report: Report) -> list[str]:
    """What else is known."""
    found = [f"{each}." for each in words.each_found(report)]
    found += [f"{each.checksum}  {each.source}" for each in report.evidence]
    figures = t("cmd.probe.figures", requests=report.requests, received=fmt.size(report.received))
    return [*found, figures]
