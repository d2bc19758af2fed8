"""What is done for a person who waits, by a worker: from where downloads run.

Whoever posts an errand sees to it that there is a worker (``service.worker.ensure``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kisotui.domain.errands import Errand, ErrandKind
from kisotui.service.context import Context
from kisotui.store import errands


def post(
    ctx: Context,
    kind: ErrandKind,
    request: Mapping[str, Any],
    secret: str = "",
    *,
    storage: str = "",
) -> str:
    """Have it done; gives its id. Raises Problem: ``read-only``, ``store-*``.

    ``request``: plain JSON, without credentials; those are ``secret``. ``storage``: only by a
    worker of that directory of ISOs.
    """
    with ctx.write() as session:
        return errands.post(session, kind, request, ctx.actor, secret=secret, storage=storage)


def look(ctx: Context, id: str) -> Errand | None:  # noqa: A002 - the field's name
    """How it stands; None where it was dropped, or ended more than ``domain.errands.KEPT`` ago."""
    with ctx.store.read() as session:
        return errands.look(session, id)


def drop(ctx: Context, id: str) -> None:  # noqa: A002 - the field's name
    """Nobody waits for it any longer: it is stopped, and forgotten."""
    with ctx.write() as session:
        errands.drop(session, id)
