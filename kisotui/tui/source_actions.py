"""What can be done with sources of ISOs from the list."""

from __future__ import annotations

from textual import work

from kisotui.tui.list_actions import ListActions
from kisotui.tui.typing_ahead import LEADING


class SourceActions(ListActions):
    """Carries out the actions of the registry that begin with ``source``."""

    @work(group=LEADING)
    async def action_source_browse(self) -> None:
        """Choose an ISO from a source, and fill the add form in with it."""
        from kisotui.service import catalogue
        from kisotui.tui.screens.catalogue import Browse

        entry = await self.app.push_screen_wait(Browse())
        if entry is not None:
            with self.problems_told():
                form = await self.app.backend.call(catalogue.form, entry)
                self.add_version(form)
