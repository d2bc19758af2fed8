"""Editing a version, on the list and on the detail screen alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from kisotui.locale import t
from kisotui.tui.acting import Acting
from kisotui.tui.keys import written_of
from kisotui.tui.typing_ahead import LEADING

if TYPE_CHECKING:
    from kisotui.domain.edits import Original
    from kisotui.domain.forms import VersionForm


class EditActions(Acting):
    """Keeps what was typed and not saved, for each version."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: dict[str, tuple[Original, VersionForm]] = {}

    @work(group=LEADING)
    async def action_version_edit(self) -> None:
        """Change any field of it."""
        from kisotui.service import editing, zones
        from kisotui.tui.edit_form import EditForm
        from kisotui.tui.screens.edit_version import EditVersion

        version = self.acted_on()
        if version is None:
            return
        backend = self.app.backend
        with self.problems_told():
            start = await backend.call(editing.original, version.id)
            there = await backend.call(zones.all_zones)
            if self.is_current:
                draft, greeting = self._draft(start)
                dialog = EditVersion(
                    EditForm(start, there, draft),
                    lambda form: backend.call(editing.plan, start, form),
                    lambda form: self._save(start, form),
                    greeting,
                )
                typed = await self.app.push_screen_wait(dialog)
                self._keep(start, typed)

    async def _save(self, start: Original, form: VersionForm) -> None:
        """Raises Problem."""
        from kisotui.service import editing

        step = (await self.app.backend.call(editing.edit, start, form)).step
        if step is None:
            self.tell(t("screen.edit.same", name=start.name))
            return
        self.app.steps.push(step)
        self.tell(t("screen.edit.saved", name=step.changes[0].name))
        await self.app.ensure_worker()

    def _draft(self, start: Original) -> tuple[VersionForm | None, str]:
        """What was typed before, if the version is still the one that it was typed for; else what
        is to be said of that."""
        before, form = self._typed.pop(start.id, (start, None))
        return (form, "") if before == start else (None, t("screen.edit.stale", name=start.name))

    def _keep(self, start: Original, form: VersionForm | None) -> None:
        if form is not None:
            self._typed[start.id] = start, form
            key = written_of("version.edit")
            self.tell(t("screen.edit.draft", key=key, name=start.name))
