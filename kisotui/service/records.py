"""Views as programs read them: the API's field names, plain values of JSON. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from kisotui.domain import contents_json, names, usable
from kisotui.domain.contents import Contents, Finding
from kisotui.domain.detail_views import Event, Iso, IsoContents, VersionDetail, WorkerStatus, Zone
from kisotui.domain.evidence import Evidence
from kisotui.domain.failures import Problem
from kisotui.domain.states import distance
from kisotui.domain.views import View
from kisotui.locale import finding_next, finding_text, problem_next, problem_text

Value = dict[str, object]


def version(detail: VersionDetail) -> Value:
    """A version; what belongs to an ISO is that of the zone that is least far."""
    shown = detail.version
    first = least_far(detail)
    return {
        "id": shown.id,
        "name": shown.name,
        "semanticversion": shown.semanticversion,
        "state": shown.state,
        "isostate": shown.isostate,
        "zoneid": first.zoneid if first else None,
        "zonename": first.zonename if first else None,
        "url": shown.url or None,
        "checksum": shown.checksum or None,
        "evidence": [_evidence(each) for each in detail.evidence],
        "mincpunumber": shown.mincpunumber,
        "minmemory": shown.minmemory,
        "directdownload": shown.directdownload,
        "arch": shown.arch,
        "created": _time(shown.created),
        "supportsha": shown.supportsha,
        "supportsautoscaling": shown.supportsautoscaling,
        "isoid": first.id if first else None,
        "isoname": first.name if first else names.iso_name(shown.name),
        "isourl": shown.url or None,
        "file": shown.file or None,
        "allzones": shown.allzones,
        "phase": shown.phase,
        "size": shown.size,
        "received": shown.received,
        "rate": shown.rate,
        "due": _time(shown.due),
        "removed": _time(shown.removed),
        "usable": shown.usable or None,
        "isos": [iso(each) for each in detail.isos],
    }


def least_far(detail: VersionDetail) -> Iso | None:
    """The ISO that is least far on the way to ``Ready``, of those that stay in their zones."""
    return min(detail.staying, key=lambda iso: distance(iso.state), default=None)


def iso(shown: Iso) -> Value:
    """The ISO of one zone."""
    return {
        "isoid": shown.id,
        "isoname": shown.name,
        "zoneid": shown.zoneid,
        "zonename": shown.zonename,
        "zonetype": shown.zonetype,
        "isostate": shown.state,
        "status": shown.status,
        "phase": shown.phase,
        "size": shown.size,
        "received": shown.received,
        "rate": shown.rate,
        "since": _time(shown.since),
        "connections": shown.connections,
        "priority": shown.priority,
        "ratelimit": shown.ratelimit,
        "attempts": shown.attempts,
        "failure": _failure(shown),
        "digest": shown.digest or None,
        "digests": list(shown.digests),
        "verified": shown.verified,
        "proven": _time(shown.proven),
        "reread": shown.reread,
        "path": shown.path or None,
        "due": _time(shown.due),
        "started": _time(shown.started),
        "finished": _time(shown.finished),
    }


def _evidence(stated: Evidence) -> Value:
    return {
        "checksum": str(stated.checksum),
        "origin": stated.origin,
        "source": stated.source or None,
    }


def why(detail: VersionDetail) -> Value:
    """Whether clusters can use a version, and what speaks against it."""
    from kisotui.service.why import advice, line, text

    found, now = usable.of(detail), datetime.now(UTC)
    return {
        "id": detail.version.id,
        "name": detail.version.name,
        "usable": found.level,
        "zonenames": list(found.zonenames),
        "message": line(found, detail, now),
        "reasons": [
            {
                "reason": each.reason,
                "stops": each.stops,
                "zonenames": [iso.zonename for iso in each.isos],
                "message": text(each, detail, now),
                "next": advice(each),
            }
            for each in found.whys
        ],
    }


def contents(found: Contents) -> Value:
    """What is in an ISO."""
    return {
        **contents_json.to_json(found),
        "findings": [finding(each) for each in found.findings[: contents_json.MOST_FINDINGS]],
    }


def finding(found: Finding) -> Value:
    """What was found in an ISO, with its words."""
    said = {"message": finding_text(found), "next": finding_next(found)}
    return {**contents_json.finding_to_json(found), **said}


def iso_contents(shown: IsoContents) -> Value:
    """What was found in an ISO of a version, and in which zones."""
    return {
        "zonenames": list(shown.zonenames),
        "digest": shown.digest,
        "accepted": shown.accepted,
        "judged": _time(shown.judged),
        **contents(shown.contents),
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


def worker(shown: WorkerStatus) -> Value:
    return {
        "host": shown.host,
        "pid": shown.pid,
        "started": _time(shown.started),
        "seen": _time(shown.seen),
        "downloads": shown.downloads,
    }


def view(named: tuple[str, View]) -> Value:
    """A saved view."""
    name, shown = named
    query = shown.query
    return {
        "name": name,
        "filter": query.text,
        "zoneid": query.zone,
        "zonename": shown.zonename or None,
        "minimum": query.minimum or None,
        "arch": query.arch,
        "sort": query.sort,
        "descending": query.descending,
        "columns": list(shown.columns),
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment is not None else None


# What of each record stands in a line of CSV: all that is not itself a record.
VERSION_FIELDS: Final = (
    "id", "name", "semanticversion", "state", "isostate", "zoneid", "zonename", "url",
    "checksum", "mincpunumber", "minmemory", "directdownload", "arch", "created", "supportsha",
    "supportsautoscaling", "isoid", "isoname", "isourl", "file", "allzones", "phase", "size",
    "received", "rate", "due", "removed", "usable",
)  # fmt: skip
WORKER_FIELDS: Final = ("host", "pid", "started", "seen", "downloads")
VIEW_FIELDS: Final = (
    "name", "filter", "zoneid", "zonename", "minimum", "arch", "sort", "descending",
)  # fmt: skip
WHY_FIELDS: Final = ("id", "name", "usable", "message")
FINDING_FIELDS: Final = ("severity", "code", "path", "message", "next")
ZONE_FIELDS: Final = ("id", "name", "type", "versions", "created")
EVENT_FIELDS: Final = (
    "id", "level", "type", "state", "description", "username", "origin", "created",
    "resourcetype", "resourceid", "resourcename", "parentid",
)  # fmt: skip
