"""Asking before something is destroyed: what it is, in names and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from kisotui.domain.detail_views import DeletePlan
from kisotui.domain.views import Version
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.tui.keys import written_of
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.screens.naming import facts, portions_note, versions_fact, zones_fact, zones_of


def delete_question(plan: DeletePlan) -> Confirm:
    """Names everything that deleting destroys."""
    lines = [Content(t("screen.delete.what")), Content()]
    lines += facts(
        versions_fact(plan.versions),
        zones_fact(plan.zonenames),
        (t("screen.delete.files"), _files(plan)),
    )
    if plan.running:
        running = t("screen.delete.running", count=plan.running)
        lines += [Content(), Content.styled(running, "$warning")]
    lines += [Content(), Content.styled(t("screen.delete.kept"), "dim")]
    lines += portions_note(len(plan.versions))
    return Confirm(
        t("action.version.delete"),
        lines,
        yes=t("screen.delete.yes"),
        no=t("screen.dialog.cancel"),
    )


def cancel_question(versions: Sequence[Version]) -> Confirm:
    """Says how much of the downloads is dropped."""
    lines = [Content(t("screen.cancel.what")), Content()]
    lines += facts(
        versions_fact(versions),
        zones_fact(zones_of(versions)),
        (t("screen.cancel.received"), fmt.size(sum(version.received for version in versions))),
    )
    rather = t("screen.cancel.rather", key=written_of("version.pause"))
    lines += [Content(), Content.styled(rather, "dim")]
    return Confirm(
        t("action.version.cancel"),
        lines,
        yes=t("screen.cancel.yes"),
        no=t("screen.cancel.no"),
    )


def _files(plan: DeletePlan) -> str:
    if not plan.files:
        return t("screen.delete.none")
    return t("screen.delete.size", n=plan.files, size=fmt.size(plan.bytes))
