"""Version rows, and the sum of their ISOs that they carry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from kisotui.domain import detail_views, progress, views
from kisotui.domain.evidence import Evidence
from kisotui.domain.failures import NO_SPACE, Problem
from kisotui.domain.states import GOING, IsoState, Phase, VersionState, ZoneType, distance
from kisotui.domain.text import searchable
from kisotui.domain.usable import usable
from kisotui.locale import CATALOGUE
from kisotui.locale.format import size as size_text
from kisotui.store import evidence, tables
from kisotui.store.references import shortened
from kisotui.store.rows import iso_view, phase_of
from kisotui.store.version_rows import ZONE_SEPARATOR, version_view

Pairs = list[tuple[tables.Iso, tables.Zone]]
"""ISOs with their zones."""
ZONE_KEY = 200  # characters
_AT_ONCE = 500  # ids in a query
# Which zone's doing stands for the whole version.
_FOREMOST = (
    Phase.RUNNING,
    Phase.STOPPING,
    Phase.WAITING,
    Phase.QUEUED,
    Phase.PAUSED,
    Phase.VERIFYING,
    Phase.UNPROVEN,
    Phase.IDLE,
)


def row(session: Session, version_id: str, *, removed: bool = False) -> tables.Version:
    """The row itself. ``removed``: one that was removed will do.

    Raises Problem: ``version-not-found``.
    """
    found = session.get(tables.Version, version_id)
    if found is None or (found.removed is not None and not removed):
        raise Problem("version-not-found", ref=shortened(version_id))
    return found


def rows(session: Session, ids: Sequence[str]) -> list[tuple[tables.Version, Pairs]]:
    """Versions that are not removed with their ISOs, of many in few queries.

    Raises Problem: ``version-not-found``.
    """
    found: list[tuple[tables.Version, Pairs]] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        here = session.exec(select(tables.Version).where(col(tables.Version.id).in_(some)))
        living = {version.id: version for version in here if version.removed is None}
        pairs: dict[str, Pairs] = {each: [] for each in some}
        for iso, zone in _isos(session, some):
            pairs[iso.version_id].append((iso, zone))
        for each in some:
            if each not in living:
                raise Problem("version-not-found", ref=shortened(each))
            found.append((living[each], pairs[each]))
    return found


def isos(session: Session, version_id: str) -> Pairs:
    """The ISOs of a version with their zones, by the zone's name."""
    return _isos(session, [version_id])


def _isos(session: Session, version_ids: Sequence[str]) -> Pairs:
    pairs = session.exec(
        select(tables.Iso, tables.Zone)
        .join(tables.Zone, col(tables.Iso.zone_id) == col(tables.Zone.id))
        .where(col(tables.Iso.version_id).in_(version_ids))
    )
    return sorted(pairs, key=_in_order)


def _in_order(pair: tuple[tables.Iso, tables.Zone]) -> tuple[bool, str, str]:
    """By the zone's name; first those that stay, for they stand for the version."""
    iso, zone = pair
    return IsoState(iso.state) in GOING, zone.name.casefold(), zone.name


def get(session: Session, version_id: str) -> detail_views.VersionDetail:
    """A version with its ISOs, a removed one too. Raises Problem: ``version-not-found``."""
    version = row(session, version_id, removed=True)
    pairs = isos(session, version_id)
    return detail_views.VersionDetail(
        version=version_view(version, tables.now()),
        isos=tuple(iso_view(iso, zone, version.name) for iso, zone in pairs),
        evidence=evidence.of(session, version),
    )


def details(session: Session, shown: Sequence[views.Version]) -> list[detail_views.VersionDetail]:
    """The versions with their ISOs, of many versions in one query."""
    found: dict[str, list[detail_views.Iso]] = {version.id: [] for version in shown}
    names = {version.id: version.name for version in shown}
    ids = list(found)
    stated = evidence.of_many(session, {version.id: version.checksum for version in shown})
    for start in range(0, len(ids), _AT_ONCE):
        for iso, zone in _isos(session, ids[start : start + _AT_ONCE]):
            found[iso.version_id].append(iso_view(iso, zone, names[iso.version_id]))
    return [
        detail_views.VersionDetail(version, tuple(found[version.id]), stated[version.id])
        for version in shown
    ]


