"""How fast a person lets downloads be, and which of them come first.

Orders as in ``download_orders``; a worker follows them while it downloads. One that changes nothing
leaves no event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sqlmodel import Session, col, select

from kisotui.domain.actors import Actor
from kisotui.domain.limits import NO_LIMIT, within
from kisotui.domain.states import EventState, EventType, IsoState
from kisotui.locale import format as fmt
from kisotui.locale import nested
from kisotui.store import events, tables
from kisotui.store.addressees import Addressees, isos, tell
from kisotui.store.orders import living

_TO_COME: Final = (IsoState.ALLOCATED, IsoState.CREATING, IsoState.FAILED)
_ONLY: Final = 1
_AT_ONCE: Final = 500  # ids in a query


def limit(session: Session, to: Addressees, rate: int | None) -> int:
    """Bytes per second for each download; 0 for no limit, None for what the settings say.

    Gives how many downloads have this limit now.
    """
    concerned = 0
    for version, iso, zone in _to_come(session, to):
        before, iso.rate_limit = iso.rate_limit, rate
        if before != rate:
            kind, message = EventType.ISO_UPDATE, "event.iso.limited"
            changes = {"ratelimit": (before, rate)}
            tell(session, to, version, iso, zone, kind, message, changes, limit=_in_words(rate))
        concerned += 1
    return concerned


def prioritise(session: Session, to: Addressees, wanted: Callable[[int], int]) -> list[int]:
    """Queue sooner or later. ``wanted``: the priority in place of the one that it has.

    Gives the priorities that the downloads have now.
    """
    priorities = []
    for version, iso, zone in _to_come(session, to):
        before, iso.priority = iso.priority, within(wanted(iso.priority))
        if before != iso.priority:
            kind, message = EventType.ISO_UPDATE, "event.iso.prioritised"
            changes = {"priority": (before, iso.priority)}
            tell(session, to, version, iso, zone, kind, message, changes, priority=iso.priority)
        priorities.append(iso.priority)
    return priorities


def limits(session: Session, version_ids: Sequence[str]) -> frozenset[int | None]:
    """The limits of their downloads that are still to come; one that all have is one."""
    found: set[int | None] = set()
    for start in range(0, len(version_ids), _AT_ONCE):
        some = version_ids[start : start + _AT_ONCE]
        here = col(tables.Iso.version_id).in_(some), col(tables.Iso.state).in_(_TO_COME)
        found.update(session.exec(select(col(tables.Iso.rate_limit)).where(*here).distinct()))
    return frozenset(found)


def total_limit(session: Session) -> int | None:
    """What all downloads of a host may take together; None: as its settings say."""
    row = session.get(tables.Throttle, _ONLY)
    return None if row is None else row.rate_limit


def limit_total(session: Session, rate: int | None, actor: Actor) -> None:
    """Bytes per second for all downloads of a host together; values as in ``limit``."""
    before = total_limit(session)
    if before == rate:
        return
    if rate is None:
        session.delete(session.get_one(tables.Throttle, _ONLY))
    else:
        session.merge(tables.Throttle(id=_ONLY, rate_limit=rate))
    events.record(
        session,
        type=EventType.CONFIGURATION,
        state=EventState.COMPLETED,
        message="event.limit.total",
        values={"limit": _in_words(rate)},
        changes={"ratelimit": (before, rate)},
        actor=actor,
        resource=events.Resource(events.CONFIGURATION, "rate_limit", "rate_limit"),
    )


def _to_come(
    session: Session, to: Addressees
) -> Iterator[tuple[tables.Version, tables.Iso, tables.Zone]]:
    """Those that are to be fetched, be it only once somebody asks for it again."""
    version = living(session, to.version)
    for iso, zone in isos(session, version, to):
        if iso.state in _TO_COME:
            yield version, iso, zone


def _in_words(rate: int | None) -> object:
    """The limit as the value of a message."""
    if rate is None:
        return nested("word.limit.default")
    return nested("word.limit.none") if rate == NO_LIMIT else fmt.rate(rate)
