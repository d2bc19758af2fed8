"""What can be done with a version, on the list and on the detail screen alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work

from kisotui.domain.failures import Problem
from kisotui.domain.states import VersionState
from kisotui.domain.views import Version
from kisotui.locale import t
from kisotui.tui.accept_actions import AcceptActions
from kisotui.tui.copy_actions import CopyActions
from kisotui.tui.download_actions import DownloadActions
from kisotui.tui.edit_actions import EditActions
from kisotui.tui.keys import written_of
from kisotui.tui.messages import StoreChanged
from kisotui.tui.typing_ahead import LEADING
from kisotui.tui.undo_actions import UndoActions

if TYPE_CHECKING:
    from kisotui.domain.forms import VersionForm
    from kisotui.domain.undo import Change


class VersionActions(DownloadActions, EditActions, AcceptActions, UndoActions, CopyActions):
    """Carries out the actions of the registry that begin with ``version``, and those that are
    about downloads."""

    def __init__(self) -> None:
        super().__init__()
        self._drafts: dict[bool, VersionForm] = {}

    def version_added(self, version: Version) -> None:
        """A version was added from this screen."""

    def versions_deleted(self, ids: Sequence[str]) -> None:
        """Versions are being deleted, as was asked for on this screen."""

    def on_screen_resume(self) -> None:
        """In front again: catch up with what changed meanwhile."""
        if self.app.backend.is_open:
            self.post_message(StoreChanged())

    def action_version_add(self) -> None:
        """Add a version; its ISO comes from a URL."""
        self._add_version(from_file=False)

    def action_version_add_file(self) -> None:
        """Add a version; its ISO is a local file."""
        self._add_version(from_file=True)

    def action_version_show(self) -> None:
        """Everything about the version."""
        from kisotui.tui.screens.detail import Detail

        version = self.acted_on()
        if version is not None:
            self.app.push_screen(Detail(version))

    @work(group=LEADING)
    async def action_version_manage(self) -> None:
        """Enable or disable them."""
        from kisotui.domain.undo import Step
        from kisotui.service import versions
        from kisotui.tui.screens.manage_version import ManageVersion

        chosen = await self.chosen()
        if not chosen:
            return
        state = await self.app.push_screen_wait(ManageVersion(chosen))
        if state is None:
            return
        changes: list[Change] = []

        async def give(ids: Sequence[str]) -> None:
            changes.extend((await self.app.backend.call(versions.set_state, ids, state)).changes)

        with self.problems_told():
            try:
                await self.in_portions([version.id for version in chosen], give)
            finally:
                self.app.steps.push(Step(tuple(changes)))
            self.tell(_managed(chosen, len(changes), state))

    @work(group=LEADING)
    async def action_version_delete(self) -> None:
        """Delete them, after asking."""
        from kisotui.service import versions
        from kisotui.tui.screens.delete_version import delete_question

        ids = await self.chosen_ids()
        if not ids:
            return
        with self.problems_told():
            with self.under_way(), self.done_for(0, len(ids)):
                plan = await self.app.backend.call(versions.delete_plan, ids)
            if self.is_current and await self.agreed(delete_question(plan)):
                await self.in_portions(ids, self._delete)
                await self.app.ensure_worker()

    async def _delete(self, ids: Sequence[str]) -> None:
        from kisotui.service import versions

        await self.app.backend.call(versions.delete, ids)
        self.versions_deleted(ids)

    @work(group=LEADING)
    async def add_version(self, filled: VersionForm) -> None:
        """Add a version; the form is filled in already."""
        await self._open_add_form(lambda: filled)

    @work(group=LEADING)
    async def _add_version(self, *, from_file: bool) -> None:
        from kisotui.domain.forms import VersionForm

        blank = VersionForm(file="" if from_file else None)
        await self._open_add_form(lambda: self._drafts.pop(from_file, blank))

    async def _open_add_form(self, filled: Callable[[], VersionForm]) -> None:
        """``filled`` is asked only when it opens: no draft is lost where it does not."""
        from kisotui.service import versions, zones
        from kisotui.tui.add_form import AddForm
        from kisotui.tui.screens.add_version import AddVersion

        backend = self.app.backend

        async def check(form: VersionForm) -> dict[str, Problem]:
            return await backend.call(versions.check, form)

        async def add(form: VersionForm) -> None:
            added = (await backend.call(versions.add, form)).version
            self.version_added(added)
            self.tell(t("screen.add.added", name=added.name))
            await self.app.ensure_worker()

        with self.problems_told():
            there = await backend.call(zones.all_zones)
            if self.is_current:
                form = filled()
                draft = await self.app.push_screen_wait(
                    AddVersion(AddForm(form, there), check, add)
                )
                self._keep_draft(form.file is not None, draft)

    def _keep_draft(self, from_file: bool, draft: VersionForm | None) -> None:
        if draft is not None:
            self._drafts[from_file] = draft
            key = written_of("version.add-file" if from_file else "version.add")
            self.tell(t("screen.add.draft", key=key))


def _managed(chosen: Sequence[Version], changed: int, state: VersionState) -> str:
    """How many have another state now."""
    if len(chosen) == 1:
        done = "screen.manage.done" if changed else "screen.manage.already"
        return t(done, name=chosen[0].name, state=state)
    said = t("screen.manage.done.several", count=changed, total=len(chosen), state=state)
    already = len(chosen) - changed
    return said + (t("screen.manage.already.several", count=already) if already else "")
