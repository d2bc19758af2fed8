"""What a person can do with sources of ISOs."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from kisotui.domain import names, urls
from kisotui.domain.catalogue import Source, SourceKind
from kisotui.domain.errands import ErrandKind
from kisotui.domain.failures import Problem
from kisotui.domain.source_places import kind_of, repository
from kisotui.domain.text import is_hidden
from kisotui.service import errands
from kisotui.service.context import Context
from kisotui.store import sources


def all_sources(ctx: Context) -> list[Source]:
    """By name."""
    with ctx.store.read() as session:
        return sources.all_sources(session)


def resolve(ctx: Context, ref: str) -> str:
    """The id of the source that is meant by its name, its id or a unique start of that.

    Raises Problem: ``source-not-found``, ``source-ambiguous``.
    """
    with ctx.store.read() as session:
        return sources.resolve(session, ref)


def get(ctx: Context, id: str) -> Source:  # noqa: A002 - the field's name
    """Raises Problem: ``source-not-found``."""
    with ctx.store.read() as session:
        return sources.get(session, id)


def add(ctx: Context, kind: str, location: str, name: str = "") -> Source:
    """Add one; it is asked when somebody looks at it. ``kind``: empty for the one that its place
    is likely to be of; ``name``: empty for that of its place.

    Raises Problem: ``source-kind-unknown``, ``source-location``, ``source-there``, ``url-*``,
    ``name-*``.
    """
    which = _kind(kind) if kind else kind_of(location)
    place, credentials = _place(which, location.strip())
    called = names.parse(name) or _name_of(which, place)
    new = Source(id="", kind=which, name=called, location=place)
    with ctx.write() as session:
        return sources.get(session, sources.insert(session, new, credentials, ctx.actor))


def remove(ctx: Context, id: str) -> None:  # noqa: A002 - the field's name
    """Forget it, and what it listed. Raises Problem: ``source-not-found``."""
    with ctx.write() as session:
        sources.remove(session, id, ctx.actor)


def refresh(ctx: Context, id: str) -> str:  # noqa: A002 - the field's name
    """Have a worker ask it what it has; gives the errand's id."""
    return errands.post(ctx, ErrandKind.REFRESH, {"source": id})


def _kind(text: str) -> SourceKind:
    try:
        return SourceKind(text.strip().lower())
    except ValueError:
        known = ", ".join(SourceKind)
        raise Problem("source-kind-unknown", field="kind", given=text[:40], known=known) from None


def _place(kind: SourceKind, text: str) -> tuple[str, tuple[str, str] | None]:
    """The location as it is kept, and what is secret in it."""
    if kind is SourceKind.GITHUB:
        if found := repository(text):
            return found, None
    elif kind is SourceKind.DIRECTORY:
        path = PurePosixPath(text)
        if path.is_absolute() and not any(map(is_hidden, text)) and len(text) <= urls.LONGEST:
            return str(path), None
    else:
        address = urls.parse(text)
        return address.url, address.credentials
    raise Problem("source-location", field="location", location=text[:80], kind=kind.value)


def _name_of(kind: SourceKind, place: str) -> str:
    if kind in (SourceKind.GITHUB, SourceKind.DIRECTORY):
        return place[-names.LONGEST :]
    return f"{urlsplit(place).netloc}{urlsplit(place).path}".rstrip("/")[: names.LONGEST]
