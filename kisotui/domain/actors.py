"""Who does something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or the program itself: its name, and where it acts from.

    ``origin``: the address of the SSH client, or the host for what was typed there.
    """

    username: str
    origin: str
