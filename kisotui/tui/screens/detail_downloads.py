"""The third tab: what goes on in every zone, what went wrong, what happens next. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from kisotui.domain import retry
from kisotui.domain.detail_views import Iso, VersionDetail, WorkerStatus
from kisotui.domain.downloads import Step, attempt, mean_rate, next_step, seconds_left
from kisotui.domain.progress import percent
from kisotui.domain.states import DownloadStatus, IsoState, Phase
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.tui import render
from kisotui.tui.glyphs import glyph
from kisotui.tui.keys import written_of
from kisotui.tui.render import Cell, Tone, plain
from kisotui.tui.widgets.fields import Fact, facts, label_width
from kisotui.tui.widgets.graph import bar, graph
from kisotui.tui.widgets.lines import text

_GRAPH_HEIGHT = 2
_LABELS = 20  # cells kept free for labels beside a graph
_UNDER_WAY = (Phase.RUNNING, Phase.WAITING, Phase.PAUSED)
_ALARMING = (Step.RETRIED, Step.GIVEN_ROOM, Step.ATTENDED, Step.TAKEN_OVER)


@dataclass(frozen=True, slots=True)
class Around:
    """What else there is to know. ``workers``: those alive, by what an ISO's ``owner`` names.
    ``total``: what all downloads of a host may take; None: as its settings say. ``writable``:
    whether the one who looks may change anything."""

    now: datetime
    workers: Mapping[str, WorkerStatus]
    total: int | None
    writable: bool = True


def downloads(detail: VersionDetail, around: Around, width: int) -> list[Content]:
    """A block of lines for each zone."""
    return _blocks([(iso, _facts(iso, around, width)) for iso in detail.isos], width)[:-1]


def in_brief(detail: VersionDetail, around: Around, width: int) -> list[Content]:
    """The same in a few lines for each zone, with nothing in them that moves but progress."""
    return _blocks([(iso, _facts_in_brief(iso, around)) for iso in detail.isos], width)


def _blocks(isos: Sequence[tuple[Iso, Sequence[Fact]]], width: int) -> list[Content]:
    """All values in one column, a blank line behind each zone."""
    labels = label_width(fact for _, rows in isos for fact in rows)
    return [
        line for iso, rows in isos for line in (_head(iso), *facts(rows, width, labels), Content())
    ]


def _head(iso: Iso) -> Content:
    name = Content.styled(iso.zonename, "bold")
    state = text(*render.state(iso.state), (f"  {iso.status}", Tone.DIM))
    return Content.assemble(name, (f" ({iso.zonetype})  ", "dim"), state)


def _facts(iso: Iso, around: Around, width: int) -> list[Fact]:
    rows: list[Fact] = [(t("screen.detail.now"), _now(iso, around))]
    rows.append((t("field.progress"), _progress(iso)))
    room = max(10, width - _LABELS)
    if iso.size and iso.phase in _UNDER_WAY:
        drawn = bar(iso.received, iso.size, min(60, room))
        rows.append(("", plain(drawn, Tone.BUSY)))
    rows += _rates(iso, around, room)
    rows += _asked(iso, around)
    if iso.proven is not None and iso.state is IsoState.READY:
        rows.append((t("field.proven"), plain(fmt.proven(iso.proven, around.now))))
    rows.append((t("screen.detail.attempts"), plain(_attempts(iso))))
    rows += _failure(iso, around)
    rows.append((t("screen.detail.next"), _next(iso, around)))
    return rows


def _facts_in_brief(iso: Iso, around: Around) -> list[Fact]:
    return [
        (t("screen.detail.now"), _now(iso, around)),
        (t("field.progress"), _progress(iso)),
        *_failure(iso, around),
        (t("screen.detail.next"), _next(iso, around)),
    ]


def _now(iso: Iso, around: Around) -> Cell:
    """What is going on, since when, and who is at it."""
    what = iso.state if iso.phase is Phase.IDLE else t(f"word.phase.{iso.phase}")
    if iso.since is not None:
        what = t("screen.detail.since", what=what, time=fmt.moment(iso.since, around.now))
    parts = [what]
    worker = around.workers.get(iso.owner or "")
    if worker is not None:
        parts.append(t("screen.detail.by", host=worker.host, pid=worker.pid))
    if iso.connections:
        parts.append(t("screen.detail.connections", count=iso.connections))
    return plain("  ".join(parts))


def _progress(iso: Iso) -> Cell:
    if iso.status is DownloadStatus.BYPASSED:
        return plain(t("screen.detail.bypassed"))
    if iso.phase is Phase.VERIFYING and iso.size:
        read, size = fmt.size(iso.reread), fmt.size(iso.size)
        done = percent(iso.reread, iso.size)
        return plain(t("screen.detail.reread", done=done, read=read, size=size))
    if not iso.received and iso.size is None:
        return plain(glyph("unknown"), Tone.DIM)
    size = fmt.size(iso.size) if iso.size is not None else t("screen.detail.size-unknown")
    parts = [t("screen.detail.of", received=fmt.size(iso.received), size=size)]
    done = percent(iso.received, iso.size)
    if done is not None:
        parts.insert(0, f"{done}%")
    if iso.phase is Phase.RUNNING and iso.rate:
        parts.append(fmt.rate(iso.rate))
    left = seconds_left(iso)
    if left is not None:
        parts.append(t("screen.detail.left", time=fmt.duration(left)))
    return plain("  ".join(parts))


def _rates(iso: Iso, around: Around, room: int) -> list[Fact]:
    samples = iso.rates[-room:]
    mean = mean_rate(iso, around.now)
    said = [t("screen.detail.mean", rate=fmt.rate(mean))] if mean is not None else []
    drawn: list[Cell] = []
    if any(samples):
        drawn = [plain(line, Tone.BUSY) for line in graph(samples, _GRAPH_HEIGHT)]
        said.append(t("screen.detail.most", rate=fmt.rate(max(samples))))
    if said:  # before the graph, which would be one shape with the bar above it
        drawn.insert(0, plain("  ".join(said), Tone.DIM))
    labels = [t("screen.detail.rate"), *[""] * len(drawn)]
    return list(zip(labels, drawn, strict=False))


def _asked(iso: Iso, around: Around) -> list[Fact]:
    """Limits and priority, where somebody changed them."""
    rows: list[Fact] = []
    if iso.ratelimit is not None or around.total is not None:
        parts = [fmt.limit(iso.ratelimit)]
        if around.total is not None:
            parts.append(t("screen.detail.together", limit=fmt.limit(around.total)))
        rows.append((t("field.ratelimit"), plain("  ".join(parts))))
    if iso.priority:
        rows.append((t("field.priority"), plain(str(iso.priority))))
    return rows


def _attempts(iso: Iso) -> str:
    n = attempt(iso)
    if n is None:
        return str(iso.attempts)
    kind = "running" if iso.phase is Phase.RUNNING else "to-come"
    return t(f"word.attempt.{kind}", n=n, most=retry.ATTEMPTS, all=iso.attempts)


def _failure(iso: Iso, around: Around) -> list[Fact]:
    if iso.failure is None:
        return []
    said = t(f"failure.{iso.failure}", **iso.failure_values)
    when = f"  {fmt.moment(iso.failed_at, around.now)}" if iso.failed_at else ""
    advice = t(f"failure.{iso.failure}.next", **iso.failure_values)
    return [
        (t("screen.detail.failure"), ((said, Tone.BAD), (when, Tone.DIM))),
        ("", plain(advice, Tone.DIM)),
    ]


def _next(iso: Iso, around: Around) -> Cell:
    """What happens next, and when."""
    step = next_step(iso, around.workers)
    r, here = t("screen.detail.key", key=written_of("version.retry")), t("screen.detail.here")
    if not around.writable:
        r, here = t("screen.detail.other"), t("screen.detail.there")
    due = fmt.moment(iso.due, around.now) if iso.due is not None else fmt.UNKNOWN
    said = t(f"next.{step}", time=due, resume=r, retry=r, worker=here)
    if step is Step.RETRIED and iso.due is not None:
        left = max(0, round((iso.due - around.now).total_seconds()))
        said = t("screen.detail.next.in", next=said, left=fmt.duration(left))
    return plain(said, Tone.WARN if step in _ALARMING else Tone.PLAIN)
