"""What sources of ISOs have, and the add form filled in from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

from kisotui.domain import catalogue_json, support, urls
from kisotui.domain.catalogue import Entry, Listed, Source
from kisotui.domain.errands import ErrandKind
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.service import errands
from kisotui.service.context import Context
from kisotui.store import sources


def browse(
    ctx: Context, today: date, source: str | None = None
) -> tuple[list[Source], list[Entry]]:
    """The sources, and what all of them or one listed last: the newest version first.

    Raises Problem: ``support-dates``.
    """
    with ctx.store.read() as session:
        there = sources.there(session)
        found = sources.all_sources(session)
    added = {_file_name(each.place): each.name for each in there}
    dates = support_dates(ctx.settings.support_dates)
    entries = [
        Entry(
            each,
            listed,
            added.get(_file_name(listed.place), ""),
            support.has_ended(listed.semanticversion, dates, today),
        )
        for each in found
        if source in (None, each.id)
        for listed in each.listed
    ]
    return found, _newest_first(entries)


def form(ctx: Context, entry: Entry) -> VersionForm:
    """The add form for it, filled in; with the source's user name and password if it lies on the
    same server. Raises Problem: ``source-not-found``."""
    with ctx.store.read() as session:
        credentials = sources.credentials(session, entry.source.id)
    return _filled(entry.listed, entry.source.location, _secret(credentials), VersionForm())


def support_dates(own: Path | None) -> support.Dates:
    """Those of the package, and over them those of a person's file.

    Raises Problem: ``support-dates``.
    """
    known = resources.files("kisotui").joinpath("data/kubernetes-support.json").read_text()
    dates = support.read(known, "kubernetes-support.json")
    if own is None:
        return dates
    try:
        with own.open(encoding="utf-8") as file:
            text = file.read(support.LARGEST)
    except (OSError, UnicodeDecodeError):
        raise Problem("support-dates", path=str(own)) from None
    return {**dates, **support.read(text, str(own))}


def read_registration(ctx: Context, url: str) -> str:
    """Have a worker read a ``registration.json``; gives the errand's id. What it reports is for
    ``registered``. Raises Problem: ``url-*``."""
    address = urls.parse(url)
    secret = _secret(address.credentials)
    return errands.post(ctx, ErrandKind.REFRESH, {"url": address.url}, secret)


def registered(report: Mapping[str, object], form: VersionForm) -> VersionForm:
    """The form as a registration that was read fills it in. What it does not tell stays.

    ``form``: with the registration's URL, whose user name and password are for the ISO beside it,
    too.
    """
    listed = report["listed"]
    if not isinstance(listed, Mapping):
        raise TypeError
    address = urls.parse(form.url)
    secret = _secret(address.credentials)
    return _filled(catalogue_json.load_listed(listed), address.url, secret, form)


def _secret(credentials: tuple[str, str] | None) -> str:
    """As ``urls.with_credentials`` takes it."""
    return ":".join(quote(part, safe="") for part in credentials or ())


def _filled(listed: Listed, location: str, secret: str, before: VersionForm) -> VersionForm:
    filled = listed.form(before)
    if secret and _server(listed.url) == _server(location):
        filled = replace(filled, url=urls.with_credentials(listed.url, secret))
    return filled


def _server(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _newest_first(entries: Iterable[Entry]) -> list[Entry]:
    def rank(entry: Entry) -> tuple[int, float]:
        date = entry.listed.date
        return entry.listed.order, date.timestamp() if date else 0.0

    return sorted(entries, key=rank, reverse=True)


def _file_name(place: str) -> str:
    """What an ISO is called wherever it lies: a mirror's is the same."""
    return PurePosixPath(urlsplit(place).path if "://" in place else place).name
