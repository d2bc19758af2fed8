"""What can be done with a version's downloads, on the list and on the detail screen alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from kisotui.domain.actions import BY_ID, makes_sense
from kisotui.domain.failures import Problem
from kisotui.domain.views import Version
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.tui.keys import remap
from kisotui.tui.screens.delete_version import cancel_question
from kisotui.tui.screens.limit_downloads import EACH, TOTAL, LimitDownloads

if TYPE_CHECKING:
    from kisotui.service.context import Context
    from kisotui.tui.app import KisoApp

Change = Callable[["Context", Sequence[str]], int]


class DownloadActions(Screen[None]):
    """Carries out the actions of the registry that are about downloads.

    A service that refuses is told as a notification; work that was queued gets a worker.
    """

    app: KisoApp

    def __init__(self) -> None:
        super().__init__()
        remap(self)

    def current_version(self) -> Version | None:
        """The version that is acted on."""
        raise NotImplementedError

    def shows(self, version: str) -> bool:
        """Whether what becomes of a version can be seen here now, by its id."""
        raise NotImplementedError

    @work
    async def action_version_retry(self) -> None:
        """Try again what failed, go on with what is paused, do not wait any longer."""
        from kisotui.service import downloads

        await self._change(downloads.retry, "screen.version.retried")

    @work
    async def action_version_pause(self) -> None:
        """Stop the download; what has arrived is kept."""
        from kisotui.service import downloads

        await self._change(downloads.pause, "screen.version.paused")

    @work
    async def action_version_cancel(self) -> None:
        """Stop the download and drop what has arrived, after asking."""
        from kisotui.service import downloads

        version = self.acted_on()
        if version is None:
            return
        if not makes_sense(BY_ID["version.cancel"], version):
            # Asking would threaten an ISO that is there to stay.
            self.app.report(Problem("nothing-to-cancel", name=version.name))
        elif await self.app.push_screen_wait(cancel_question(version)):
            await self._change(downloads.cancel, "screen.version.cancelled", version)

    @work
    async def action_download_limit(self) -> None:
        """Choose how fast its downloads may be, or all together."""
        from kisotui.service import downloads, versions

        version = self.acted_on()
        if version is None:
            return
        call = self.app.backend.call
        with self.problems_told():
            detail = await call(versions.get, version.id)
            total = await call(downloads.total_limit)
            if not self.is_current:
                return
            chosen = await self.app.push_screen_wait(LimitDownloads(detail, total)) or {}
            if EACH in chosen:
                count = await call(downloads.limit, [version.id], chosen[EACH])
                limit = fmt.limit(chosen[EACH])
                values = {"name": version.name, "limit": limit, "count": count}
                self.tell(t("screen.limit.each.done", **values))
            if TOTAL in chosen:
                await call(downloads.limit_total, chosen[TOTAL])
                self.tell(t("screen.limit.total.done", limit=fmt.limit(chosen[TOTAL])))

    @work
    async def action_download_raise(self) -> None:
        """Queue it before others."""
        await self._prioritise(1)

    @work
    async def action_download_lower(self) -> None:
        """Queue it after others."""
        await self._prioritise(-1)

    async def _prioritise(self, by: int) -> None:
        from kisotui.service import downloads

        version = self.acted_on()
        if version is None:
            return
        with self.problems_told():
            priorities = await self.app.backend.call(
                downloads.prioritise, [version.id], lambda priority: priority + by
            )
            said = ", ".join(str(priority) for priority in sorted(set(priorities)))
            self.tell(t("screen.priority.done", name=version.name, priority=said))

    async def _change(self, change: Change, done: str, version: Version | None = None) -> None:
        version = version or self.acted_on()
        if version is None:
            return
        with self.problems_told():
            count = await self.app.backend.call(change, [version.id])
            self.tell(t(done, name=version.name, count=count))
            await self.app.ensure_worker()

    # What all actions on a version share

    def acted_on(self) -> Version | None:
        """The version that is acted on; where there is none, that is said."""
        version = self.current_version()
        if version is None:
            self.tell(t("screen.list.no-version"))
        return version

    @contextmanager
    def problems_told(self) -> Iterator[None]:
        """Within it a Problem becomes a notification."""
        try:
            yield
        except Problem as problem:
            self.app.report(problem)

    def tell(self, text: str) -> None:
        """Say for a moment what was done."""
        self.app.notify(text, markup=False)
