"""What scrollbars look like: thin and dim, so that only what has the focus is bright."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBar, ScrollBarRender

_THUMB: Final = "▐"  # of whole cells: nothing moves by an eighth of a line


class ThinScrollBar(ScrollBarRender):
    """Textual's, with another thumb."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8

    @classmethod
    def render_bar(cls, *args: Any, **kwargs: Any) -> Segments:
        bar = super().render_bar(*args, **kwargs)
        bar.segments = [*map(_thinned, bar.segments)]
        return bar


def _thinned(segment: Segment) -> Segment:
    style = segment.style
    if style is None or not style.reverse:
        return segment
    return Segment(_THUMB * len(segment.text), Style(color=style.color, dim=True, meta=style.meta))


def use() -> None:
    """Draw every scrollbar so from now on."""
    ScrollBar.renderer = ThinScrollBar
