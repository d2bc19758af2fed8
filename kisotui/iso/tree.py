"""The tree of an ISO, to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from kisotui.domain.contents import Node, NodeKind
from kisotui.domain.contents_json import MOST_NODES
from kisotui.iso.entry import Entry


def tree(entries: Iterable[Entry]) -> tuple[Node, ...]:
    """A directory before what it holds, with the size of all that; siblings by name."""
    ordered = sorted(entries, key=lambda entry: entry.path.split("/"))
    sizes: dict[str, int] = {}
    for entry in ordered:
        above = entry.path
        while above:
            above = above.rpartition("/")[0]
            sizes[above] = sizes.get(above, 0) + entry.size
    nodes = (
        Node(
            entry.path,
            NodeKind(entry.kind.value),
            sizes.get(entry.path, entry.size),
            entry.target,
        )
        for entry in ordered
    )
    return tuple(islice(nodes, MOST_NODES))
