"""What saving an edited version does, in words: the same in the form and on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kisotui.domain.edits import EditPlan, Fate, IsoPlan
from kisotui.locale import t
from kisotui.locale.format import size

# By these an ISO becomes another one.
_CAUSES = ("url", "file", "checksum", "directdownload")


def follows(plan: EditPlan) -> list[str]:
    """One line for each kind of thing that happens, the worst first."""
    if not plan.changes:
        return [t("edit.nothing")]
    causes = ", ".join(t(f"field.{field}") for field in _CAUSES if field in plan.changes)
    lines = [
        t(f"edit.{kind}", zones=_zones(isos), size=size(_stored(isos)), fields=causes)
        for kind, isos in _kinds(plan)
        if isos
    ]
    paused = [iso for iso in plan.of(Fate.AGAIN, Fate.ANEW) if iso.paused]
    if paused:
        lines.append(t("edit.paused", zones=_zones(paused)))
    if not plan.fetched and not plan.deleted and not plan.of(Fate.MATCHES):
        lines.insert(0, t("edit.kept"))
    if plan.forgets_credentials:
        lines.append(t("edit.forgets"))
    return lines


def _kinds(plan: EditPlan) -> Iterable[tuple[str, Sequence[IsoPlan]]]:
    anew, again = plan.of(Fate.ANEW), plan.of(Fate.AGAIN)
    yield "removed", [iso for iso in plan.of(Fate.REMOVED) if iso.stored]
    yield "left", [iso for iso in plan.of(Fate.REMOVED) if not iso.stored]
    yield "direct", [iso for iso in anew if iso.direct and iso.stored]
    yield "checked", [iso for iso in anew if iso.direct and not iso.stored]
    yield "anew", [iso for iso in anew if iso.stored and not iso.direct]
    yield "first", [iso for iso in anew if not iso.stored and not iso.direct]
    yield "reread", [iso for iso in again if iso.ready]
    yield "goes-on", [iso for iso in again if not iso.ready]
    yield "added", plan.of(Fate.ADDED)
    yield "matches", plan.of(Fate.MATCHES)
    yield "unproven", plan.of(Fate.UNPROVEN)


def _zones(isos: Iterable[IsoPlan]) -> str:
    return ", ".join(iso.zonename for iso in isos)


def _stored(isos: Iterable[IsoPlan]) -> int:
    return sum(iso.stored for iso in isos)
