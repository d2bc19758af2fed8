"""What can be done with versions' downloads, on the list and on the detail screen alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work

from kisotui.domain.actions import BY_ID
from kisotui.domain.failures import Problem
from kisotui.domain.marks import Outcome
from kisotui.domain.offers import makes_sense
from kisotui.domain.views import Version
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.tui.acting import Acting
from kisotui.tui.typing_ahead import LEADING

if TYPE_CHECKING:
    from kisotui.service.context import Context

Change = Callable[["Context", Sequence[str]], int]
Order = Callable[["Context", Sequence[str]], Outcome]


class DownloadActions(Acting):
    """Carries out the actions of the registry that are about downloads.

    A service that refuses is told as a notification; work that was queued gets a worker.
    """

    @work(group=LEADING)
    async def action_version_retry(self) -> None:
        """Try again what failed, go on with what is paused, do not wait any longer."""
        from kisotui.service import batches, downloads

        await self._order("version.retry", downloads.retry, batches.retry)

    @work(group=LEADING)
    async def action_version_verify(self) -> None:
        """Read again what is stored of them."""
        from kisotui.service import batches, downloads

        await self._order("version.verify", downloads.verify, batches.verify)

    @work(group=LEADING)
    async def action_version_pause(self) -> None:
        """Stop the downloads; what has arrived is kept."""
        from kisotui.service import batches, downloads

        await self._order("version.pause", downloads.pause, batches.pause)

    @work(group=LEADING)
    async def action_version_cancel(self) -> None:
        """Stop the downloads and drop what has arrived, after asking."""
        from kisotui.service import batches, downloads
        from kisotui.tui.screens.delete_version import cancel_question
        from kisotui.tui.screens.naming import named

        versions = await self.chosen()
        # Asking would threaten an ISO that is there to stay.
        meant = [each for each in versions if makes_sense(BY_ID["version.cancel"], each)]
        if versions and not meant:
            self.app.report(Problem("nothing-to-cancel", name=named([v.name for v in versions])))
        elif versions and await self.agreed(cancel_question(meant)):
            await self._give("version.cancel", downloads.cancel, batches.cancel, meant)

    @work(group=LEADING)
    async def action_download_limit(self) -> None:
        """Choose how fast the downloads may be, or all together."""
        from kisotui.service import batches, downloads
        from kisotui.tui.screens.limit_downloads import EACH, TOTAL, LimitDownloads

        versions = await self.chosen()
        if not versions:
            return
        call = self.app.backend.call
        ids = [version.id for version in versions]
        with self.problems_told():
            limits = await call(batches.limits, ids)
            total = await call(downloads.total_limit)
            if not self.is_current:
                return
            dialog = LimitDownloads(versions, limits, total)
            chosen = await self.app.push_screen_wait(dialog) or {}
            if EACH in chosen:
                await self._limit(versions, chosen[EACH])
            if TOTAL in chosen:
                await call(downloads.limit_total, chosen[TOTAL])
                self.tell(t("screen.limit.total.done", limit=fmt.limit(chosen[TOTAL])))

    async def _limit(self, versions: Sequence[Version], rate: int | None) -> None:
        from kisotui.service import batches

        def limit(context: Context, ids: Sequence[str]) -> Outcome:
            return batches.limit(context, ids, rate)

        outcome = await self._give_each(limit, versions)
        name = versions[0].name if len(versions) == 1 else t("screen.several.marked")
        values = {"name": name, "limit": fmt.limit(rate), "count": outcome.downloads}
        self.tell(t("screen.limit.each.done", **values))

    @work(group=LEADING)
    async def action_download_raise(self) -> None:
        """Queue them before others."""
        await self._prioritise("download.raise", 1)

    @work(group=LEADING)
    async def action_download_lower(self) -> None:
        """Queue them after others."""
        await self._prioritise("download.lower", -1)

    async def _prioritise(self, action: str, by: int) -> None:
        from kisotui.service import batches, downloads

        def shift(context: Context, ids: Sequence[str]) -> Outcome:
            return batches.prioritise(context, ids, lambda priority: priority + by)

        versions = await self.chosen()
        if len(versions) != 1:
            await self._ask_and_order(action, shift, versions)
            return
        (version,) = versions
        self.app.let_keys_go_on()
        with self.problems_told():
            priorities = await self.app.backend.call(
                downloads.prioritise, [version.id], lambda priority: priority + by
            )
            said = ", ".join(str(priority) for priority in sorted(set(priorities)))
            self.tell(t("screen.priority.done", name=version.name, priority=said))

    # One is done at once, and what does not apply to it is refused. Of several, what is to be done
    # is asked once, and those to which it does not apply are counted.

    async def _order(self, action: str, one: Change, many: Order) -> None:
        versions = await self.chosen()
        if len(versions) == 1:
            await self._give(action, one, many, versions)
        else:
            await self._ask_and_order(action, many, versions)

    async def _ask_and_order(self, action: str, many: Order, versions: Sequence[Version]) -> None:
        from kisotui.tui.screens.several import several_question

        if versions and await self.agreed(several_question(action, versions)):
            await self._give_many(action, many, versions)

    async def _give(
        self, action: str, one: Change, many: Order, versions: Sequence[Version]
    ) -> None:
        if len(versions) > 1:
            await self._give_many(action, many, versions)
            return
        (version,) = versions
        self.app.let_keys_go_on()
        with self.problems_told():
            count = await self.app.backend.call(one, [version.id])
            self.tell(t(f"screen.{action}.done", name=version.name, count=count))
            await self.app.ensure_worker()

    async def _give_many(self, action: str, order: Order, versions: Sequence[Version]) -> None:
        with self.problems_told():
            outcome = await self._give_each(order, versions)
            said = t(f"screen.{action}.several", n=outcome.concerned, count=outcome.downloads)
            if outcome.rest:
                said += t("screen.several.rest", count=outcome.rest)
            self.tell(said)
        await self.app.ensure_worker()

    async def _give_each(self, order: Order, versions: Sequence[Version]) -> Outcome:
        """What became of an order, given for some of them after the others."""
        outcome = Outcome()

        async def give(ids: Sequence[str]) -> None:
            nonlocal outcome
            outcome += await self.app.backend.call(order, ids)

        await self.in_portions([version.id for version in versions], give)
        return outcome
