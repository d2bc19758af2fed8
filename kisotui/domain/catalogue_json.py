"""Lists of sources as plain JSON, for the store and the reports of errands, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from kisotui.domain import checksums
from kisotui.domain.catalogue import MOST, Listed, Page
from kisotui.domain.evidence import Evidence, Origin


def dump(pages: Iterable[Page]) -> list[dict[str, Any]]:
    """As JSON values."""
    return [
        {
            "url": page.url,
            "etag": page.etag,
            "modified": page.modified,
            "following": page.following,
            "items": [dump_listed(item) for item in page.items],
        }
        for page in pages
    ]


def load(pages: Iterable[Mapping[str, Any]]) -> tuple[Page, ...]:
    """What ``dump`` made; what another release made otherwise is left out."""
    found = []
    for page in pages:
        with suppress(KeyError, TypeError, ValueError):
            items = tuple(map(load_listed, page["items"][:MOST]))
            url, etag, modified = page["url"], page["etag"], page["modified"]
            found.append(Page(url, etag, modified, page["following"], items))
    return tuple(found)


def dump_listed(item: Listed) -> dict[str, Any]:
    """One entry."""
    return {
        "filename": item.filename,
        "semanticversion": item.semanticversion,
        "arch": item.arch,
        "name": item.name,
        "url": item.url,
        "file": item.file,
        "size": item.size,
        "date": item.date.isoformat() if item.date else None,
        "mincpunumber": item.mincpunumber,
        "minmemory": item.minmemory,
        "evidence": [[str(e.checksum), e.origin.value, e.source] for e in item.evidence],
    }


def load_listed(item: Mapping[str, Any]) -> Listed:
    """Raises KeyError, TypeError, ValueError: it is nothing that ``dump_listed`` made."""
    evidence = []
    for text, origin, source in item["evidence"]:
        if (checksum := checksums.parse(text)) is not None:
            evidence.append(Evidence(checksum, Origin(origin), source))
    date = datetime.fromisoformat(item["date"]) if item["date"] else None
    return Listed(**{**item, "date": date, "evidence": tuple(evidence)})