def summarise(session: Session, version_id: str) -> None:
    """Bring the version's sum of its ISOs up to date, in the transaction that changed one."""
    session.flush()
    version = row(session, version_id, removed=True)
    sum_up(version, isos(session, version_id), evidence.of(session, version))
    session.flush()


def sum_up(version: tables.Version, pairs: Pairs, stated: Sequence[Evidence]) -> None:
    """As ``summarise``, of rows that are at hand. ``stated``: of its ISO's digest."""
    shown = [iso_view(iso, zone, version.name) for iso, zone in pairs]
    version.usable = usable(VersionState(version.state), shown, stated).brief
    for field, value in _sums(version, staying(pairs)).items():
        setattr(version, field, value)
    version.name_key = searchable(version.name)
    version.zone_key = searchable(version.zone_names)[:ZONE_KEY]
    version.search = _search(version)


def staying(pairs: Pairs) -> Pairs:
    """Without the ISOs that are taken out of their zones; all of them in a version that goes."""
    return [pair for pair in pairs if IsoState(pair[0].state) not in GOING] or pairs


def _sums(version: tables.Version, pairs: Pairs) -> dict[str, object]:
    now = tables.now()
    isos = [iso for iso, _ in pairs]
    state = min((IsoState(iso.state) for iso in isos), key=distance)
    phases = {iso.id: phase_of(iso, now) for iso in isos}
    # Direct download stores nothing: where another zone does, only that one's bytes count.
    stored = [
        iso for iso, zone in pairs if not version.directdownload and zone.type == ZoneType.CORE
    ] or isos
    verified = [iso for iso in isos if phases[iso.id] is Phase.VERIFYING]
    known = [iso.size for iso in stored if iso.size is not None]
    size = sum(known) if len(known) == len(stored) else None
    received = sum(iso.received for iso in stored)
    done = state is IsoState.READY
    return {
        "iso_state": state.value,
        "iso_distance": distance(state),
        "iso_phase": min(phases.values(), key=_FOREMOST.index).value,
        "iso_size": -1 if size is None else size,
        "iso_received": received,
        "iso_percent": 100 if done else progress.percent(received, size) or 0,
        "iso_rate": sum(iso.rate for iso in isos),
        "iso_due": _due(isos, phases),
        "iso_failure": _failure(isos, phases),
        "iso_reread": progress.percent(
            sum(iso.reread for iso in verified), sum(iso.size or 0 for iso in verified)
        )
        or 0,
        "zone_names": ZONE_SEPARATOR.join(zone.name for _, zone in pairs),
        "zone_ids": " ".join(zone.id for _, zone in pairs),
    }


def _due(isos: Sequence[tables.Iso], phases: dict[str, Phase]) -> datetime | None:
    """Of those that wait for a time; nobody knows when there is room on the disk."""
    waiting = [iso for iso in isos if phases[iso.id] is Phase.WAITING and iso.failure != NO_SPACE]
    return min((iso.due for iso in waiting if iso.due), default=None)


def _failure(isos: Sequence[tables.Iso], phases: dict[str, Phase]) -> str | None:
    """Of one that failed for good, or else of one that waits to be tried again."""
    failed = [iso.failure for iso in isos if iso.state == IsoState.FAILED]
    waiting = [iso.failure for iso in isos if phases[iso.id] is Phase.WAITING]
    return next((failure for failure in failed + waiting if failure), None)


def _search(version: tables.Version) -> str:
    """What the list shows of it in any column, in both languages."""
    words = [
        version.name,
        version.state,
        version.semanticversion,
        version.iso_state,
        str(version.mincpunumber),
        str(version.minmemory),
        version.arch,
        version.zone_names.replace(ZONE_SEPARATOR, "\n"),
    ]
    if version.allzones:
        words += CATALOGUE["word.all-zones"]
    if version.iso_size >= 0:
        words.append(size_text(version.iso_size))
    if version.iso_phase != Phase.IDLE:
        words += [version.iso_phase, f"{version.iso_percent}%"]
    for id_ in (f"screen.progress.{version.iso_phase}", f"screen.failure.{version.iso_failure}"):
        words += CATALOGUE.get(id_, ())
    return searchable("\n".join(words))
