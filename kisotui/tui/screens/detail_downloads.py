"""The third tab: what goes on in every zone, what went wrong, what happens next. Pure."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from kisotui.domain.progress import percent, time_left
from kisotui.domain.states import DownloadStatus, IsoState, Phase
from kisotui.domain.views import Iso, VersionDetail
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.tui import render
from kisotui.tui.glyphs import glyph
from kisotui.tui.render import Cell, Tone, plain
from kisotui.tui.widgets.fields import Fact, facts
from kisotui.tui.widgets.graph import bar, graph
from kisotui.tui.widgets.lines import text

_GRAPH_HEIGHT = 2
_LABELS = 20  # cells kept free for labels beside a graph
_UNDER_WAY = (Phase.RUNNING, Phase.WAITING, Phase.PAUSED)


def downloads(detail: VersionDetail, now: datetime, worker: bool, width: int) -> list[Content]:
    """A block of lines for each zone. ``worker``: whether one is alive."""
    lines: list[Content] = []
    for iso in detail.isos:
        lines += [Content()] if lines else []
        lines += [_head(iso), *facts(_facts(iso, now, worker, width), width)]
    return lines


def _head(iso: Iso) -> Content:
    name = Content.styled(iso.zonename, "bold")
    state = text(*render.state(iso.state), (f"  {iso.status}", Tone.DIM))
    return Content.assemble(name, (f" ({iso.zonetype})  ", "dim"), state)


def _facts(iso: Iso, now: datetime, worker: bool, width: int) -> list[Fact]:
    rows: list[Fact] = [(t("field.progress"), _progress(iso))]
    room = max(10, width - _LABELS)
    if iso.size and iso.phase in _UNDER_WAY:
        drawn = bar(iso.received, iso.size, min(60, room))
        rows.append(("", plain(drawn, Tone.BUSY)))
    rows += _rates(iso, room)
    rows.append((t("screen.detail.attempts"), plain(str(iso.attempts))))
    rows += _failure(iso)
    rows.append((t("screen.detail.next"), _next(iso, now, worker)))
    return rows


def _progress(iso: Iso) -> Cell:
    if iso.status is DownloadStatus.BYPASSED:
        return plain(t("screen.detail.bypassed"))
    if not iso.received and iso.size is None:
        return plain(glyph("unknown"), Tone.DIM)
    size = fmt.size(iso.size) if iso.size is not None else t("screen.detail.size-unknown")
    parts = [t("screen.detail.of", received=fmt.size(iso.received), size=size)]
    done = percent(iso.received, iso.size)
    if done is not None:
        parts.insert(0, f"{done}%")
    if iso.phase is Phase.RUNNING and iso.rate:
        parts.append(fmt.rate(iso.rate))
        left = time_left(iso.received, iso.size, iso.rate)
        if left is not None:
            parts.append(t("screen.detail.left", time=fmt.duration(left)))
    return plain("  ".join(parts))


def _rates(iso: Iso, room: int) -> list[Fact]:
    samples = iso.rates[-room:]
    if not any(samples):
        return []
    lines = graph(samples, _GRAPH_HEIGHT)
    most = t("screen.detail.most", rate=fmt.rate(max(samples)))
    labels = [t("screen.detail.rate"), *[""] * (_GRAPH_HEIGHT - 1)]
    drawn = [(label, plain(line, Tone.BUSY)) for label, line in zip(labels, lines, strict=True)]
    return [*drawn, ("", plain(most, Tone.DIM))]


def _failure(iso: Iso) -> list[Fact]:
    if iso.failure is None:
        return []
    said = t(f"failure.{iso.failure}", **iso.failure_values)
    when = f"  {_clock(iso.failed_at)}" if iso.failed_at else ""
    advice = t(f"failure.{iso.failure}.next", **iso.failure_values)
    return [
        (t("screen.detail.failure"), ((said, Tone.BAD), (when, Tone.DIM))),
        ("", plain(advice, Tone.DIM)),
    ]


def _next(iso: Iso, now: datetime, worker: bool) -> Cell:
    """What happens next, and when."""
    if iso.phase is Phase.WAITING and iso.due is not None:
        left = max(0, round((iso.due - now).total_seconds()))
        values = {"time": _clock(iso.due), "left": fmt.duration(left)}
        return plain(t("screen.detail.next.waiting", **values), Tone.WARN)
    if iso.phase in (Phase.QUEUED, Phase.STOPPING) and not worker:
        return plain(t("screen.detail.next.no-worker"), Tone.WARN)
    return plain(t(f"screen.detail.next.{_what_next(iso)}"))


def _what_next(iso: Iso) -> str:
    if iso.phase is Phase.IDLE:
        return {
            IsoState.FAILED: "failed",
            IsoState.READY: "ready",
            IsoState.DESTROYED: "destroyed",
        }.get(iso.state, "nothing")
    if iso.phase is Phase.STOPPING and iso.state is IsoState.DESTROYING:
        return "deleting"
    if iso.phase is Phase.RUNNING and iso.size and iso.received >= iso.size:
        return "checking"
    return iso.phase.value


def _clock(when: datetime) -> str:
    return when.astimezone().strftime("%H:%M:%S")
