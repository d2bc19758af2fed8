"""Orders to downloads, as the commands give them: done, told, and a worker seen to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kisotui.cli.chosen import Chosen
from kisotui.cli.output import Format
from kisotui.cli.session import Session
from kisotui.locale import t

if TYPE_CHECKING:
    from kisotui.service.context import Context

Order = Callable[["Context", Sequence[str], str | None], int]
"""Given ids of versions, and of a zone where only the ISOs there are meant: how many ISOs it
concerned."""
Tell = Callable[[Session, Chosen, str, Format], None]


def give(session: Session, of: Chosen, form: Format, order: Order, tell: Tell, done: str) -> None:
    """``done``: the sentence about it, with a count."""
    from kisotui.service import worker

    count = order(session.context, of.ids, of.zone)
    try:
        tell(session, of, t(done, count=count), form)
    finally:
        # Also for a pause: a worker that died has its ISOs still, until the next one comes.
        worker.ensure(session.context)
