"""A list to choose from whose lines have colours."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import OptionList


class ColouredOptions(OptionList):
    """Its line under the cursor has the cursor's colours alone: green on cyan nobody can read."""

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        at = self.highlighted
        if at is None or not any(_option(segment) == at for segment in strip):
            return strip
        cursor = self.get_visual_style("option-list--option", "option-list--option-highlighted")
        style = cursor.rich_style
        colours = Style(color=style.color, bgcolor=style.bgcolor, dim=False)
        return Strip(Segment.apply_style(strip, post_style=colours), strip.cell_length)


def _option(segment: Segment) -> object:
    """Which option it is of, as Textual notes it for the mouse."""
    return segment.style.meta.get("option") if segment.style else None
