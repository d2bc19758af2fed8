"""Taking back what was changed: enabling, disabling, edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kisotui.domain.failures import Problem
from kisotui.domain.states import VersionState
from kisotui.domain.undo import Change, Step
from kisotui.service import editing
from kisotui.service.context import Context
from kisotui.store import events, orders
from kisotui.store.engine import Session

_UNDONE = "event.version.undone"
_EDIT_UNDONE = "event.version.edit-undone"


def undo(ctx: Context, step: Step) -> None:
    """Give versions the values that they had before a step, all of them or none. What an edit had
    fetched or deleted is fetched or deleted again, as if somebody had edited them back.

    Raises Problem: ``undo-overtaken`` where somebody has changed one of them since,
    ``version-not-found``, ``being-deleted``.
    """
    edits = [change for change in step.changes if change.before.keys() != {"state"}]
    with ctx.write() as session:
        _give_back_states(session, ctx, [each for each in step.changes if each not in edits])
        for change in edits:
            _refuse_if_overtaken(session, change, editing.values(session, change.id))
            editing.take_back(session, change, ctx.actor, _EDIT_UNDONE)


def _give_back_states(session: Session, ctx: Context, changes: Sequence[Change]) -> None:
    by_id = {change.id: change for change in changes}
    for version, _ in orders.all_living(session, list(by_id)):
        _refuse_if_overtaken(session, by_id[version.id], {"state": version.state})
    before = {id_: VersionState(str(change.before["state"])) for id_, change in by_id.items()}
    orders.set_states(session, before, ctx.actor, _UNDONE)


def _refuse_if_overtaken(session: Session, change: Change, present: Mapping[str, object]) -> None:
    if any(present[field] != value for field, value in change.after.items()):
        who = events.last_changed_by(session, change.id)
        raise Problem("undo-overtaken", name=change.name, username=who)
