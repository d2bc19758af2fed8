"""Downloads as people read them on the command line. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from kisotui.cli import tables
from kisotui.cli.download import words
from kisotui.cli.tables import Column
from kisotui.cli.terminal import wrapped
from kisotui.domain.detail_views import Download
from kisotui.domain.downloads import mean_rate
from kisotui.domain.states import Phase
from kisotui.domain.text import visible
from kisotui.locale import format as fmt
from kisotui.locale import t


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found at one time. ``workers``: those alive, as an ISO's ``owner`` names them.
    ``total``: what all downloads of a host may take; None: as its settings say."""

    downloads: Sequence[Download]
    workers: Collection[str]
    total: int | None
    now: datetime


def table(seen: Seen, room: int | None) -> list[str]:
    """A line for each download, what tells most at its front; below them what went wrong."""
    columns = _columns(seen)
    shown = tables.fitting(columns, seen.downloads, room)
    notes = [words.trouble(each, seen.now) for each in seen.downloads if each.iso.failure]
    if seen.total is not None:
        notes.append(t("cmd.download.total", limit=fmt.limit(seen.total)))
    if len(shown) < len(columns):
        notes.append(t("cmd.download.hidden", count=len(columns) - len(shown)))
    lines = tables.table_lines(shown, seen.downloads)
    for note in map(visible, notes):
        lines += [note] if room is None else wrapped(note, room)
    return lines


def details(seen: Seen, room: int | None) -> list[str]:
    """A block of lines for each download, with all that there is to tell."""
    lines: list[str] = []
    for download in seen.downloads:
        lines += [""] if lines else []
        lines += tables.details_lines(_details(seen), download, room)
    return lines


def _columns(seen: Seen) -> tuple[Column[Download], ...]:
    return (
        Column("field.name", lambda d: d.version.name),
        Column("field.zonename", lambda d: d.iso.zonename),
        Column("cmd.column.phase", words.phase),
        Column("field.progress", lambda d: words.done(d.iso), right=True),
        Column("cmd.column.rate", lambda d: _brief(_now(d)), right=True, least=9),
        Column("cmd.column.left", lambda d: words.left(d.iso), right=True, least=7),
        Column("cmd.column.received", lambda d: fmt.size(d.iso.received), right=True, least=9),
        Column("field.size", lambda d: fmt.size(d.iso.size), right=True, least=9),
        Column("cmd.column.mean", lambda d: _brief(mean_rate(d.iso, seen.now)), right=True),
        Column("cmd.column.attempt", lambda d: words.attempt(d.iso), right=True),
        Column("cmd.column.since", lambda d: words.moment(d.iso.since, seen.now)),
        Column("field.priority", lambda d: str(d.iso.priority), right=True),
        Column("field.ratelimit", _limit, right=True),
        Column("cmd.column.next", lambda d: words.next_step(d.iso, seen.workers, seen.now)),
    )


def _details(seen: Seen) -> tuple[Column[Download], ...]:
    now = seen.now
    return (
        Column("field.name", lambda d: f"{d.version.name} ({d.version.semanticversion})"),
        Column("field.zonename", lambda d: f"{d.iso.zonename} ({d.iso.zonetype})"),
        Column("field.isourl", lambda d: d.version.url or d.version.file),
        Column("field.isostate", lambda d: f"{d.iso.state} {d.iso.status}"),
        Column("cmd.column.phase", words.phase),
        Column("cmd.column.since", lambda d: words.moment(d.iso.since, now)),
        Column("cmd.column.next", lambda d: words.next_step(d.iso, seen.workers, now)),
        Column("cmd.column.failure", lambda d: words.failed(d.iso)),
        Column("cmd.column.failed", lambda d: words.moment(d.iso.failed_at, now)),
        Column("cmd.column.advice", lambda d: words.advice(d.iso)),
        Column("field.progress", lambda d: words.done(d.iso)),
        Column("cmd.column.received", lambda d: fmt.size(d.iso.received)),
        Column("field.proven", lambda d: fmt.proven(d.iso.proven, now)),
        Column("field.size", lambda d: fmt.size(d.iso.size)),
        Column("cmd.column.rate", lambda d: _rate(_now(d))),
        Column("cmd.column.mean", lambda d: _rate(mean_rate(d.iso, now))),
        Column("cmd.column.left", lambda d: words.left(d.iso)),
        Column("cmd.column.attempt", lambda d: words.attempts(d.iso)),
        Column("cmd.column.connections", lambda d: str(d.iso.connections or fmt.UNKNOWN)),
        Column("cmd.column.worker", words.worker),
        Column("field.priority", lambda d: str(d.iso.priority)),
        Column("field.ratelimit", lambda d: fmt.limit(d.iso.ratelimit)),
        Column("cmd.column.total", lambda _: fmt.limit(seen.total)),
    )


def _rate(bytes_per_s: int | None) -> str:
    return fmt.UNKNOWN if bytes_per_s is None else fmt.rate(bytes_per_s)


def _brief(bytes_per_s: int | None) -> str:
    """In whole numbers where that will do: they change less often."""
    return fmt.UNKNOWN if bytes_per_s is None else fmt.brief_rate(bytes_per_s)


def _limit(download: Download) -> str:
    limit = download.iso.ratelimit
    return fmt.UNKNOWN if limit is None else fmt.limit(limit)


def _now(download: Download) -> int | None:
    """How fast it comes now."""
    return download.iso.rate if download.iso.phase is Phase.RUNNING else None
