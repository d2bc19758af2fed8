"""Views as programs read them: the API's field names, plain values of JSON. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from kisotui.domain import names
from kisotui.domain.failures import Problem
from kisotui.domain.states import distance
from kisotui.domain.views import Event, Iso, VersionDetail, Zone
from kisotui.locale import problem_next, problem_text

Value = dict[str, object]


def version(detail: VersionDetail) -> Value:
    """A version; what belongs to an ISO is that of the zone that is least far."""
    shown = detail.version
    iso = least_far(detail)
    return {
        "id": shown.id,
        "name": shown.name,
        "semanticversion": shown.semanticversion,
        "state": shown.state,
        "isostate": shown.isostate,
        "zoneid": iso.zoneid if iso else None,
        "zonename": iso.zonename if iso else None,
        "url": shown.url or None,
        "checksum": shown.checksum or None,
        "mincpunumber": shown.mincpunumber,
        "minmemory": shown.minmemory,
        "directdownload": shown.directdownload,
        "arch": shown.arch,
        "created": _time(shown.created),
        "supportsha": shown.supportsha,
        "supportsautoscaling": shown.supportsautoscaling,
        "isoid": iso.id if iso else None,
        "isoname": iso.name if iso else names.iso_name(shown.name),
        "isourl": shown.url or None,
        "file": shown.file or None,
        "allzones": shown.allzones,
        "phase": shown.phase,
        "size": shown.size,
        "received": shown.received,
        "rate": shown.rate,
        "due": _time(shown.due),
        "removed": _time(shown.removed),
        "isos": [_iso(each) for each in detail.isos],
    }


def least_far(detail: VersionDetail) -> Iso | None:
    """The ISO that is least far on the way to ``Ready``."""
    return min(detail.isos, key=lambda iso: distance(iso.state), default=None)


def _iso(iso: Iso) -> Value:
    return {
        "isoid": iso.id,
        "isoname": iso.name,
        "zoneid": iso.zoneid,
        "zonename": iso.zonename,
        "zonetype": iso.zonetype,
        "isostate": iso.state,
        "status": iso.status,
        "phase": iso.phase,
        "size": iso.size,
        "received": iso.received,
        "rate": iso.rate,
        "attempts": iso.attempts,
        "failure": _failure(iso),
        "digest": iso.digest or None,
        "verified": iso.verified,
        "path": iso.path or None,
        "due": _time(iso.due),
        "started": _time(iso.started),
        "finished": _time(iso.finished),
    }


def failure(iso: Iso) -> Problem | None:
    """What went wrong with it last."""
    values: dict[str, Any] = iso.failure_values
    return Problem(iso.failure, **values) if iso.failure else None


def _failure(iso: Iso) -> Value | None:
    problem = failure(iso)
    if problem is None:
        return None
    return {
        "code": problem.code,
        "message": problem_text(problem),
        "next": problem_next(problem),
        "time": _time(iso.failed_at),
    }


def zone(shown: Zone) -> Value:
    return {
        "id": shown.id,
        "name": shown.name,
        "type": shown.type,
        "versions": shown.versions,
        "created": _time(shown.created),
    }


def event(shown: Event) -> Value:
    return {
        "id": shown.id,
        "level": shown.level,
        "type": shown.type,
        "state": shown.state,
        "description": shown.description,
        "username": shown.username,
        "origin": shown.origin,
        "created": _time(shown.created),
        "resourcetype": shown.resourcetype,
        "resourceid": shown.resourceid,
        "resourcename": shown.resourcename,
        "parentid": shown.parent,
        "changes": {
            field: {"before": before, "after": after}
            for field, (before, after) in shown.changes.items()
        },
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment is not None else None


# What of each record stands in a line of CSV: all that is not itself a record.
VERSION_FIELDS: Final = (
    "id", "name", "semanticversion", "state", "isostate", "zoneid", "zonename", "url",
    "checksum", "mincpunumber", "minmemory", "directdownload", "arch", "created", "supportsha",
    "supportsautoscaling", "isoid", "isoname", "isourl", "file", "allzones", "phase", "size",
    "received", "rate", "due", "removed",
)  # fmt: skip
ZONE_FIELDS: Final = ("id", "name", "type", "versions", "created")
EVENT_FIELDS: Final = (
    "id", "level", "type", "state", "description", "username", "origin", "created",
    "resourcetype", "resourceid", "resourcename", "parentid",
)  # fmt: skip
