"""Tables in Markdown: medians, ratios, and whether a goal was met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from benchmarks.measured import GIB, MIB, Figure, Results, ratio


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; all columns but the first are figures, so they stand to the right."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def compared(results: Results, ours: str, size: int, goals: Mapping[str, float]) -> str:
    """One line for each contestant, with our time as a part of its own.

    ``size``: bytes that each one downloads. ``goals``: the largest permitted ratio, by name.
    """
    head = ("client", "wall s", "CPU s/GiB", "peak MiB", f"{ours} / it", "goal")
    rows = []
    for name, figures in results.items():
        if name == ours:
            rows.append((f"**{name}**", *_medians(figures, size), "", ""))
        else:
            part = ratio(results[ours], figures)
            kept = goal(part, goals[name]) if name in goals else ""
            rows.append((name, *_medians(figures, size), f"{part:.2f}", kept))
    return markdown(head, rows)


def wall(figures: Sequence[Figure]) -> str:
    """The median, in seconds."""
    return f"{median(figure.wall for figure in figures):.2f}"


def _medians(figures: Sequence[Figure], size: int) -> tuple[str, str, str]:
    cpu = median(figure.cpu for figure in figures) / (size / GIB)
    peak = median(figure.peak for figure in figures) / MIB
    return wall(figures), f"{cpu:.2f}", f"{peak:.0f}"


def goal(value: float, most: float, unit: str = "") -> str:
    """The largest permitted value, and whether this one keeps to it."""
    return f"{most:g}{unit}: {'met' if round(value, 2) <= most else '**missed**'}"
