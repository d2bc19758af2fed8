"""Errands as a worker sees them through: reported, stopped, failed, given back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from kisotui.domain.errands import Errand, ErrandKind, ErrandState
from kisotui.domain.failures import Problem
from kisotui.settings import Settings
from kisotui.store import errands, work
from kisotui.store.engine import Store
from kisotui.store.work import ErrandJob
from kisotui.worker import errands as worker_errands
from kisotui.worker.desk import Desk
from kisotui.worker.errand import Handler, Means, Report
from kisotui.worker.errands import AT_ONCE, Errands
from kisotui.worker.judging import Bench
from tests.store.test_errands import look, post

Patch = pytest.MonkeyPatch


@pytest.fixture
async def desk(store: Store, me: work.Process) -> AsyncIterator[Desk]:
    desk = Desk(store, me)
    yield desk
    desk.close()


@pytest.fixture
def hands(desk: Desk, url: str, tmp_path: Path) -> Errands:
    return Errands(desk, Settings(url, tmp_path / "isos", tmp_path / "log", "en"), Bench())


def handle(patch: Patch, handler: Handler) -> None:
    patch.setattr(worker_errands, "HANDLERS", {ErrandKind.PREFLIGHT: handler})


async def begun(hands: Errands) -> asyncio.Task[None]:
    doing = await hands.take("here")
    assert doing is not None
    return asyncio.create_task(doing)


async def until(store: Store, id_: str, holds: Callable[[Errand], bool]) -> None:
    for _ in range(500):
        if holds(look(store, id_)):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


async def test_its_report_grows(store: Store, hands: Errands, monkeypatch: Patch) -> None:
    more = asyncio.Event()

    async def slow(job: ErrandJob, means: Means) -> Report:
        means.report({"seen": job.request["url"]})
        await more.wait()
        return {"seen": "all"}

    handle(monkeypatch, slow)
    posted = post(store, url="u")
    doing = await begun(hands)
    await until(store, posted, lambda errand: errand.report == {"seen": "u"})
    assert hands.held == {posted: 1}
    more.set()
    await doing
    assert hands.held == {}
    ended = look(store, posted)
    assert (ended.state, ended.report) == (ErrandState.DONE, {"seen": "all"})


async def test_a_problem_is_its_failure(store: Store, hands: Errands, monkeypatch: Patch) -> None:
    async def fails(job: ErrandJob, means: Means) -> Report:
        means.report({"so": "far"})
        raise Problem("dns", host="h")

    handle(monkeypatch, fails)
    posted = post(store)
    await (await begun(hands))
    ended = look(store, posted)
    assert (ended.state, ended.report) == (ErrandState.FAILED, {"so": "far"})
    assert ended.problem is not None
    assert ended.problem.code == "dns"


async def test_a_fault_of_ours_takes_nothing_along(
    store: Store, hands: Errands, monkeypatch: Patch
) -> None:
    async def faulty(job: ErrandJob, means: Means) -> Report:
        raise ValueError(job.secret)

    handle(monkeypatch, faulty)
    posted = post(store)
    await (await begun(hands))
    problem = look(store, posted).problem
    assert problem is not None
    assert (problem.code, problem.values["kind"]) == ("unexpected", "ValueError")
    assert "hunter2" not in str(problem.values)


async def test_one_that_was_dropped_is_stopped(
    store: Store, hands: Errands, monkeypatch: Patch
) -> None:
    stopped = []

    async def endless(job: ErrandJob, means: Means) -> Report:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            stopped.append(job.id)
            raise
        return {}

    handle(monkeypatch, endless)
    dropped, other = post(store), post(store)
    tasks = [await begun(hands), await begun(hands)]
    with store.write() as session:
        errands.drop(session, dropped)
    hands.heed(hands.held, {other})
    await tasks[0]
    assert stopped == [dropped]
    hands.stop()
    await tasks[1]
    given_back = look(store, other)
    assert given_back.state is ErrandState.QUEUED, "it is wanted still: others do it"


async def test_two_of_a_kind_at_once(store: Store, hands: Errands, monkeypatch: Patch) -> None:
    async def endless(job: ErrandJob, means: Means) -> Report:
        await asyncio.Event().wait()
        return {}

    handle(monkeypatch, endless)
    for _ in range(AT_ONCE + 1):
        post(store)
    tasks = [await begun(hands) for _ in range(AT_ONCE)]
    assert await hands.take("here") is None
    hands.stop()
    await asyncio.gather(*tasks)
    again = await begun(hands)
    hands.stop()
    await again


async def test_nothing_is_claimed_that_it_knows_no_handler_for(
    store: Store, hands: Errands, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(worker_errands, "HANDLERS", {})
    post(store)
    assert await hands.take("here") is None
