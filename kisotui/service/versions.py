"""What a person can do with Kubernetes versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kisotui.domain import detail_views, mirrors, views
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import Phase, VersionState
from kisotui.domain.undo import Step
from kisotui.service import checking
from kisotui.service.context import Context
from kisotui.store import adding, finding, listing, orders, versions
from kisotui.store.rows import phase_of
from kisotui.store.tables import Version, now
from kisotui.store.version_rows import version_view
from kisotui.store.versions import Pairs

_AT_ONCE = 500  # versions whose rows are held at a time


def page(ctx: Context, query: views.VersionQuery, offset: int, limit: int) -> list[views.Version]:
    """Some rows of the list, from the one at ``offset`` on."""
    with ctx.store.read() as session:
        return listing.page(session, query, offset, limit)


def window(ctx: Context, query: views.VersionQuery, offset: int, limit: int) -> views.VersionPage:
    """As ``page``, and how many there are: all of one moment."""
    with ctx.store.read() as session:
        rows = tuple(listing.page(session, query, offset, limit))
        total = ctx.store.totals.of(session)
        count = total if query.is_bare else listing.count(session, query)
    return views.VersionPage(rows, count, total)


def details(
    ctx: Context, query: views.VersionQuery, offset: int, limit: int
) -> list[detail_views.VersionDetail]:
    """As ``page``, with the ISOs of each."""
    with ctx.store.read() as session:
        return versions.details(session, listing.page(session, query, offset, limit))


def count(ctx: Context, query: views.VersionQuery) -> int:
    """How many the query finds."""
    with ctx.store.read() as session:
        return listing.count(session, query)


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


def get(ctx: Context, id: str) -> detail_views.VersionDetail:  # noqa: A002 - the field's name
    """A version with its ISOs, a removed one too. Raises Problem: ``version-not-found``."""
    with ctx.store.read() as session:
        return with_mirror(ctx, versions.get(session, id))


def with_mirror(ctx: Context, detail: detail_views.VersionDetail) -> detail_views.VersionDetail:
    """As it is shown: with the mirror that is asked in place of its URL."""
    return replace(detail, mirror=mirrors.named(detail.version.url, ctx.settings.rewrite))


def check(ctx: Context, form: VersionForm) -> dict[str, Problem]:
    """What is wrong with a form, by field: its own rules, and the store's."""
    with ctx.store.read() as session:
        return checking.check(session, form)[1]


def add(ctx: Context, form: VersionForm) -> detail_views.VersionDetail:
    """Add a version and queue its ISOs. Raises the first Problem that ``check`` would give."""
    with ctx.write() as session:
        request, problems = checking.check(session, form)
        if request is None:
            raise next(iter(problems.values()))
        added = adding.insert(session, request.new, request.zones, ctx.actor)
        return versions.get(session, added)


def set_state(ctx: Context, ids: Sequence[str], state: VersionState) -> Step:
    """Enable or disable versions; gives what was changed of those that were not so already.

    Raises Problem: ``version-not-found``, ``being-deleted``; then nothing is changed.
    """
    with ctx.write() as session:
        wanted = dict.fromkeys(ids, state)
        return Step(tuple(orders.set_states(session, wanted, ctx.actor)))


def delete_plan(ctx: Context, ids: Sequence[str]) -> detail_views.DeletePlan:
    """What ``delete`` would destroy. Raises Problem: as that does."""
    ctx.refuse_if_read_only()
    at, each = now(), _each(ids)
    plan = detail_views.DeletePlan((), (), 0, 0, 0)
    with ctx.store.read() as session:
        for start in range(0, len(each), _AT_ONCE):
            plan += _plan(orders.all_living(session, each[start : start + _AT_ONCE]), at)
            session.expunge_all()  # of very many, the rows would take up ten times as much
    return plan


def _plan(rows: Sequence[tuple[Version, Pairs]], at: datetime) -> detail_views.DeletePlan:
    isos = [pair for _, pairs in rows for pair in pairs]
    stored = [iso.received for iso, _ in isos if iso.received]
    return detail_views.DeletePlan(
        versions=tuple(version_view(version, at) for version, _ in rows),
        zonenames=tuple(dict.fromkeys(zone.name for _, zone in isos)),
        files=len(stored),
        bytes=sum(stored),
        running=sum(phase_of(iso, at) is Phase.RUNNING for iso, _ in isos),
    )


def delete(ctx: Context, ids: Sequence[str]) -> None:
    """Have versions and all their ISOs destroyed.

    Raises Problem: ``version-not-found``, ``being-deleted``; then nothing is changed.
    """
    with ctx.write() as session:
        orders.delete(session, _each(ids), ctx.actor)


def _each(ids: Sequence[str]) -> Sequence[str]:
    """Without repetitions."""
    return list(dict.fromkeys(ids))
