"""Downloads, as they are shown: every ISO that is on its way, with its version and its worker."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, CompoundSelect
from sqlmodel import Session, col, select, union_all

from kisotui.domain import detail_views
from kisotui.domain.states import IsoState, Phase, Work
from kisotui.store import tables, work
from kisotui.store.rows import iso_view
from kisotui.store.version_rows import version_view
from kisotui.store.work.proofs import STORED

# What is going on comes before what is going to, and that before what needs a person.
_ORDER: Final = (
    Phase.RUNNING,
    Phase.STOPPING,
    Phase.QUEUED,
    Phase.WAITING,
    Phase.PAUSED,
    Phase.VERIFYING,
    Phase.UNPROVEN,
    Phase.IDLE,
)
_UNDER_WAY: Final = (Work.FETCH, Work.PAUSED, Work.DISCARD)


def page(session: Session, query: detail_views.DownloadQuery) -> list[detail_views.Download]:
    """The downloads that the query means; those that are queued in the order of their turn."""
    workers = {worker.owner: worker for worker in work.workers(session)}
    shown, now = [], tables.now()
    for iso, zone, version in session.exec(
        select(tables.Iso, tables.Zone, tables.Version)
        .join(tables.Zone, col(tables.Zone.id) == tables.Iso.zone_id)
        .join(tables.Version, col(tables.Version.id) == tables.Iso.version_id)
        .where(*_conditions(query))
        .order_by(col(tables.Iso.priority).desc(), col(tables.Iso.created), col(tables.Iso.id))
    ):
        view = iso_view(iso, zone, version.name)
        worker = workers.get(view.owner or "")
        if view.phase is Phase.RUNNING and worker is None:  # what it wrote last is long over
            view = replace(view, rate=0, connections=0, attempt_started=None)
        shown.append(detail_views.Download(version_view(version, now), view, worker))
    return sorted(shown, key=lambda download: _ORDER.index(download.iso.phase))


def stored(session: Session, zone: str | None) -> list[str]:
    """The ids of the versions of which something is stored, in the zone or in any."""
    ids = select(tables.Iso.version_id).where(*STORED).distinct()
    if zone is not None:
        ids = ids.where(tables.Iso.zone_id == zone)
    return list(session.exec(ids.order_by(tables.Iso.version_id)))


def _conditions(query: detail_views.DownloadQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [col(tables.Version.removed).is_(None)]
    if not query.ended:
        found.append(col(tables.Iso.id).in_(_unfinished()))
    if query.versions:
        found.append(col(tables.Iso.version_id).in_(query.versions))
    if query.zone is not None:
        found.append(col(tables.Iso.zone_id) == query.zone)
    return found


def _unfinished() -> CompoundSelect[Any]:
    """Those that are under way or failed, each found by its index: among 100,000 they are few."""
    under_way = select(tables.Iso.id).where(col(tables.Iso.work).in_(_UNDER_WAY))
    zones = select(tables.Zone.id)
    failed = select(tables.Iso.id).where(
        col(tables.Iso.zone_id).in_(zones), tables.Iso.state == IsoState.FAILED
    )
    return union_all(under_way, failed)
