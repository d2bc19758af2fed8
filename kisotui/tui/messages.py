"""What the parts of the screens tell each other."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from kisotui.domain.failures import Problem


class StoreChanged(Message, bubble=False):
    """Somebody committed something. The app hands it on to the screen in front."""

    def can_replace(self, message: Message) -> bool:
        """A flood of changes is one change."""
        return isinstance(message, StoreChanged)


class StoreOpened(Message, bubble=False):
    """The store can be asked."""


@dataclass
class ViewNotKept(Message, bubble=False):
    """What is looked at now will not be there at the next start."""

    problem: Problem


@dataclass
class FilterTyped(Message):
    """The filter is another one: that part of what was typed which is whole."""

    text: str


@dataclass
class FilterLeft(Message):
    """Nobody types a filter any more. ``cleared``: and it is to be forgotten. ``problem``: what of
    the text is no filter."""

    cleared: bool
    problem: Problem | None
