"""The rows that a table knows: pages of them by place; the oldest are forgotten."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

PAGE = 64  # rows fetched at a time
KEPT = 16  # pages kept


class Rows(Generic[T]):
    """Pages of rows. An outdated page is still shown until it is fetched anew."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, list[T]] = OrderedDict()
        self._outdated: set[int] = set()

    def __getitem__(self, row: int) -> T | None:
        """The row, or None where it is not known."""
        page = self._pages.get(row // PAGE)
        place = row % PAGE
        return page[place] if page is not None and place < len(page) else None

    def clear(self) -> None:
        self._pages.clear()
        self._outdated.clear()

    def outdate(self) -> None:
        """Something changed: what is known may no longer be so."""
        self._outdated.update(self._pages)

    def missing(self, shown: range) -> range | None:
        """What to fetch so that these rows can be shown: whole pages; None if all are known."""
        pages = [
            page for page in _pages_of(shown) if page not in self._pages or page in self._outdated
        ]
        return range(pages[0] * PAGE, (pages[-1] + 1) * PAGE) if pages else None

    def knows(self, shown: range) -> bool:
        """Whether there is something to show for these rows, even if it is outdated."""
        return all(page in self._pages for page in _pages_of(shown))

    def put(self, offset: int, rows: Sequence[T]) -> None:
        """Whole pages, as fetched."""
        for start in range(0, max(1, len(rows)), PAGE):
            page = (offset + start) // PAGE
            self._pages[page] = list(rows[start : start + PAGE])
            self._pages.move_to_end(page)
            self._outdated.discard(page)
        while len(self._pages) > KEPT:
            page, _ = self._pages.popitem(last=False)
            self._outdated.discard(page)

    def patch(self, offset: int, rows: Sequence[T]) -> None:
        """Some rows of pages that are known, as they are now."""
        for row, value in enumerate(rows, offset):
            page = self._pages[row // PAGE]
            place = row % PAGE
            page[place : place + 1] = [value]


def _pages_of(rows: range) -> range:
    return range(rows.start // PAGE, (rows.stop - 1) // PAGE + 1)
