"""What a person can do with Kubernetes versions."""

from __future__ import annotations

from collections.abc import Sequence

from kisotui.domain import views
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import Phase, VersionState
from kisotui.service import checking
from kisotui.service.context import Context
from kisotui.store import adding, finding, listing, orders, versions


def page(ctx: Context, query: views.VersionQuery, offset: int, limit: int) -> list[views.Version]:
    """Some rows of the list, from the one at ``offset`` on."""
    with ctx.store.read() as session:
        return listing.page(session, query, offset, limit)


def details(
    ctx: Context, query: views.VersionQuery, offset: int, limit: int
) -> list[views.VersionDetail]:
    """As ``page``, with the ISOs of each."""
    with ctx.store.read() as session:
        return versions.details(session, listing.page(session, query, offset, limit))


def count(ctx: Context, query: views.VersionQuery) -> int:
    """How many the query finds."""
    with ctx.store.read() as session:
        return listing.count(session, query)


def total(ctx: Context) -> int:
    """How many there are."""
    with ctx.store.read() as session:
        return listing.total(session)


def position(ctx: Context, query: views.VersionQuery, id: str) -> int | None:  # noqa: A002
    """At which row of the list a version stands; None where the query does not find it."""
    with ctx.store.read() as session:
        return listing.position(session, query, id)


def resolve(ctx: Context, ref: str) -> str:
    """The id of the version that is meant by its id, name, semantic version or a start of its id.

    Raises Problem: ``version-not-found``, ``version-ambiguous``.
    """
    with ctx.store.read() as session:
        return finding.resolve(session, ref)


def get(ctx: Context, id: str) -> views.VersionDetail:  # noqa: A002 - the field's name
    """A version with its ISOs, a removed one too. Raises Problem: ``version-not-found``."""
    with ctx.store.read() as session:
        return versions.get(session, id)


def check(ctx: Context, form: VersionForm) -> dict[str, Problem]:
    """What is wrong with a form, by field: its own rules, and the store's."""
    with ctx.store.read() as session:
        return checking.check(session, form)[1]


def add(ctx: Context, form: VersionForm) -> views.VersionDetail:
    """Add a version and queue its ISOs. Raises the first Problem that ``check`` would give."""
    with ctx.write() as session:
        request, problems = checking.check(session, form)
        if request is None:
            raise next(iter(problems.values()))
        added = adding.insert(session, request.new, request.zones, ctx.actor)
        return versions.get(session, added)


def set_state(ctx: Context, ids: Sequence[str], state: VersionState) -> int:
    """Enable or disable versions; gives how many were not so already.

    Raises Problem: ``version-not-found``, ``being-deleted``; then nothing is changed.
    """
    with ctx.write() as session:
        return sum(orders.set_state(session, each, state, ctx.actor) for each in _each(ids))


def delete_plan(ctx: Context, ids: Sequence[str]) -> views.DeletePlan:
    """What ``delete`` would destroy. Raises Problem: as that does."""
    ctx.refuse_if_read_only()
    with ctx.store.read() as session:
        details = []
        for each in _each(ids):
            orders.living(session, each)
            details.append(versions.get(session, each))
    isos = [iso for detail in details for iso in detail.isos]
    stored = [iso.received for iso in isos if iso.received]
    return views.DeletePlan(
        versions=tuple(detail.version for detail in details),
        zonenames=tuple(dict.fromkeys(iso.zonename for iso in isos)),
        files=len(stored),
        bytes=sum(stored),
        running=sum(iso.phase is Phase.RUNNING for iso in isos),
    )


def delete(ctx: Context, ids: Sequence[str]) -> None:
    """Have versions and all their ISOs destroyed.

    Raises Problem: ``version-not-found``, ``being-deleted``; then nothing is changed.
    """
    with ctx.write() as session:
        for each in _each(ids):
            orders.delete(session, each, ctx.actor)


def _each(ids: Sequence[str]) -> Sequence[str]:
    """Without repetitions."""
    return list(dict.fromkeys(ids))
