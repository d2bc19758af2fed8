"""Having a worker do something, and waiting for it: from where downloads run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from kisotui.cli.following import changes
from kisotui.domain.failures import Problem

if TYPE_CHECKING:
    from kisotui.domain.errands import Errand, ErrandKind
    from kisotui.service.context import Context

_TICK: Final = 0.1  # seconds: somebody waits


def done(
    context: Context,
    kind: ErrandKind,
    request: Mapping[str, Any],
    *,
    secret: str = "",
    storage: str = "",
    on_look: Callable[[Errand], object] = lambda errand: None,
) -> Mapping[str, Any]:
    """Post an errand and wait for its end; gives its report.

    ``on_look``: told of it whenever something changed, at its end too. Who is interrupted drops
    it. Raises Problem: why it failed; ``errand-gone``, ``read-only``, ``worker-start``.
    """
    from kisotui.service import errands, worker

    posted = errands.post(context, kind, request, secret, storage=storage)
    try:
        worker.ensure(context)
        ended = _ended(context, posted, on_look)
    finally:  # nobody else reads its report
        with suppress(Problem):
            errands.drop(context, posted)
    if ended.problem is not None:
        raise ended.problem
    return ended.report


def _ended(context: Context, posted: str, on_look: Callable[[Errand], object]) -> Errand:
    """The errand at its end."""
    from kisotui.service import errands

    for _ in changes(context, every=_TICK):
        errand = errands.look(context, posted)
        if errand is None:
            break
        on_look(errand)
        if errand.is_over:
            return errand
    raise Problem("errand-gone")
