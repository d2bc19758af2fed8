"""What is inside ISOs, and taking one in spite of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kisotui.domain import detail_views
from kisotui.domain.failures import Problem
from kisotui.domain.rejected import Rejected
from kisotui.service.context import Context
from kisotui.store import acceptance, contents, versions
from kisotui.store.addressees import Addressees


def of_version(ctx: Context, id: str) -> tuple[detail_views.IsoContents, ...]:  # noqa: A002
    """What was found in a version's ISOs, each digest once; nothing of those nobody has judged.

    Raises Problem: ``version-not-found``.
    """
    with ctx.store.read() as session:
        version = versions.row(session, id, removed=True)
        zones: dict[tuple[str, bool], list[str]] = {}
        for iso, zone in versions.isos(session, id):
            if iso.errors is not None:
                accepted = bool(iso.errors) and iso.accepted == iso.digest
                zones.setdefault((iso.digest, accepted), []).append(zone.name)
        found = {each: contents.of(session, each[0], version) for each in zones}
    return tuple(
        detail_views.IsoContents(tuple(zones[each]), *each, kept.contents, kept.judged)
        for each, kept in found.items()
        if kept is not None
    )


def rejected(ctx: Context, ids: Sequence[str], zone: str | None = None) -> tuple[Rejected, ...]:
    """What ``accept`` would overrule. Raises Problem: as that does."""
    ctx.refuse_if_read_only()
    with ctx.store.read() as session:
        found = [each for one in ids for each in acceptance.rejected(session, _to(ctx, one, zone))]
        if not found:
            raise _nothing(versions.row(session, one).name for one in ids)
    return tuple(found)


def accept(
    ctx: Context, ids: Sequence[str], seen: Sequence[Rejected], zone: str | None = None
) -> int:
    """Make ISOs ready that failed because of what is in them; how many. ``zone``: the id of one.

    ``seen``: what a person has read of them, and overrules; it holds for those files only. Raises
    Problem: ``nothing-to-accept``, ``verdict-changed``, ``version-not-found``, ``being-deleted``,
    ``not-in-zone``.
    """
    with ctx.write() as session:
        concerned = sum(acceptance.accept(session, _to(ctx, one, zone), seen) for one in ids)
        if not concerned:
            raise _nothing(versions.row(session, one).name for one in ids)
    return concerned


def _to(ctx: Context, version: str, zone: str | None) -> Addressees:
    return Addressees(version, zone, ctx.actor)


def _nothing(names: Iterable[str]) -> Problem:
    return Problem("nothing-to-accept", name=", ".join(names))
