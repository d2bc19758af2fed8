"""Asking before something is done with several versions at once."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from kisotui.domain.views import Version
from kisotui.locale import t
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.screens.naming import facts, versions_fact, zones_fact, zones_of


def several_question(action: str, versions: Sequence[Version]) -> Confirm:
    """Names the versions that an action of the registry is for."""
    return Confirm(
        t(f"action.{action}"),
        [
            Content(t(f"screen.{action}.what")),
            Content(),
            *facts(versions_fact(versions), zones_fact(zones_of(versions))),
        ],
        yes=t(f"action.{action}.short"),
        no=t("screen.dialog.cancel"),
    )
