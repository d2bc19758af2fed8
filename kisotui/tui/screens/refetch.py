"""Asking before an ISO is fetched again because an edit is undone."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from kisotui.locale import t
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.screens.naming import facts, named


def refetch_question(names: Sequence[str]) -> Confirm:
    """Names the versions whose ISOs are fetched again."""
    which = facts((t("screen.delete.version"), named(names)))
    return Confirm(
        t("action.version.undo"),
        [Content(t("screen.undo.refetches")), Content(), *which],
        yes=t("screen.undo.yes"),
        no=t("screen.dialog.cancel"),
    )
