"""Showing downloads, once or anew whenever something changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from kisotui.cli import output
from kisotui.cli.download import records
from kisotui.cli.download.columns import Seen
from kisotui.cli.following import changes
from kisotui.cli.live import LiveLines, can_rewrite
from kisotui.cli.output import Format
from kisotui.cli.session import Session
from kisotui.cli.terminal import room
from kisotui.domain.detail_views import DownloadQuery

Lines = Callable[[Seen, int | None], list[str]]
"""What was seen, as people read it in so many columns; None: as many as it takes."""
_EVERY: Final = 0.5  # seconds between two pictures at least


def look(session: Session, query: DownloadQuery) -> Seen:
    """The downloads that the query means, and what else there is to say about them now."""
    from kisotui.service import downloads, worker

    context = session.context
    return Seen(
        downloads=downloads.page(context, query),
        workers={alive.owner for alive in worker.status(context)},
        total=downloads.total_limit(context),
        now=datetime.now(UTC),
    )


def show(form: Format, lines: Lines, seen: Seen) -> None:
    """Print it once."""
    if form is Format.TABLE:
        output.lines(lines(seen, room()))
    else:
        output.records(form, records.FIELDS, _records(seen))


def watch(session: Session, form: Format, lines: Lines, see: Callable[[], Seen]) -> None:
    """Print it again whenever it has changed, until Ctrl-C.

    On a terminal a table takes the place of the one before; else one follows the other, and JSON
    is an array on a line each time.
    """
    if form is Format.TABLE and can_rewrite():
        block = LiveLines()
        for _ in changes(session.context, every=_EVERY):
            block.show(lines(see(), room()))
    before: list[object] | None = None
    for _ in changes(session.context, every=_EVERY):
        seen = see()
        now: list[object] = [*(lines(seen, room()) if form is Format.TABLE else _records(seen))]
        if now != before:
            _follow(form, lines, seen, first=before is None)
            before = now


def _follow(form: Format, lines: Lines, seen: Seen, *, first: bool) -> None:
    if form is Format.JSON:
        output.json_line(_records(seen))
    else:
        output.lines([] if first else [""])
        show(form, lines, seen)
    output.flush()


def _records(seen: Seen) -> list[output.Record]:
    return [records.download(seen, each) for each in seen.downloads]
