"""Whose downloads a command is about, and how it tells what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kisotui.cli import output
from kisotui.cli.download import columns
from kisotui.cli.download.watch import look, show
from kisotui.cli.options import TEXT, option
from kisotui.cli.output import Format
from kisotui.cli.session import Session
from kisotui.cli.version.selection import resolved
from kisotui.domain.detail_views import DownloadQuery

zone_option = option("--zone", type=TEXT, metavar="ZONE", help="cmd.download.zone")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Versions by their ids, and a zone's id where it is only about their ISOs there."""

    ids: Sequence[str]
    zone: str | None


def chosen(session: Session, refs: Sequence[str], zone: str | None) -> Chosen:
    """What is meant. Raises Problem: the first that means nothing."""
    from kisotui.service import zones

    ids = resolved(session, refs)
    return Chosen(ids, zones.resolve(session.context, zone) if zone is not None else None)


def tell(session: Session, of: Chosen, sentence: str, form: Format) -> None:
    """The sentence, or the downloads as they are now."""
    if form is Format.TABLE:
        output.line(sentence)
    else:
        query = DownloadQuery(tuple(of.ids), of.zone, ended=True)
        show(form, columns.table, look(session, query))
