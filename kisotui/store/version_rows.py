"""A version's row as a view. Without SQLAlchemy: the first rows are shown before that is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from kisotui.domain import urls, versions, views
from kisotui.domain.failures import NO_SPACE
from kisotui.domain.states import Arch, IsoState, Phase, VersionState

ZONE_SEPARATOR: Final = "\x1f"

COLUMNS: Final = (
    *("id", "name", "semanticversion", "version_order", "state", "arch", "mincpunumber"),
    *("minmemory", "directdownload", "allzones", "url", "file", "checksum", "created", "removed"),
    *("iso_state", "iso_phase", "iso_size", "iso_received", "iso_rate", "iso_due", "iso_failure"),
    *("iso_reread", "zone_names", "usable"),
)
"""Those that a view is made of."""


def version_view(row: Any, now: datetime) -> views.Version:
    """From anything that has ``COLUMNS`` as attributes."""
    return as_of(now, version_as_written(row))


def as_of(now: datetime, version: views.Version) -> views.Version:
    """The version as it is at that time: nobody writes a row only because time has passed."""
    if version.phase is not Phase.WAITING or version.failure == NO_SPACE:
        return version
    if version.due is not None and version.due > now:
        return version
    return replace(version, phase=Phase.QUEUED, due=None)


def version_as_written(row: Any) -> views.Version:
    """As ``version_view``, whatever time it is."""
    return views.Version(
        id=row.id,
        name=row.name,
        semanticversion=row.semanticversion,
        state=VersionState(row.state),
        isostate=IsoState(row.iso_state),
        phase=Phase(row.iso_phase),
        mincpunumber=row.mincpunumber,
        minmemory=row.minmemory,
        arch=Arch(row.arch),
        zonenames=tuple(row.zone_names.split(ZONE_SEPARATOR)),
        allzones=row.allzones,
        directdownload=row.directdownload,
        url=urls.redact(row.url),
        file=row.file,
        checksum=row.checksum,
        supportsha=versions.supports_ha(row.version_order),
        supportsautoscaling=versions.supports_autoscaling(row.version_order),
        created=row.created,
        size=row.iso_size if row.iso_size >= 0 else None,
        received=row.iso_received,
        rate=row.iso_rate,
        due=row.iso_due,
        failure=row.iso_failure,
        reread=row.iso_reread,
        usable=row.usable,
        removed=row.removed,
    )
