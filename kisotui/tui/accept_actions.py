"""Taking an ISO in spite of what was found in it, on the list and on the detail screen alike."""

from __future__ import annotations

from textual import work

from kisotui.locale import t
from kisotui.tui.acting import Acting
from kisotui.tui.typing_ahead import LEADING


class AcceptActions(Acting):
    """Only ever of one version: nobody overrules a verdict that he has not read."""

    @work(group=LEADING)
    async def action_version_accept(self) -> None:
        """Make its ISOs ready that failed because of what is in them, after asking."""
        from kisotui.domain.rejected import errors_of
        from kisotui.service import contents
        from kisotui.tui.screens.accept_version import accept_question

        version = self.acted_on()
        if version is None:
            return
        with self.problems_told():
            seen = await self.app.backend.call(contents.rejected, [version.id])
            question = accept_question(version, errors_of(seen))
            if self.is_current and await self.agreed(question):
                count = await self.app.backend.call(contents.accept, [version.id], seen)
                self.tell(t("screen.version.accept.done", name=version.name, count=count))
