"""Views as people read them on the command line: the columns of the tables. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from kisotui.cli.tables import Column
from kisotui.domain.detail_views import Event, Iso, VersionDetail, WorkerStatus, Zone
from kisotui.domain.failures import NO_SPACE
from kisotui.domain.progress import percent, time_left
from kisotui.domain.states import Phase
from kisotui.domain.usable import of
from kisotui.domain.views import Version
from kisotui.locale import CATALOGUE, problem_next, problem_text, t
from kisotui.locale import format as fmt
from kisotui.service.records import failure, least_far
from kisotui.service.why import line

SHORT_ID: Final = 8


def _yes(value: bool) -> str:
    return t("word.yes" if value else "word.no")


def _time(moment: datetime | None) -> str:
    return fmt.when(moment) if moment is not None else fmt.UNKNOWN


def zones(version: Version) -> str:
    """Where its ISOs are."""
    return t("word.all-zones") if version.allzones else ", ".join(version.zonenames)


def progress(thing: Version | Iso) -> str:
    """How far the fetching is, in a word or percent; empty when nothing is to be fetched."""
    if thing.phase is Phase.IDLE:
        return ""
    done = percent(thing.received, thing.size)
    if thing.phase is Phase.VERIFYING:
        reread = thing.reread if isinstance(thing, Version) else percent(thing.reread, thing.size)
        return t("screen.progress.verifying", done=reread or 0)
    if thing.phase is Phase.RUNNING and done is not None:
        return f"{done}%"
    return t(f"word.phase.{thing.phase}")


def progress_line(detail: VersionDetail) -> str:
    """All that can be said in one line about a version that is being fetched."""
    version = detail.version
    left = time_left(version.received, version.size, version.rate)
    waiting = version.phase is Phase.WAITING
    due = version.failure != NO_SPACE and version.due and version.due.astimezone()
    pieces = (
        version.name,
        version.isostate,
        progress(version),
        fmt.rate(version.rate) if version.rate else "",
        t("cmd.wait.left", time=fmt.duration(left)) if left is not None else "",
        t("cmd.wait.due", time=f"{due:%H:%M:%S}") if waiting and due else "",
        *(problem_text(problem) for problem in map(failure, detail.isos) if problem and waiting),
    )
    return "  ".join(filter(None, pieces))


VERSION: Final[dict[str, Column[Version]]] = {
    "id": Column("field.id", lambda v: v.id[:SHORT_ID]),
    "name": Column("field.name", lambda v: v.name),
    "state": Column("field.state", lambda v: v.state),
    "semanticversion": Column("field.semanticversion", lambda v: v.semanticversion),
    "isostate": Column("field.isostate", lambda v: v.isostate),
    "progress": Column("field.progress", progress),
    "size": Column("field.size", lambda v: fmt.size(v.size), right=True),
    "mincpunumber": Column("field.mincpunumber", lambda v: str(v.mincpunumber), right=True),
    "minmemory": Column("field.minmemory", lambda v: str(v.minmemory), right=True),
    "arch": Column("field.arch", lambda v: v.arch),
    "zonename": Column("field.zonename", zones),
    "created": Column("field.created", lambda v: _time(v.created)),
    "failure": Column("screen.column.failure", lambda v: v.failure or ""),
    "rate": Column("screen.column.rate", lambda v: fmt.rate(v.rate) if v.rate else "", right=True),
    "url": Column("field.url", lambda v: v.url or fmt.UNKNOWN),
    "file": Column("field.file", lambda v: v.file or fmt.UNKNOWN),
    "checksum": Column("field.checksum", lambda v: v.checksum or fmt.UNKNOWN),
    "directdownload": Column("field.directdownload", lambda v: _yes(v.directdownload)),
    "supportsha": Column("field.supportsha", lambda v: _yes(v.supportsha)),
    "supportsautoscaling": Column(
        "field.supportsautoscaling", lambda v: _yes(v.supportsautoscaling)
    ),
    "usable": Column("field.usable", lambda v: fmt.usable(v.usable)),
}
"""Every column that a list of versions can have."""
_USUAL: Final = (
    "id", "name", "state", "semanticversion", "isostate", "progress", "size", "mincpunumber",
    "minmemory", "arch", "zonename",
)  # fmt: skip


def versions(keys: Sequence[str]) -> tuple[Column[Version], ...]:
    """The columns that were chosen, in their order; the usual ones where none was."""
    return tuple(VERSION[key] for key in keys or _USUAL)


def _of_iso(field: str) -> Column[VersionDetail]:
    """A field of the ISO that is least far."""
    attribute = field.removeprefix("iso")

    def cell(detail: VersionDetail) -> str:
        iso = least_far(detail)
        return str(getattr(iso, attribute)) if iso is not None else fmt.UNKNOWN

    return Column(f"field.{field}", cell)


def _evidence(detail: VersionDetail) -> str:
    """What was found beside the version's own checksum."""
    found = [each for each in detail.evidence if each.source]
    return "; ".join(f"{each.checksum} ({each.source})" for each in found) or fmt.UNKNOWN


