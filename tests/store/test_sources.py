"""Sources of ISOs in the store, asked by a worker, and their catalogue."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kisotui.domain.catalogue import Source
from kisotui.domain.errands import ErrandKind
from kisotui.domain.failures import Exit, Problem
from kisotui.domain.forms import VersionForm
from kisotui.service import catalogue, errands, sources, versions
from kisotui.service import worker as workers
from kisotui.service.context import Context
from kisotui.store import work
from kisotui.store.engine import open_store
from kisotui.worker.desk import Desk
from kisotui.worker.errand import Means, Report
from kisotui.worker.errand_refresh import refresh
from kisotui.worker.judging import Bench
from tests.support.cli import Cli
from tests.support.source_server import SourceServer, apache, registration
from tests.support.workers import enter

TODAY = date(2026, 11, 23)
ISO = "setup-v1.33.3-calico-x86_64.iso"
OLD = "setup-v1.30.3-calico-x86_64.iso"
FILES = {ISO: ("2026-07-01 12:34", "831M"), OLD: ("2024-07-01 12:34", "831M")}
RELEASES = "/repos/o/r/releases?per_page=30"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SourceServer]:
    with SourceServer(tmp_path) as server:
        server.page("/cks/", apache(FILES))
        yield server


@pytest.fixture
def bare(ctx: Context) -> Context:
    """Without the sources that are built in."""
    for source in sources.all_sources(ctx):
        sources.remove(ctx, source.id)
    return ctx


def asked(ctx: Context, request: dict[str, str], secret: str = "") -> Report:
    """What a worker reports of an errand."""
    with ctx.store.write() as session:
        me = work.this_process()
        work.enter(session, me)
    desk = Desk(ctx.store, me)
    job = work.ErrandJob(id="1", token=1, kind=ErrandKind.REFRESH, request=request, secret=secret)
    try:
        return asyncio.run(_done(job, Means(ctx.settings, desk, lambda report: None, Bench())))
    finally:
        desk.close()
        with ctx.store.write() as session:
            work.leave(session, me)


async def _done(job: work.ErrandJob, means: Means) -> Report:
    return await refresh(job, means)


def index(ctx: Context, server: SourceServer, name: str = "cks") -> Source:
    return sources.add(ctx, "index", f"{server.url}/cks/", name)


def test_two_are_built_in_and_can_be_removed(ctx: Context) -> None:
    there = sources.all_sources(ctx)
    assert [(each.id, each.kind) for each in there] == [
        ("ablestack", "github"),
        ("cloudstack", "index"),
    ]
    assert all(each.fetched is None and each.problem is None for each in there)
    for each in there:
        sources.remove(ctx, each.id)
    assert sources.all_sources(ctx) == []
    with pytest.raises(Problem, match="source-not-found"):
        sources.remove(ctx, "cloudstack")


def test_a_list_outlives_a_failure_and_says_its_age(bare: Context, server: SourceServer) -> None:
    source = index(bare, server)
    assert asked(bare, {"source": source.id}) == {"count": 2}
    fresh = sources.get(bare, source.id)
    assert fresh.fetched is not None
    server.page("/cks/", "", status=500)
    with pytest.raises(Problem, match="http-server"):
        asked(bare, {"source": source.id})
    stale = sources.get(bare, source.id)
    assert stale.listed == fresh.listed
    assert stale.fetched == fresh.fetched
    assert stale.problem is not None
    assert stale.problem.code == "http-server"
    server.page("/cks/", apache({}))
    asked(bare, {"source": source.id})
    assert sources.get(bare, source.id).problem is None


def test_the_catalogue_is_in_order_and_knows_what_is_there(
    bare: Context, server: SourceServer
) -> None:
    source = index(bare, server)
    asked(bare, {"source": source.id})
    _, (new, old) = catalogue.browse(bare, TODAY)
    assert (new.listed.filename, new.ended, new.added) == (ISO, True, "")
    assert (old.listed.filename, old.ended) == (OLD, True)
    mirror = f"http://mirror.example/x/{ISO}"
    versions.add(bare, VersionForm(semanticversion="1.33.3", name="mine", url=mirror))
    _, entries = catalogue.browse(bare, date(2026, 1, 1))
    assert [(each.added, each.ended) for each in entries] == [("mine", False), ("", True)]
    assert catalogue.browse(bare, TODAY, "another")[1] == []


def test_a_chosen_one_can_be_added_as_it_is(bare: Context, server: SourceServer) -> None:
    source = index(bare, server)
    asked(bare, {"source": source.id})
    _, (entry, _) = catalogue.browse(bare, TODAY)
    form = catalogue.form(bare, entry)
    assert versions.check(bare, form) == {}
    added = versions.add(bare, form).version
    assert (added.name, added.url) == ("v1.33.3-calico-x86_64", f"{server.url}/cks/{ISO}")


def test_a_password_is_kept_apart_and_shown_nowhere(bare: Context, server: SourceServer) -> None:
    location = f"{server.url}/cks/".replace("://", "://kim:s%3Aecret@")
    source = sources.add(bare, "index", location, "private")
    assert "ecret" not in repr(source)
    asked(bare, {"source": source.id})
    assert server.asked[0].headers["Authorization"].startswith("Basic ")
    _, (entry, _) = catalogue.browse(bare, TODAY)
    assert "ecret" not in repr(entry)
    form = catalogue.form(bare, entry)
    assert form.url == f"{location}{ISO}"
    elsewhere = replace(entry, listed=replace(entry.listed, url="https://cdn.example/a.iso"))
    assert catalogue.form(bare, elsewhere).url == "https://cdn.example/a.iso"


def test_who_asks_to_wait_is_left_alone(
    bare: Context, server: SourceServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ctx = replace(bare, settings=replace(bare.settings, github_api=server.url))
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    source = sources.add(ctx, "github", "o/r")
    limit = {"X-RateLimit-Limit": "60", "Retry-After": "600"}
    server.page(RELEASES, "", status=403, headers=limit)
    for _ in range(3):
        with pytest.raises(Problem, match="rate-limited"):
            asked(ctx, {"source": source.id})
    assert len(server.asked) == 1
    server.page(RELEASES, "[]")
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    assert asked(ctx, {"source": source.id}) == {"count": 0}
    assert server.asked[1].headers["Authorization"] == "Bearer ghp_secret"
    assert "ghp_secret" not in repr(sources.get(ctx, source.id))


def test_one_that_was_removed_meanwhile_stays_so(bare: Context, server: SourceServer) -> None:
    source = index(bare, server)
    sources.remove(bare, source.id)
    with pytest.raises(Problem, match="source-not-found"):
        asked(bare, {"source": source.id})
    assert sources.all_sources(bare) == []


@pytest.mark.parametrize(
    ("kind", "location", "code"),
    [
        ("ftp", "https://h/", "source-kind-unknown"),
        ("index", "ftp://h/", "url-scheme"),
        ("index", "", "url-missing"),
        ("github", "owner", "source-location"),
        ("github", "owner/..", "source-location"),
        ("github", "../../x", "source-location"),
        ("directory", "isos", "source-location"),
        ("directory", "/mnt/\x1b", "source-location"),
    ],
)
def test_sources_that_cannot_be(ctx: Context, kind: str, location: str, code: str) -> None:
    with pytest.raises(Problem, match=code):
        sources.add(ctx, kind, location)


def test_the_same_twice(ctx: Context) -> None:
    added = sources.add(ctx, "github", "https://github.com/o/r.git")
    assert (added.location, added.name) == ("o/r", "o/r")
    with pytest.raises(Problem, match="source-there"):
        sources.add(ctx, "github", "o/r", "another")
    with pytest.raises(Problem, match="source-there"):
        sources.add(ctx, "github", "p/q", "o/r")


def test_a_registration_fills_a_form(ctx: Context, server: SourceServer) -> None:
    url = server.page("/x/a.registration.json", registration())
    given = url.replace("://", "://kim:word@")
    posted = catalogue.read_registration(ctx, given)
    errand = errands.look(ctx, posted)
    assert errand is not None
    report = asked(ctx, {"url": url}, "kim:word")
    assert server.asked[0].headers["Authorization"].startswith("Basic ")
    assert "word" not in json.dumps(dict(report))
    form = catalogue.registered(report, VersionForm(url=given, zone="z"))
    assert form.url == f"{server.url}/x/k8s-v1.34.12-mold-cks-amd64-r1.iso".replace(
        "://", "://kim:word@"
    )
    assert (form.zone, form.semanticversion, form.minmemory) == ("z", "1.34.12", "4096")


class TestCommands:
    @pytest.fixture
    def cli(self, cli: Cli, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Cli:
        """With a worker that does one errand when it is asked for."""

        def do(context: Context) -> None:
            threading.Thread(target=_work, args=(context, sqlite_url)).start()

        monkeypatch.setattr(workers, "ensure", do)
        for each in ("cloudstack", "ablestack"):
            cli.ok("source", "remove", each)
        return cli

    def test_add_refresh_browse_remove(self, cli: Cli, server: SourceServer) -> None:
        added = cli.ok("source", "add", f"{server.url}/cks/", "--name", "cks").strip()
        assert cli.json("source", "list")[0]["fetched"] is None
        assert cli.ok("source", "refresh", "cks") == "cks: 2 ISOs\n"
        (shown,) = cli.json("source", "list")
        assert (shown["id"], shown["count"], shown["failure"]) == (added, 2, None)
        new, _ = cli.json("source", "browse")
        assert (new["filename"], new["added"]) == (ISO, None)
        cli.add("1.33.3", "--url", new["url"], "--name", "mine")
        assert [each["filename"] for each in cli.json("source", "browse", "--new")] == [OLD]
        assert "added, unsupported" in cli.ok("source", "browse", "cks")
        assert cli.ok("source", "remove", added[:8]) == f"Removed: source {added[:8]}\n"
        assert cli("source", "browse", "cks").status == Exit.NOT_FOUND
        types = [event["type"] for event in cli.json("event", "list")]
        assert types.count("SOURCE.CREATE") == 1
        assert types.count("SOURCE.DELETE") == 3

    def test_who_was_never_asked_is_asked_by_browse(self, cli: Cli, server: SourceServer) -> None:
        cli.ok("source", "add", f"{server.url}/cks/", "--name", "cks")
        assert cli.json("source", "browse", "--stored") == []
        assert cli.json("--read-only", "source", "browse") == []
        assert [each["filename"] for each in cli.json("source", "browse")] == [ISO, OLD]
        assert len(server.paths) == 1
        cli.ok("source", "browse")
        assert len(server.paths) == 1

    def test_browse_tells_who_failed_and_lists_the_rest(
        self, cli: Cli, server: SourceServer
    ) -> None:
        cli.ok("source", "add", f"{server.url}/nothing/", "--name", "a")
        cli.ok("source", "add", f"{server.url}/cks/", "--name", "b")
        result = cli("source", "browse")
        assert result.status == Exit.SERVER
        assert ISO in result.out
        again = cli("source", "browse")
        assert again.status == Exit.OK
        assert again.err.startswith("a: no list yet.")

    def test_the_kind_is_guessed_and_may_be_given(self, cli: Cli) -> None:
        assert cli.json("source", "add", "/mnt/isos")["kind"] == "directory"
        given = cli.json("source", "add", "https://h/x.json", "--kind", "index")
        assert given["kind"] == "index"
        assert cli("source", "add", "/mnt/a", "--kind", "x").status == Exit.INVALID

    def test_all_are_refreshed_though_one_fails(self, cli: Cli, server: SourceServer) -> None:
        cli.ok("source", "add", f"{server.url}/nothing/", "--name", "a")
        cli.ok("source", "add", f"{server.url}/cks/", "--name", "b")
        result = cli("source", "refresh")
        assert (result.status, result.out) == (Exit.SERVER, "b: 2 ISOs\n")
        assert "404" in result.err or "not there" in result.err


def _work(context: Context, url: str) -> None:
    store = open_store(url)
    me = enter(store, work.this_process())
    desk = Desk(store, me)
    try:
        with store.write() as session:
            job = work.claim_errand(session, me, [ErrandKind.REFRESH], storage="s")
        if job is None:  # it was a version that was added
            return
        problem, report = None, {}
        try:
            report = dict(asyncio.run(_done(job, Means(context.settings, desk, print, Bench()))))
        except Problem as found:
            problem = found
        with store.write() as session:
            work.end_errand(session, me, job, report, problem)
            work.leave(session, me)
    finally:
        desk.close()
        store.close()
