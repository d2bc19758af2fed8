"""Orders to downloads, as the commands give them: done, told, and a worker seen to."""

from __future__ import annotations

from collections.abc import Callable

from kisotui.cli.session import Session
from kisotui.locale import t


def give(
    session: Session, order: Callable[[], int], tell: Callable[[str], None], done: str
) -> None:
    """``order``: how many ISOs it concerned. ``tell`` gets the sentence ``done`` about them."""
    from kisotui.service import worker

    count = order()
    try:
        tell(t(done, count=count))
    finally:
        # Also for a pause: a worker that died has its ISOs still, until the next one comes.
        worker.ensure(session.context)
