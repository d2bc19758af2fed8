"""The second line: what is listed, by which filter, how many: ``Kubernetes ISO(calico)[3/120]``."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kisotui.domain.text import visible
from kisotui.tui.widgets.cells import cut

_FILTER = 20  # cells that a filter may have, whatever stands on the right


@dataclass(frozen=True, slots=True)
class Facts:
    """``filter``: in words, empty for none. ``hint``: what to know besides, on the right."""

    filter: str = ""
    count: int | None = None
    total: int | None = None
    hint: str = ""


class Title(Widget):
    """The title of the list, with its facts."""

    facts: reactive[Facts] = reactive(Facts())

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def render(self) -> Content:
        facts, width = self.facts, self.size.width
        numbers = _numbers(facts)
        room = width - Content(self._title + numbers).cell_length - 2
        # A long filter leaves room for what is to be known besides.
        room = max(min(room, _FILTER), room - Content(facts.hint).cell_length - 2)
        words = cut(visible(facts.filter), room) if facts.filter and room > 0 else ""
        left = Content.assemble(
            (self._title, "bold"), (f"({words})" if words else "", "$accent"), (numbers, "dim")
        )
        gap = width - left.cell_length - Content(facts.hint).cell_length
        return left + Content.assemble(" " * gap, (facts.hint, "dim")) if gap >= 2 else left


def _numbers(facts: Facts) -> str:
    if facts.count is None or facts.total is None:
        return ""
    if facts.filter:
        return f"[{facts.count:,}/{facts.total:,}]"
    return f"[{facts.count:,}]"
