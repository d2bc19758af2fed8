"""Copying what a version is, on the list and on the detail screen alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from kisotui.domain.views import Version
from kisotui.tui.acting import Acting
from kisotui.tui.typing_ahead import LEADING

if TYPE_CHECKING:
    from kisotui.domain.detail_views import VersionDetail


class CopyActions(Acting):
    """Carries out the actions of the registry that begin with ``copy``."""

    @work(group=LEADING)
    async def action_copy_cell(self) -> None:
        """What is under the cursor, or a field that is chosen."""
        version = self.acted_on()
        if version is not None:
            with self.problems_told():
                text = await self.copied_cell(version)
                if text is not None:
                    await self.app.copy(text)

    async def copied_cell(self, version: Version) -> str | None:
        """The field to copy; None to copy none. Raises Problem."""
        from kisotui.tui.copy_text import fields
        from kisotui.tui.screens.copy_field import CopyField

        detail = await self._detail_of(version)
        return await self.app.push_screen_wait(CopyField(list(fields(detail))))

    @work
    async def action_copy_row(self) -> None:
        """The version as JSON."""
        from kisotui.tui.copy_text import record

        version = self.acted_on()
        if version is not None:
            with self.problems_told():
                await self.app.copy(record(await self._detail_of(version)))

    @work
    async def action_copy_command(self) -> None:
        """The command that adds the version."""
        from kisotui.tui.copy_text import command

        version = self.acted_on()
        if version is not None:
            await self.app.copy(command(version))

    async def _detail_of(self, version: Version) -> VersionDetail:
        from kisotui.service import versions

        return await self.app.backend.call(versions.get, version.id)
