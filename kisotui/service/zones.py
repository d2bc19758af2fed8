"""What a person can do with zones."""

from __future__ import annotations

from kisotui.domain import detail_views, names
from kisotui.domain.failures import Problem
from kisotui.domain.states import ZoneType
from kisotui.service.context import Context
from kisotui.store import zones


def all_zones(ctx: Context) -> list[detail_views.Zone]:
    """By name."""
    with ctx.store.read() as session:
        return zones.all_zones(session)


def resolve(ctx: Context, ref: str) -> str:
    """The id of the zone that is meant by its name, its id or a unique start of that.

    Raises Problem: ``zone-not-found``, ``zone-ambiguous``.
    """
    with ctx.store.read() as session:
        return zones.resolve(session, ref)


def add(ctx: Context, name: str, type: str) -> detail_views.Zone:  # noqa: A002 - the field's name
    """Raises Problem: ``name-*``, ``zone-type-unknown``, ``zone-name-taken``."""
    name, kind = names.parse_required(name), _type(type)
    with ctx.write() as session:
        return zones.get(session, zones.insert(session, name, kind, ctx.actor))


def remove(ctx: Context, id: str) -> None:  # noqa: A002 - the field's name
    """Raises Problem: ``zone-not-found``, ``zone-in-use``, ``zone-last``."""
    with ctx.write() as session:
        zones.remove(session, id, ctx.actor)


def _type(text: str) -> ZoneType:
    for kind in ZoneType:
        if kind.value.casefold() == text.strip().casefold():
            return kind
    raise Problem("zone-type-unknown", field="type", given=text[:40])
