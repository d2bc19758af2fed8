"""Which version a person means."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from kisotui.domain import versions as rules
from kisotui.domain.failures import Problem
from kisotui.domain.text import searchable
from kisotui.store import tables
from kisotui.store.references import one, shortened

_START_OF_ID = re.compile(r"[0-9a-f-]{1,36}")
_MANY = 10


def resolve(session: Session, ref: str) -> str:
    """The id of the version that is meant: by its id, its name, its semantic version, or a
    start of its id; the first of these that fits. Removed ones by their whole id only.

    Raises Problem: ``version-not-found``, ``version-ambiguous``.
    """
    ref = ref.strip()
    if session.get(tables.Version, ref.lower()) is not None:
        return ref.lower()
    for conditions in (_named(ref), _of_version(ref), _beginning_with(ref)):
        if conditions:
            found = one("version", ref, _living(session, conditions))
            if found is not None:
                return found
    raise Problem("version-not-found", ref=shortened(ref))


def named(session: Session, name: str) -> str | None:
    """The id of the version that has this name."""
    found = _living(session, _named(name))
    return found[0][0] if found else None


def _living(session: Session, conditions: list[ColumnElement[bool]]) -> list[tuple[str, str]]:
    statement = (
        select(tables.Version.id, tables.Version.name)
        .where(col(tables.Version.removed).is_(None), *conditions)
        .order_by(tables.Version.id)
        .limit(_MANY)
    )
    return [(found, name) for found, name in session.exec(statement)]


def _named(name: str) -> list[ColumnElement[bool]]:
    # The key has the index.
    return [
        col(tables.Version.name_key) == searchable(name),
        col(tables.Version.name) == name,
    ]


def _of_version(ref: str) -> list[ColumnElement[bool]]:
    try:
        order = rules.order(rules.parse(ref))
    except Problem:
        return []
    return [col(tables.Version.version_order) == order]


def _beginning_with(ref: str) -> list[ColumnElement[bool]]:
    start = ref.lower()
    if not _START_OF_ID.fullmatch(start):
        return []
    # A range, not LIKE: it can use the index whatever the collation. "g" follows "f".
    return [col(tables.Version.id) >= start, col(tables.Version.id) < start + "g"]
