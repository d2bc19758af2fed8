"""What a question names: facts below each other, and as many names as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from kisotui.domain.marks import PORTION
from kisotui.domain.text import visible
from kisotui.domain.views import Version
from kisotui.locale import t

_ROOM: Final = 6 * 60  # cells for names: some lines of the smallest box


def facts(*pairs: tuple[str, str]) -> list[Content]:
    """Labels and values, a pair a line."""
    width = max(cell_len(label) for label, _ in pairs) + 2
    return [
        Content.assemble((label + " " * (width - cell_len(label)), "dim"), (visible(value), "bold"))
        for label, value in pairs
    ]


def named(names: Sequence[str], room: int = _ROOM) -> str:
    """The first of the names, and how many more there are."""
    shown: list[str] = []
    for name in names:
        room -= cell_len(name) + 2
        if shown and room < 0:
            break
        shown.append(name)
    more = len(names) - len(shown)
    return ", ".join(shown) + (t("screen.delete.more", count=more) if more else "")


def versions_fact(versions: Sequence[Version]) -> tuple[str, str]:
    """Which versions: one with its number, several with how many they are."""
    if len(versions) == 1:
        (version,) = versions
        return t("screen.delete.version"), f"{version.name} ({version.semanticversion})"
    names = named([version.name for version in versions])
    return t("screen.several.versions"), f"{len(versions):,}: {names}"


def zones_fact(zonenames: Sequence[str]) -> tuple[str, str]:
    """In which zones."""
    return t("field.zone"), named(sorted(set(zonenames)), 2 * 60)


def zones_of(versions: Sequence[Version]) -> list[str]:
    """The zones of all of them."""
    return [name for version in versions for name in version.zonenames]


def portions_note(count: int) -> list[Content]:
    """What becomes of very many versions; nothing for those that are changed all or none."""
    if count <= PORTION:
        return []
    return [Content(), Content.styled(t("screen.several.portions", count=PORTION), "dim")]
