"""``kisotui download limit``: how fast downloads may be, each of them or all together."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kisotui.cli import output
from kisotui.cli.chosen import chosen
from kisotui.cli.download.selection import tell, zone_option
from kisotui.cli.options import TEXT, argument, option, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.domain import limits
from kisotui.domain.failures import Problem
from kisotui.locale import format as fmt
from kisotui.locale import t


@click.command(cls=Command, help="cmd.download.limit")
@argument("refs", metavar="ID...", type=TEXT, nargs=-1, help="cmd.argument.versions")
@argument("rate", metavar="RATE", required=False, help="cmd.download.limit.rate")
@option("--total", is_flag=True, help="cmd.download.limit.total")
@zone_option
@output_option
@pass_session
def limit(
    session: Session,
    refs: Sequence[str],
    rate: str | None,
    total: bool,
    zone: str | None,
    form: Format,
) -> None:
    if total:
        _limit_total(session, [*refs, *([rate] if rate is not None else [])], zone, form)
        return
    if rate is None or not refs:
        raise click.UsageError(t("cmd.usage.missing", name=_missing(rate)))
    from kisotui.service import downloads

    wanted = limits.parse_rate(rate)
    of = chosen(session, refs, zone)
    count = downloads.limit(session.context, of.ids, wanted, of.zone)
    tell(session, of, t("cmd.done.limit", limit=fmt.limit(wanted), count=count), form)


def _missing(word: str | None) -> str:
    """What a command line lacks that has this word at most."""
    try:
        limits.parse_rate(word or "rate")
    except Problem as problem:
        return "RATE" if problem.code == "rate-format" else "ID"
    return "ID"


def _limit_total(session: Session, words: Sequence[str], zone: str | None, form: Format) -> None:
    """Change the limit of all downloads, if a rate is given; tell it."""
    from kisotui.service import downloads

    if zone is not None or len(words) > 1:
        extra = [*words[:-1], *(["--zone"] if zone is not None else [])]
        raise click.UsageError(t("cmd.usage.extra", given=" ".join(extra)))
    if words:
        downloads.limit_total(session.context, limits.parse_rate(words[0]))
    now = downloads.total_limit(session.context)
    if form is Format.TABLE:
        here = t("cmd.download.here", limit=fmt.limit(session.settings.rate_limit))
        said = fmt.limit(now) if now is not None else f"{fmt.limit(now)} ({here})"
        output.line(t("cmd.download.total", limit=said))
    else:
        output.record(form, ("ratelimit",), {"ratelimit": now})
