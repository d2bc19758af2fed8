"""The second line: what is listed, by which filter, how many: ``Kubernetes ISO(calico)[3/120]``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kisotui.domain.text import visible
from kisotui.tui.widgets.cells import cut

_FILTER = 10  # cells that a filter may have, whatever stands on the right
_GAP = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """``filter``: in words, empty for none. ``hints``: what to know besides, on the right; those
    that come first matter most. ``marked``: how many are marked, in words."""

    filter: str = ""
    count: int | None = None
    total: int | None = None
    hints: tuple[str, ...] = ()
    marked: str = ""


class Title(Widget):
    """The title of the list, with its facts."""

    facts: reactive[Facts] = reactive(Facts())

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def render(self) -> Content:
        facts, width = self.facts, self.size.width
        numbers = _numbers(facts)
        marked = f"{' ' * _GAP}{facts.marked}" if facts.marked else ""
        brackets = 2 if facts.filter else 0
        around = Content(self._title + numbers + marked).cell_length + brackets
        least = min(_FILTER, Content(visible(facts.filter)).cell_length)
        hint = _fitting(facts.hints, width - around - least - _GAP)
        room = width - around - (Content(hint).cell_length + _GAP if hint else 0)
        words = cut(visible(facts.filter), room) if facts.filter and room > 0 else ""
        left = Content.assemble(
            (self._title, "bold"),
            (f"({words})" if words else "", "$accent"),
            (numbers, "dim"),
            (marked, "bold"),
        )
        gap = width - left.cell_length - Content(hint).cell_length
        return left + Content.assemble(" " * gap, (hint, "dim")) if hint else left


def _fitting(hints: Sequence[str], room: int) -> str:
    """As many of them as there is room for."""
    shown = ""
    for hint in hints:
        longer = f"{shown}{' ' * _GAP}{hint}" if shown else hint
        if Content(longer).cell_length <= room:
            shown = longer
    return shown


def _numbers(facts: Facts) -> str:
    if facts.count is None or facts.total is None:
        return ""
    if facts.filter:
        return f"[{facts.count:,}/{facts.total:,}]"
    return f"[{facts.count:,}]"
