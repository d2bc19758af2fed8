"""Whether there is still a screen for an answer that was waited for."""

from __future__ import annotations

from textual.dom import DOMNode


def is_leaving(node: DOMNode) -> bool:
    """Whether a screen or widget is being taken away: its children may be gone already.

    Textual ends a node's workers only after its children. What a worker shows after it waited
    would look for children in vain, and that ends the whole program.
    """
    return not (node.is_attached and node.display)
