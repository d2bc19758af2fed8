"""The errand of asking a source of ISOs what it has."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from kisotui.domain import catalogue_json, urls
from kisotui.domain.catalogue import Page, Source, SourceKind
from kisotui.domain.failures import Problem
from kisotui.download.refresh import Order
from kisotui.download.refresh import refresh as ask
from kisotui.store import sources
from kisotui.store.work import ErrandJob, Process
from kisotui.worker import log, terms
from kisotui.worker.errand import Means, Report

if TYPE_CHECKING:
    from kisotui.settings import Settings
    from kisotui.store.engine import Session

Kept = tuple[Source, tuple[str, str] | None]


async def refresh(job: ErrandJob, means: Means) -> Report:
    """List what the source has, for the store; its request names the ``source``.

    Or read one registration at a ``url``, for who waits: the report's ``listed``. Its secret is
    the URL's user name and password. Raises Problem.
    """
    if "url" in job.request:
        address = urls.parse(urls.with_credentials(job.request["url"], job.secret))
        pages = await _ask(means.settings, _registration(address))
        return {"listed": catalogue_json.dump_listed(pages[0].items[0])}
    source_id = str(job.request["source"])
    source, credentials = await means.desk.write(partial(_find, id=source_id))
    try:
        pages = await _refresh(means.settings, source, credentials)
    except Problem as problem:
        await means.desk.persist(partial(sources.failed, id=source_id, problem=problem))
        raise
    await means.desk.persist(partial(sources.listed, id=source_id, pages=pages))
    count = sum(len(page.items) for page in pages)
    log.info("refreshed", name=source.name, count=count)
    return {"count": count}


def _find(session: Session, _me: Process, *, id: str) -> Kept:  # noqa: A002 - the field's name
    return sources.get(session, id), sources.credentials(session, id)


def _registration(address: urls.Address) -> Order:
    return Order(
        kind=SourceKind.REGISTRATION, location=address.url, credentials=address.credentials
    )


async def _refresh(
    settings: Settings, source: Source, credentials: tuple[str, str] | None
) -> tuple[Page, ...]:
    token = ""
    if source.kind is SourceKind.GITHUB:
        token = os.environ.get(settings.github_token, "").strip()
        _require_allowed(source, token)
    order = Order(
        kind=source.kind,
        location=source.location,
        credentials=credentials,
        former=source.pages,
        api=settings.github_api,
        token=token,
    )
    try:
        return await _ask(settings, order)
    except Problem as problem:
        if problem.code == "rate-limited":
            seconds = float(str(problem.values.pop("retry_after", 60.0)))
            until = _now() + timedelta(seconds=seconds)
            problem.values |= {"until": str(until), "token": bool(token)}
        raise


async def _ask(settings: Settings, order: Order) -> tuple[Page, ...]:
    return await ask(
        order,
        limits=terms.limits(settings),
        trust=terms.trust(settings, ""),
        mirrored=partial(terms.mirrored, settings),
    )


def _require_allowed(source: Source, token: str) -> None:
    """Ask nobody who asked to be left alone until later; a token may be asked with at once.

    Raises Problem: ``rate-limited``.
    """
    last = source.problem
    if last is None or last.code != "rate-limited":
        return
    try:
        until = datetime.fromisoformat(str(last.values.get("until")))
    except ValueError:
        return
    if until > _now() and last.values.get("token") == bool(token):
        left = (until - _now()).total_seconds()
        host = last.values.get("host", "")
        minutes = max(1, round(left / 60))
        raise Problem(
            "rate-limited", host=host, minutes=minutes, until=str(until), token=bool(token)
        )


def _now() -> datetime:
    return datetime.now(UTC)
