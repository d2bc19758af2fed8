"""Sources and what they list as programs read them: plain values of JSON. Pure."""

from __future__ import annotations

from typing import Final

from kisotui.domain import urls
from kisotui.domain.catalogue import Entry, Source
from kisotui.locale import problem_text

Value = dict[str, object]

SOURCE_FIELDS: Final = ("id", "kind", "name", "location", "count", "fetched", "asked", "failure")
ENTRY_FIELDS: Final = (
    *("semanticversion", "arch", "name", "filename", "url", "file", "size", "date", "checksum"),
    *("mincpunumber", "minmemory", "source", "added", "ended"),
)


def location(source: Source) -> str:
    """Where it is, fit to be shown."""
    return urls.redact(source.location) if "://" in source.location else source.location


def source(shown: Source) -> Value:
    """A source, and how its last list came about."""
    problem = shown.problem
    return {
        "id": shown.id,
        "kind": shown.kind,
        "name": shown.name,
        "location": location(shown),
        "count": len(shown.listed),
        "fetched": shown.fetched.isoformat() if shown.fetched else None,
        "asked": shown.asked.isoformat() if shown.asked else None,
        "failure": problem.code if problem else None,
        "message": problem_text(problem) if problem else None,
    }


def entry(shown: Entry) -> Value:
    """An ISO that a source has."""
    listed = shown.listed
    return {
        "semanticversion": listed.semanticversion,
        "arch": listed.arch or None,
        "name": listed.name or None,
        "filename": listed.filename,
        "url": urls.redact(listed.url) if listed.url else None,
        "file": listed.file or None,
        "size": listed.size,
        "date": listed.date.isoformat() if listed.date else None,
        "checksum": str(listed.evidence[0].checksum) if listed.evidence else None,
        "mincpunumber": listed.mincpunumber,
        "minmemory": listed.minmemory,
        "source": shown.source.name,
        "added": shown.added or None,
        "ended": shown.ended,
    }
