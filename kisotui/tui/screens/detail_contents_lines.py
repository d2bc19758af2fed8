"""The fourth tab: what was found in the ISO, its programs, container images and files. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from kisotui.domain.contents import Component, ContainerImage, Contents, Finding, NodeKind, Severity
from kisotui.domain.detail_views import Iso, IsoContents, VersionDetail
from kisotui.domain.states import DownloadStatus
from kisotui.domain.text import visible
from kisotui.locale import finding_next, finding_text, t
from kisotui.locale import format as fmt
from kisotui.service.verdict import verdict
from kisotui.tui.glyphs import glyph
from kisotui.tui.keys import written_of
from kisotui.tui.render import Cell, Tone, plain
from kisotui.tui.widgets.cells import cut
from kisotui.tui.widgets.fields import Fact, facts
from kisotui.tui.widgets.lines import indented, text

_TONES: Final = {
    Severity.ERROR: Tone.BAD,
    Severity.WARNING: Tone.WARN,
    Severity.NOTE: Tone.DIM,
    None: Tone.GOOD,
}
_SIZE: Final = 9  # cells
_STEP: Final = 2  # cells that a directory's files are moved to the right
_DEEPEST: Final = 8  # directories below each other that are shown so


def contents(
    detail: VersionDetail, found: Sequence[IsoContents], now: datetime, width: int
) -> list[Content]:
    """Zone by zone, those together that have the same file; findings before all else."""
    told = {zone for each in found for zone in each.zonenames}
    lines: list[Content] = []
    for each in found:
        lines += [Content()] if lines else []
        if len(detail.isos) > len(each.zonenames):
            lines.append(_heading("screen.contents.in", zones=", ".join(each.zonenames)))
        lines += _of_one(each, now, width)
    for iso in detail.isos:
        if iso.zonename not in told:
            lines += [Content()] if lines else []
            lines += facts([(iso.zonename, plain(_why_nothing(iso), Tone.DIM))], width)
    return lines


def _of_one(each: IsoContents, now: datetime, width: int) -> Iterator[Content]:
    inside = each.contents
    yield from facts(_facts(each, now), width)
    if inside.findings:
        yield from (Content(), _heading("screen.contents.findings"))
    for finding in inside.findings:
        yield from _finding(finding, width)
    sections = (
        ("components", [_component(each) for each in inside.components]),
        ("images", [line for image in inside.images for line in _image(image)]),
        ("files", list(_tree(inside))),
    )
    for name, rows in sections:
        if rows:
            yield from (Content(), _heading(f"screen.contents.{name}"))
            yield from (_row(row, width) for row in rows)


def _facts(each: IsoContents, now: datetime) -> list[Fact]:
    worst, glance = each.contents.worst, each.contents.glance
    said = f"{_mark(worst)} {verdict(each.contents)}"
    rows: list[Fact] = [(t("screen.contents.verdict"), ((said, _TONES[worst]),))]
    if each.accepted:
        rows.append(("", plain(t("screen.contents.accepted"), Tone.WARN)))
    elif worst is Severity.ERROR:
        key = written_of("version.accept")
        rows.append(("", plain(t("screen.contents.accept", key=key), Tone.DIM)))
    parts = (t(f"word.kind.{glance.kind}"), glance.version, glance.arch, glance.profile)
    about = "  ".join(part for part in (*parts, glance.revision, glance.label) if part)
    rows.append((t("screen.contents.about"), plain(f"{about}  {fmt.size(each.contents.size)}")))
    rows.append((t("screen.contents.judged"), plain(fmt.moment(each.judged, now))))
    return rows


def _mark(worst: Severity | None) -> str:
    return glyph("Ready") if worst is None else glyph(worst.value)


def _finding(finding: Finding, width: int) -> Iterator[Content]:
    """Its glyph, its word and its sentence; what to do about it below that."""
    tone = _TONES[finding.severity]
    word = f"{glyph(finding.severity.value)} {t(f'word.severity.{finding.severity}')}"
    indent = cell_len(word) + 2
    first = text((word, tone))
    yield from indented(Content(finding_text(finding)), width, first, indent)
    advice = Content.styled(finding_next(finding), "dim")
    yield from indented(advice, width, Content(), indent)


Row = tuple[int | None, Cell]
"""Bytes, and what has them."""


def _component(component: Component) -> Row:
    about = "  ".join(part for part in (component.version, component.arch) if part)
    name = visible(component.name)
    return component.size, ((name, Tone.PLAIN), (f"  {visible(about)}", Tone.BUSY))


def _image(image: ContainerImage) -> Iterator[Row]:
    tags = image.tags or (t("screen.contents.untagged"),)
    for at, tag in enumerate(tags):
        tone = Tone.PLAIN if image.tags else Tone.DIM
        arch = f"  {visible(image.arch)}" if image.arch and not at else ""
        yield (None if at else image.size or None), ((visible(tag), tone), (arch, Tone.DIM))


def _tree(inside: Contents) -> Iterator[Row]:
    for node in inside.tree:
        folder, _, name = node.path.rpartition("/")
        depth = min(_DEEPEST, folder.count("/") + 1 if folder else 0)
        shown = " " * (_STEP * depth) + visible(name)
        if node.kind is NodeKind.DIRECTORY:
            yield node.size, ((f"{shown}/", Tone.BUSY),)
        elif node.kind is NodeKind.LINK:
            target = f" {glyph('becomes')} {visible(node.target)}"
            yield None, ((shown, Tone.PLAIN), (target, Tone.DIM))
        else:
            yield node.size, ((shown, Tone.PLAIN),)


def _row(row: Row, width: int) -> Content:
    """The size at the left, where numbers of all sections stand below each other."""
    size, pieces = row
    number = "" if size is None else fmt.size(size)
    room = max(8, width - _SIZE - 2)
    shown, left = [], room
    for piece, tone in pieces:
        piece = cut(piece, left) if left > 0 else ""
        left -= cell_len(piece)
        shown.append((piece, tone))
    blank = " " * max(0, _SIZE - cell_len(number))
    return text((f"{blank}{number}  ", Tone.DIM), *shown)


def _heading(message: str, **values: object) -> Content:
    return Content.styled(t(message, **values), "bold")


def _why_nothing(iso: Iso) -> str:
    if iso.status is DownloadStatus.BYPASSED:
        return t("screen.contents.direct")
    return t("screen.contents.unjudged" if iso.path else "screen.contents.none")
