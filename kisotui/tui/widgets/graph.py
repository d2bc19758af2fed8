"""The rate graph: samples in, lines of characters out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

_BLOCKS = " ▁▂▃▄▅▆▇█"
_STEPS = len(_BLOCKS) - 1


def graph(samples: Sequence[int], height: int) -> list[str]:
    """One column a sample, oldest left, scaled to the largest; the lines from top to bottom.

    Whatever moved at all shows at least the smallest block: nothing at all means standstill.
    """
    top = max(samples, default=0)
    columns = [_column(_eighths(sample, top, height), height) for sample in samples]
    return ["".join(line) for line in zip_longest(*columns)] if columns else [""] * height


def bar(received: int, size: int | None, width: int) -> str:
    """A progress bar of that many characters; empty while the size is unknown."""
    full = width * min(received, size) // size if size else 0
    return (_BLOCKS[-1] * full).ljust(width, _BLOCKS[1])


def _eighths(sample: int, top: int, height: int) -> int:
    if sample <= 0 or top <= 0:
        return 0
    return max(1, round(sample / top * height * _STEPS))


def _column(eighths: int, height: int) -> list[str]:
    rows = range(height - 1, -1, -1)
    return [_BLOCKS[min(_STEPS, max(0, eighths - row * _STEPS))] for row in rows]
