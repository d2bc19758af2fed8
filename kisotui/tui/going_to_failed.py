"""Jumping to the versions of the list that failed."""

from __future__ import annotations

from textual import work

from kisotui.locale import t
from kisotui.tui.source_actions import SourceActions
from kisotui.tui.typing_ahead import LEADING


class GoingToFailed(SourceActions):
    """Carries out the actions of the registry about failed versions."""

    @work(group=LEADING)
    async def action_list_next_failed(self) -> None:
        """To the next one that failed."""
        await self._go_to_failed(backwards=False)

    @work(group=LEADING)
    async def action_list_previous_failed(self) -> None:
        """To the one before that failed."""
        await self._go_to_failed(backwards=True)

    async def _go_to_failed(self, *, backwards: bool) -> None:
        from kisotui.service import marks

        with self.problems_told():
            query, here = self.view.query, self._table.current_key
            found = await self.app.backend.call(marks.next_failed, query, here, backwards=backwards)
            if found is None:
                self.tell(t("screen.failed.none"))
                return
            self._table.go_to(found.place, found.id)
            if found.wrapped:
                self.tell(
                    t("screen.failed.again-last" if backwards else "screen.failed.again-first")
                )
