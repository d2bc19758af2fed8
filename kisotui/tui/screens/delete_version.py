"""Asking before something is destroyed: what it is, in names and numbers."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from kisotui.domain.text import visible
from kisotui.domain.views import DeletePlan, Version
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.tui.keys import written_of
from kisotui.tui.screens.dialog import Confirm

_NAMES = 5  # named one by one; of more only how many


def delete_question(plan: DeletePlan) -> Confirm:
    """Names everything that deleting destroys."""
    facts = [
        (t("screen.delete.version"), _named(plan)),
        (t("field.zone"), ", ".join(plan.zonenames)),
        (t("screen.delete.files"), _files(plan)),
    ]
    lines = [Content(t("screen.delete.what")), Content(), *_table(facts)]
    if plan.running:
        running = t("screen.delete.running", count=plan.running)
        lines += [Content(), Content.styled(running, "$warning")]
    lines += [Content(), Content.styled(t("screen.delete.kept"), "dim")]
    return Confirm(
        t("action.version.delete"),
        lines,
        yes=t("screen.delete.yes"),
        no=t("screen.dialog.cancel"),
    )


def cancel_question(version: Version) -> Confirm:
    """Says how much of a download is dropped."""
    facts = [
        (t("screen.delete.version"), f"{version.name} ({version.semanticversion})"),
        (t("field.zone"), ", ".join(version.zonenames)),
        (t("screen.cancel.received"), fmt.size(version.received)),
    ]
    lines = [Content(t("screen.cancel.what")), Content(), *_table(facts)]
    rather = t("screen.cancel.rather", key=written_of("version.pause"))
    lines += [Content(), Content.styled(rather, "dim")]
    return Confirm(
        t("action.version.cancel"),
        lines,
        yes=t("screen.cancel.yes"),
        no=t("screen.cancel.no"),
    )


def _named(plan: DeletePlan) -> str:
    names = [f"{each.name} ({each.semanticversion})" for each in plan.versions[:_NAMES]]
    more = len(plan.versions) - len(names)
    return ", ".join(names) + (t("screen.delete.more", count=more) if more else "")


def _files(plan: DeletePlan) -> str:
    if not plan.files:
        return t("screen.delete.none")
    return t("screen.delete.size", n=plan.files, size=fmt.size(plan.bytes))


def _table(facts: list[tuple[str, str]]) -> list[Content]:
    width = max(cell_len(label) for label, _ in facts) + 2
    return [
        Content.assemble((label + " " * (width - cell_len(label)), "dim"), (visible(value), "bold"))
        for label, value in facts
    ]
