"""Versions that a person marks, or jumps to, in a list that a query fills."""

from __future__ import annotations

from collections.abc import Sequence

from kisotui.domain.marks import FailedOne, Marked
from kisotui.domain.views import Version, VersionQuery
from kisotui.service.context import Context
from kisotui.store import marking


def found(ctx: Context, query: VersionQuery) -> list[str]:
    """The ids of all that the query finds, in the list's order."""
    with ctx.store.read() as session:
        return marking.found(session, query)


def between(ctx: Context, query: VersionQuery, one: str, other: str) -> list[str]:
    """Two ids and all between them, in the list's order; none where one of them is not there."""
    with ctx.store.read() as session:
        return marking.between(session, query, one, other)


def rows(ctx: Context, ids: Sequence[str]) -> list[Version]:
    """Those of the versions that there are, in the order of the ids."""
    with ctx.store.read() as session:
        return marking.rows(session, ids)


def look(ctx: Context, query: VersionQuery, ids: Sequence[str]) -> Marked:
    """What is to be known of marked versions, by a list that the query fills."""
    with ctx.store.read() as session:
        return marking.look(session, query, ids)


def next_failed(
    ctx: Context,
    query: VersionQuery,
    id: str | None,  # noqa: A002 - the field's name
    *,
    backwards: bool = False,
) -> FailedOne | None:
    """The failed one after a version in the list, or before it; None where nothing has failed.

    After the last one comes the first again. ``id``: None for the first of all.
    """
    with ctx.store.read() as session:
        return marking.next_failed(session, query, id, backwards=backwards)
