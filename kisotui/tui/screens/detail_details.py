"""The title, and the first tab: all fields of a version, in the console's order. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from kisotui.domain.detail_views import Iso, VersionDetail
from kisotui.domain.evidence import Evidence
from kisotui.domain.states import DownloadStatus, IsoState
from kisotui.domain.text import visible
from kisotui.domain.views import Version
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.tui import render
from kisotui.tui.render import Cell, Tone, plain
from kisotui.tui.screens.detail_evidence import digest, stated
from kisotui.tui.widgets.cells import cut
from kisotui.tui.widgets.fields import Fact, beside, facts
from kisotui.tui.widgets.lines import cell

_TWO_COLUMNS = 116  # cells from which on there is room for them, with an id in each
_GAP = 3


def details(detail: VersionDetail, now: datetime, width: int) -> list[Content]:
    """The console's fields; what it does not tell follows, or stands beside where there is room."""
    if width >= _TWO_COLUMNS:
        column = width * 9 // 16
        ours = _beyond_the_console(detail, now, width - column)
        return beside(facts(_of_the_console(detail, now), column - _GAP), ours, column)
    return [
        *facts(_of_the_console(detail, now), width),
        Content(),
        *_beyond_the_console(detail, now, width),
    ]


def title(version: Version, now: datetime, width: int) -> Content:
    """The version in one line, with as much of its progress as there is room for; of a removed one,
    that it is removed."""
    if version.removed:
        removed = t("screen.detail.removed", time=fmt.when(version.removed))
        return Content.styled(removed, "$warning")
    between = Content("  ")
    states = between.join(map(cell, (render.state(version.state), render.state(version.isostate))))
    name = cut(visible(version.name), max(_GAP, width - states.cell_length - len(between)))
    line = between.join([Content.styled(name, "bold"), states])
    for part in render.progress(version, now):
        longer = between.join([line, cell(part)])
        if longer.cell_length > width:
            break
        line = longer
    return line


def _of_the_console(detail: VersionDetail, now: datetime) -> list[Fact]:
    version = detail.version
    return [
        _fact("name", version.name),
        _fact("semanticversion", version.semanticversion),
        _fact("supportsautoscaling", _yes(version.supportsautoscaling)),
        *(fact for iso in detail.isos for fact in _zone(iso)),
        _fact("arch", version.arch),
        _fact("mincpunumber", str(version.mincpunumber)),
        _fact("minmemory", str(version.minmemory)),
        _fact("supportsha", _yes(version.supportsha)),
        (t("field.state"), render.state(version.state)),
        (t("field.created"), _created(version, now)),
        _fact("file", version.file) if version.file else _fact("isourl", version.url),
        *([_fact("mirror", detail.mirror)] if detail.mirror else []),
    ]


def _created(version: Version, now: datetime) -> Cell:
    when, age = fmt.when(version.created), fmt.age(version.created, now)
    return ((when, Tone.PLAIN), (f"  {age}", Tone.DIM))


def _zone(iso: Iso) -> list[Fact]:
    return [
        _fact("zoneid", iso.zoneid),
        _fact("zonename", f"{iso.zonename} ({iso.zonetype})"),
        _fact("isoid", iso.id),
        _fact("isoname", iso.name),
        (t("field.isostate"), (*render.state(iso.state), (f"  {iso.status}", Tone.DIM))),
    ]


def _beyond_the_console(detail: VersionDetail, now: datetime, width: int) -> list[Content]:
    version = detail.version
    rows = [
        _fact("id", version.id),
        _fact("directdownload", _yes(version.directdownload)),
        *stated(detail.evidence),
    ]
    lines = facts(rows, width)
    for iso in detail.isos:
        heading = t("screen.detail.file-in", zone=iso.zonename)
        lines += [
            Content(),
            Content.styled(heading, "bold"),
            *facts(_file(iso, detail.evidence, now), width),
        ]
    return lines


def _file(iso: Iso, known: Sequence[Evidence], now: datetime) -> list[Fact]:
    if iso.status is DownloadStatus.BYPASSED:
        return [_fact("file", t("screen.detail.bypassed"))]
    proven = iso.proven if iso.state is IsoState.READY else None
    return [
        (t("field.size"), _size(iso)),
        *digest(iso, known),
        *([_fact("proven", fmt.proven(proven, now))] if proven else []),
        _fact("file", iso.path or t("screen.detail.no-file")),
    ]


def _size(iso: Iso) -> Cell:
    if iso.size is None:
        return plain(fmt.size(None), Tone.DIM)
    exact = t("screen.detail.bytes", count=iso.size)
    return ((fmt.size(iso.size), Tone.PLAIN), (f"  {exact}", Tone.DIM))


def _fact(field: str, value: str) -> Fact:
    return t(f"field.{field}"), plain(value)


def _yes(value: bool) -> str:
    return t("word.yes" if value else "word.no")
