"""Undoing what was changed from this console, on the list and on the detail screen alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual import work

from kisotui.domain.failures import Problem
from kisotui.locale import t
from kisotui.tui.acting import Acting
from kisotui.tui.typing_ahead import LEADING

if TYPE_CHECKING:
    from kisotui.domain.undo import Change, Step

# What stays so however often one tries.
_FOR_GOOD: Final = ("undo-overtaken", "version-not-found", "being-deleted", "zone-not-found")


class UndoActions(Acting):
    """Takes back one step after the other."""

    @work(group=LEADING)
    async def action_version_undo(self) -> None:
        """Undo the last change."""
        step = self.app.steps.pop()
        if step is None:
            self.tell(t("screen.undo.nothing"))
        elif await self._may_refetch(step):
            await self._undo(step)
        else:
            self.app.steps.push(step)

    async def _may_refetch(self, step: Step) -> bool:
        from kisotui.tui.screens.refetch import refetch_question

        names = [change.name for change in step.changes if change.refetches]
        return not names or await self.agreed(refetch_question(names))

    async def _undo(self, step: Step) -> None:
        from kisotui.domain.undo import Step
        from kisotui.service import undo

        left = list(step.changes)

        async def give(changes: Sequence[Change]) -> None:
            await self.app.backend.call(undo.undo, Step(tuple(changes)))
            del left[: len(changes)]

        with self.problems_told():
            try:
                await self.in_portions(step.changes, give)
            except Problem as problem:
                if problem.code not in _FOR_GOOD:
                    self.app.steps.push(Step(tuple(left)))
                raise
            self.tell(_done(step))
            await self.app.ensure_worker()


def _done(step: Step) -> str:
    """What the values are again."""
    first = step.changes[0]
    if first.before.keys() != {"state"}:
        return t("screen.undo.edit", name=first.name)
    if len(step) == 1:
        return t("screen.undo.state", name=first.name, state=first.before["state"])
    return t("screen.undo.states", count=len(step), state=first.before["state"])
