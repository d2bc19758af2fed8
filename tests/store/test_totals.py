"""How many versions there are: right after whatever happened, and counted no oftener than that."""

from __future__ import annotations

import pytest

from kisotui.domain.actors import Actor
from kisotui.domain.forms import VersionForm
from kisotui.domain.views import VersionQuery
from kisotui.service import versions
from kisotui.service.context import Context
from kisotui.settings import Settings
from kisotui.store import listing
from kisotui.store import versions as rows
from kisotui.store.engine import Store

URL = "http://192.0.2.1/a.iso"


@pytest.fixture
def context(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Context:
    folder = tmp_path_factory.mktemp("isos")
    settings = Settings("sqlite:///unused", folder, folder, "en")
    return Context(store, settings, Actor("kim", "192.0.2.7"))


def total(context: Context) -> int:
    page = versions.window(context, VersionQuery(), 0, 10)
    assert page.count == page.total == len(page.rows)
    return page.total


def test_it_is_counted_after_an_event_only(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = 0
    count = listing.total

    def total_counted(*asked: object) -> int:
        nonlocal counted
        counted += 1
        return count(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(listing, "total", total_counted)
    assert [total(context), total(context)] == [0, 0]
    assert counted == 1
    added = versions.add(context, VersionForm(semanticversion="1.34.1", url=URL)).version
    assert [total(context), total(context)] == [1, 1]
    assert counted == 2
    with context.store.write() as session:  # as a worker that tells how far it is
        rows.summarise(session, added.id)
    assert total(context) == 1
    assert counted == 2


def test_a_filter_finds_some_of_all(context: Context) -> None:
    for patch in range(3):
        form = VersionForm(semanticversion=f"1.34.{patch}", name=f"v{patch}", url=URL)
        versions.add(context, form)
    page = versions.window(context, VersionQuery(text="1.34.2"), 0, 10)
    assert (len(page.rows), page.count, page.total) == (1, 1, 3)
