"""A console that may only look: the keys of what would change something say why it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from textual.actions import ActionParseResult, parse
from textual.app import App
from textual.dom import DOMNode

from kisotui.domain.actions import ACTIONS
from kisotui.domain.failures import Problem

if TYPE_CHECKING:
    from kisotui.settings import Settings
    from kisotui.tui.backend import Backend

_WRITING: Final = frozenset(action.name for action in ACTIONS if action.writes)


class ReadOnly(App[int]):
    """An app through whose one door no action of the registry passes that writes, where nothing
    may be changed. The service would refuse it too, but only at the end of a dialog."""

    settings: Settings
    backend: Backend

    def report(self, problem: Problem) -> None:
        """Say what went wrong and what to do about it."""
        raise NotImplementedError

    @property
    def refusal(self) -> Problem | None:
        """Why nothing may be changed; None where it may be, as far as that is known yet."""
        if self.settings.read_only:
            return Problem("read-only")
        return self.backend.context.refusal if self.backend.is_open else None

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        _, name, _ = parse(action) if isinstance(action, str) else action
        if name in _WRITING and self.refusal is not None:
            self.report(self.refusal)
            return True
        return await super().run_action(action, default_namespace, namespaces)
