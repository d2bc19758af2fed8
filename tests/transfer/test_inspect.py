"""The errand of looking into an ISO that is nobody's: what it finds, and what it leaves."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kisotui.domain import contents_json
from kisotui.domain.actors import Actor
from kisotui.domain.contents import Contents
from kisotui.domain.errands import ErrandKind
from kisotui.domain.failures import Problem
from kisotui.download import disk
from kisotui.download.names import part_path, sidecar_path
from kisotui.iso.data import Data
from kisotui.iso.judge import Expected, judge
from kisotui.settings import Settings
from kisotui.store import errands, work
from kisotui.store.engine import open_store
from kisotui.worker import inspected, judging
from kisotui.worker.desk import Desk
from kisotui.worker.errand import Means
from kisotui.worker.errand_inspect import inspect
from kisotui.worker.inspected import sweep
from kisotui.worker.judging import Bench
from tests.support.fault_server import FaultServer
from tests.support.iso_writer import write
from tests.support.isos import ARCH, VERSION, whole


@pytest.fixture
def iso(tmp_path: Path) -> Path:
    path = tmp_path / "site" / "a.iso"
    path.parent.mkdir()
    path.write_bytes(write(whole()))
    return path


@pytest.fixture
async def means(tmp_path: Path) -> AsyncIterator[Means]:
    settings = Settings(f"sqlite:///{tmp_path / 'k.db'}", tmp_path / "isos", tmp_path / "log", "en")
    store = open_store(settings.db)
    desk = Desk(store, work.this_process())
    yield Means(settings, desk, lambda report: None, Bench())
    desk.close()
    store.close()


def job(id_: str = "1", **request: str) -> work.ErrandJob:
    asked = {"version": VERSION, "arch": ARCH, **request}
    return work.ErrandJob(id=id_, token=1, kind=ErrandKind.INSPECT, request=asked, secret="")


def folder(means: Means) -> Path:
    return inspected.place(means.settings, "1").parent


def lay(means: Means, errand: str) -> set[Path]:
    """What a worker that died leaves: whole, or in part."""
    at = inspected.place(means.settings, errand)
    at.parent.mkdir(parents=True, exist_ok=True)
    files = {at, part_path(at), sidecar_path(at)}
    for file in files:
        file.write_text("{}")
    return files


async def test_one_on_a_server_is_fetched_judged_and_dropped(means: Means, iso: Path) -> None:
    with FaultServer(iso.parent) as server:
        report = await inspect(job(url=f"{server.url}/a.iso"), means)
    contents = contents_json.from_json(report["contents"])
    assert (contents.glance.version, contents.worst) == (VERSION, None)
    assert report["fetched"] == iso.stat().st_size
    assert list(folder(means).iterdir()) == []


async def test_a_file_is_read_where_it_is(means: Means, iso: Path) -> None:
    report = await inspect(job(file=str(iso)), means)
    assert contents_json.from_json(report["contents"]).worst is None
    assert report["fetched"] == 0
    assert not folder(means).exists()


async def test_one_at_a_time_is_judged(
    means: Means, iso: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each may take up 150 MiB."""
    counted, running, most = threading.Lock(), 0, 0

    def counting(data: Data, *args: object, **kwargs: object) -> Contents:
        nonlocal running, most
        with counted:
            running += 1
            most = max(most, running)
        try:
            return judge(data, *args, **kwargs)  # type: ignore[arg-type]
        finally:
            with counted:
                running -= 1

    monkeypatch.setattr(judging, "judge", counting)
    both = (inspect(job(each, file=str(iso)), means) for each in ("1", "2"))
    await asyncio.gather(*both, means.bench.judge(iso, Expected(VERSION, ARCH)))
    assert most == 1


class TestSweep:
    async def test_what_is_over_goes_and_what_others_do_stays(self, means: Means) -> None:
        with means.desk.store.write() as session:
            running = errands.post(session, ErrandKind.INSPECT, {}, Actor("kim", "here"))
        lay(means, "over")
        stays = lay(means, running)
        await sweep(means.desk, means.settings)
        assert set(folder(means).iterdir()) == stays

    async def test_what_is_held_stays(self, means: Means) -> None:
        """By somebody with another store and the same directory."""
        stays = lay(means, "theirs")
        held = disk.open_existing(part_path(inspected.place(means.settings, "theirs")))
        disk.lock(held)
        await sweep(means.desk, means.settings)
        assert set(folder(means).iterdir()) == stays
        disk.close(held)
        await sweep(means.desk, means.settings)
        assert list(folder(means).iterdir()) == []

    async def test_whoever_inspects_next_sweeps(self, means: Means, iso: Path) -> None:
        lay(means, "over")
        with pytest.raises(Problem, match="file-missing"):
            await inspect(job(file=str(iso.with_name("none"))), means)
        assert list(folder(means).iterdir()) == []

    async def test_a_directory_that_is_away_is_no_trouble(self, means: Means) -> None:
        await sweep(means.desk, means.settings)
