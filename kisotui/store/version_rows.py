"""A version's row as a view. Without SQLAlchemy: the first rows are shown before that is there."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from kisotui.domain import urls, versions, views
from kisotui.domain.failures import NO_SPACE
from kisotui.domain.states import Arch, IsoState, Phase, VersionState

ZONE_SEPARATOR: Final = "\x1f"

# A live list asks for the same rows several times a second; this is a third of a row's price.
_redact = lru_cache(maxsize=4096)(urls.redact)


def version_view(row: Any, now: datetime) -> views.Version:
    """From anything that has the columns of the table as attributes."""
    phase = Phase(row.iso_phase)
    due = row.iso_due
    is_due = (due is None or due <= now) and row.iso_failure != NO_SPACE
    if phase is Phase.WAITING and is_due:
        phase, due = Phase.QUEUED, None  # nobody writes a row only because time has passed
    return views.Version(
        id=row.id,
        name=row.name,
        semanticversion=row.semanticversion,
        state=VersionState(row.state),
        isostate=IsoState(row.iso_state),
        phase=phase,
        mincpunumber=row.mincpunumber,
        minmemory=row.minmemory,
        arch=Arch(row.arch),
        zonenames=tuple(row.zone_names.split(ZONE_SEPARATOR)),
        allzones=row.allzones,
        directdownload=row.directdownload,
        url=_redact(row.url),
        file=row.file,
        checksum=row.checksum,
        supportsha=versions.supports_ha(row.version_order),
        supportsautoscaling=versions.supports_autoscaling(row.version_order),
        created=row.created,
        size=row.iso_size if row.iso_size >= 0 else None,
        received=row.iso_received,
        rate=row.iso_rate,
        due=due,
        failure=row.iso_failure,
        removed=row.removed,
    )
