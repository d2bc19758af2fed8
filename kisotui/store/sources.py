"""Sources of ISOs: where they are, and what they last listed."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, unquote

from sqlmodel import Session, col, select

from kisotui.domain import catalogue_json, urls
from kisotui.domain.actors import Actor
from kisotui.domain.catalogue import Page, Source, SourceKind
from kisotui.domain.failures import FAILURES, Problem
from kisotui.domain.states import EventState, EventType
from kisotui.store import events, tables
from kisotui.store.references import one, shortened
from kisotui.store.source_table import Source as Row
from kisotui.store.work import Process, reports


class Added(NamedTuple):
    """The name of a version that is there, and its URL or file."""

    name: str
    place: str


def all_sources(session: Session) -> list[Source]:
    """By name."""
    found = map(_view, session.exec(select(Row)))
    return sorted(found, key=lambda source: (source.name.casefold(), source.id))


def get(session: Session, id: str) -> Source:  # noqa: A002 - the field's name
    """Raises Problem: ``source-not-found``."""
    return _view(_row(session, id))


def credentials(session: Session, id: str) -> tuple[str, str] | None:  # noqa: A002
    """User name and password for the location's own host. Raises Problem: ``source-not-found``."""
    user, colon, password = _row(session, id).credentials.partition(":")
    return (unquote(user), unquote(password)) if colon else None


def resolve(session: Session, ref: str) -> str:
    """The id of the source that is meant by its name, its id or a unique start of that.

    Raises Problem: ``source-not-found``, ``source-ambiguous``.
    """
    there = session.exec(select(Row.id, Row.name)).all()
    ref = ref.strip()
    same = [(key, name) for key, name in there if ref in (key, name)]
    starts = [(key, name) for key, name in there if ref and key.startswith(ref.lower())]
    found = one("source", ref, same) or one("source", ref, starts)
    if found is None:
        raise Problem("source-not-found", ref=shortened(ref))
    return found


def insert(session: Session, source: Source, secret: tuple[str, str] | None, actor: Actor) -> str:
    """Add one that was never asked. Raises Problem: ``source-there``."""
    for row in session.exec(select(Row)):
        if row.name == source.name or (row.kind, row.location) == (source.kind, source.location):
            raise Problem("source-there", field="location", name=row.name)
    kept = ":".join(quote(part, safe="") for part in secret) if secret else ""
    row = Row(kind=source.kind.value, name=source.name, location=source.location, credentials=kept)
    session.add(row)
    session.flush()
    shown = _shown(source.location)
    _tell(session, EventType.SOURCE_CREATE, "event.source.created", row, actor, (None, shown))
    return row.id


def remove(session: Session, id: str, actor: Actor) -> None:  # noqa: A002
    """Raises Problem: ``source-not-found``."""
    row = _row(session, id)
    shown = _shown(row.location)
    _tell(session, EventType.SOURCE_DELETE, "event.source.deleted", row, actor, (shown, None))
    session.delete(row)


def listed(session: Session, _me: Process, *, id: str, pages: tuple[Page, ...]) -> None:  # noqa: A002
    """A worker has asked it; one that was removed meanwhile stays so."""
    row = session.get(Row, id)
    if row is not None:
        row.pages = catalogue_json.dump(pages)
        row.fetched = row.asked = tables.now()
        row.failure, row.failure_values = None, {}


def failed(session: Session, _me: Process, *, id: str, problem: Problem) -> None:  # noqa: A002
    """A worker has asked it in vain; the last list stays."""
    row = session.get(Row, id)
    if row is not None:
        row.asked = tables.now()
        row.failure, row.failure_values = problem.code, reports.plain(problem.values)


def there(session: Session) -> list[Added]:
    """What a catalogue is compared with: the versions that are not being deleted."""
    version = tables.Version
    columns = select(version.name, version.url, version.file)
    found = session.exec(columns.where(col(version.removed).is_(None)))
    return [Added(name, url or file) for name, url, file in found]


def _row(session: Session, id: str) -> Row:  # noqa: A002
    row = session.get(Row, id)
    if row is None:
        raise Problem("source-not-found", ref=shortened(id))
    return row


def _view(row: Row) -> Source:
    return Source(
        id=row.id,
        kind=SourceKind(row.kind),
        name=row.name,
        location=row.location,
        fetched=row.fetched,
        asked=row.asked,
        problem=_problem(row),
        pages=catalogue_json.load(row.pages),
    )


def _problem(row: Row) -> Problem | None:
    if row.failure is None:
        return None
    if row.failure not in FAILURES:  # of a later release
        return Problem("unexpected", kind=row.failure, log="-")
    return Problem(row.failure, **row.failure_values)


def _shown(location: str) -> str:
    return urls.redact(location) if "://" in location else location


def _tell(
    session: Session,
    type: EventType,  # noqa: A002 - the field's name
    message: str,
    row: Row,
    actor: Actor,
    location: tuple[str | None, str | None],
) -> None:
    events.record(
        session,
        type=type,
        state=EventState.COMPLETED,
        message=message,
        values={"name": row.name, "location": location[0] or location[1]},
        changes={"location": location},
        actor=actor,
        resource=events.Resource(events.SOURCE, row.id, row.name),
    )
