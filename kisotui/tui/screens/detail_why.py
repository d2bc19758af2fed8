"""The answer that comes before all else: whether clusters can use a version. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from textual.content import Content

from kisotui.domain.detail_views import VersionDetail
from kisotui.domain.usable import Level, of
from kisotui.service.why import line
from kisotui.tui.glyphs import glyph
from kisotui.tui.render import Tone
from kisotui.tui.widgets.lines import indented, text

_SHOWN: Final = {
    Level.YES: ("Ready", Tone.GOOD),
    Level.PARTLY: ("warning", Tone.WARN),
    Level.NO: ("Failed", Tone.BAD),
}


def answer(detail: VersionDetail, now: datetime, width: int) -> list[Content]:
    """In one sentence, on as many lines as that takes."""
    found = of(detail)
    mark, tone = _SHOWN[found.level]
    if found.level is Level.YES and found.whys:
        mark, tone = "warning", Tone.WARN
    said = text((line(found, detail, now), tone))
    return indented(said, width, text((glyph(mark), tone)), 2)