# In the console's order, and then what it does not tell.
DETAILS: Final[tuple[Column[VersionDetail], ...]] = (
    Column("field.usable", lambda d: line(of(d), d, datetime.now(UTC))),
    Column("field.id", lambda d: d.version.id),
    Column("field.name", lambda d: d.version.name),
    Column("field.semanticversion", lambda d: d.version.semanticversion),
    Column("field.supportsautoscaling", lambda d: _yes(d.version.supportsautoscaling)),
    _of_iso("zoneid"),
    Column("field.zonename", lambda d: zones(d.version)),
    _of_iso("isoid"),
    _of_iso("isoname"),
    Column("field.isostate", lambda d: d.version.isostate),
    Column("field.arch", lambda d: d.version.arch),
    Column("field.mincpunumber", lambda d: str(d.version.mincpunumber)),
    Column("field.minmemory", lambda d: str(d.version.minmemory)),
    Column("field.supportsha", lambda d: _yes(d.version.supportsha)),
    Column("field.state", lambda d: d.version.state),
    Column("field.created", lambda d: _time(d.version.created)),
    Column("field.isourl", lambda d: d.version.url or fmt.UNKNOWN),
    Column("field.mirror", lambda d: d.mirror or fmt.UNKNOWN),
    Column("field.file", lambda d: d.version.file or fmt.UNKNOWN),
    Column("field.checksum", lambda d: d.version.checksum or fmt.UNKNOWN),
    Column("field.evidence", _evidence),
    Column("field.directdownload", lambda d: _yes(d.version.directdownload)),
    Column("field.size", lambda d: fmt.size(d.version.size)),
)

ISOS: Final[tuple[Column[Iso], ...]] = (
    Column("field.zonename", lambda i: i.zonename),
    Column("field.isostate", lambda i: i.state),
    Column("cmd.column.status", lambda i: i.status),
    Column("field.progress", progress),
    Column("cmd.column.received", lambda i: fmt.size(i.received), right=True),
    Column("field.size", lambda i: fmt.size(i.size), right=True),
    Column("cmd.column.attempts", lambda i: str(i.attempts), right=True),
    Column("cmd.column.due", lambda i: _time(i.due)),
    Column("cmd.column.verified", lambda i: _yes(i.verified)),
    Column("field.proven", lambda i: fmt.proven(i.proven, datetime.now(UTC))),
    Column("cmd.column.path", lambda i: i.path or fmt.UNKNOWN),
)


def trouble(iso: Iso) -> str | None:
    """What went wrong with it last, and what to do."""
    problem = failure(iso)
    if problem is None:
        return None
    return f"{iso.zonename}: {problem_text(problem)}. {problem_next(problem)}."


ZONES: Final[tuple[Column[Zone], ...]] = (
    Column("field.id", lambda z: z.id[:SHORT_ID]),
    Column("field.name", lambda z: z.name),
    Column("field.type", lambda z: z.type),
    Column("cmd.column.versions", lambda z: str(z.versions), right=True),
    Column("field.created", lambda z: _time(z.created)),
)


WORKERS: Final[tuple[Column[WorkerStatus], ...]] = (
    Column("cmd.column.host", lambda w: w.host),
    Column("cmd.column.pid", lambda w: str(w.pid), right=True),
    Column("cmd.column.downloads", lambda w: str(w.downloads), right=True),
    Column("cmd.column.started", lambda w: _time(w.started)),
    Column("cmd.column.seen", lambda w: _time(w.seen)),
)


def description(event: Event) -> str:
    """What happened, in the language spoken; as stored when a newer program wrote it."""
    if event.message in CATALOGUE:
        return t(event.message, **event.values)
    return event.description


EVENTS: Final[tuple[Column[Event], ...]] = (
    Column("field.id", lambda e: str(e.id), right=True),
    Column("field.created", lambda e: _time(e.created)),
    Column("field.level", lambda e: e.level),
    Column("field.type", lambda e: e.type),
    Column("field.state", lambda e: e.state),
    Column("field.username", lambda e: e.username),
    Column("field.origin", lambda e: e.origin),
    Column("field.description", description),  # the longest last
)
