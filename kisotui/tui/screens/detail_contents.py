"""The pane of the fourth tab: asks for what is in the ISOs once, when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from kisotui.domain.failures import Problem
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from kisotui.domain.detail_views import Iso, IsoContents, VersionDetail
    from kisotui.tui.app import KisoApp


class ContentsPane(Lines):
    """Verdicts are long, and change only with the files: another digest, or another answer to
    whether it was accepted, has them asked for again."""

    app: KisoApp

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._detail: VersionDetail | None = None
        self._found: Sequence[IsoContents] | None = None
        self._known: object = None

    def take(self, detail: VersionDetail) -> None:
        """What is in its ISOs is to be shown."""
        self._detail = detail
        wanted = [_identity(iso) for iso in detail.isos]
        if wanted != self._known:
            self._known = wanted
            self._ask(detail.version.id)
        elif self._found is not None:
            self.show(self._written)

    @work(exclusive=True, group="contents")
    async def _ask(self, version: str) -> None:
        from kisotui.service import contents

        try:
            found = await self.app.backend.call(contents.of_version, version)
        except Problem:
            self._known = None  # the screen tells of it; the next look asks again
            return
        if not is_leaving(self):
            self._found = found
            self.show(self._written)

    def _written(self, width: int) -> Sequence[Content]:
        from kisotui.tui.screens.detail_contents_lines import contents

        if self._detail is None or self._found is None:
            return ()
        return contents(self._detail, self._found, self.app.clock(), width)


def _identity(iso: Iso) -> tuple[object, ...]:
    return iso.id, iso.digest, iso.accepted, iso.errors, iso.warnings, iso.status
