"""Starting a worker when there is work for one."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kisotui.domain.actors import Actor
from kisotui.domain.detail_views import WorkerStatus
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import IsoState, VersionState
from kisotui.domain.views import VersionQuery
from kisotui.service import versions, worker
from kisotui.service.context import Context, open_context
from kisotui.service.watch import Watch
from kisotui.settings import Settings

NOWHERE = VersionForm(semanticversion="1.34.12", url="http://127.0.0.1:1/a.iso")


@pytest.fixture
def ctx(tmp_path: Path, sqlite_url: str) -> Iterator[Context]:
    settings = Settings(
        db=sqlite_url, iso_dir=tmp_path / "isos", log_dir=tmp_path / "log", lang="en"
    )
    ctx = open_context(settings, Actor("kim", "192.0.2.7"))
    yield ctx
    for status in worker.status(ctx):
        os.kill(status.pid, signal.SIGTERM)
    until(lambda: not worker.status(ctx))
    ctx.close()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


def running(ctx: Context) -> WorkerStatus:
    """The only worker there is, once there is one."""
    until(lambda: bool(worker.status(ctx)))
    [status] = worker.status(ctx)
    return status


def broken(monkeypatch: pytest.MonkeyPatch, *command: str) -> None:
    monkeypatch.setattr(worker, "_COMMAND", command)


def test_none_is_started_without_work(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    worker.ensure(ctx)


def test_one_is_started_for_work_and_only_one(ctx: Context) -> None:
    versions.add(ctx, NOWHERE)
    worker.ensure(ctx)
    worker.ensure(ctx)
    first = running(ctx)
    worker.ensure(ctx)
    assert running(ctx).pid == first.pid
    until(lambda: versions.page(ctx, VersionQuery(), 0, 1)[0].failure == "refused")


def test_it_keeps_nothing_of_ours(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ctx.settings.iso_dir.parent)
    versions.add(ctx, NOWHERE)
    worker.ensure(ctx)
    process = Path(f"/proc/{running(ctx).pid}")
    assert os.getsid(int(process.name)) == int(process.name)
    assert (process / "cwd").readlink() == Path("/")
    standard = {os.path.realpath(process / "fd" / str(number)) for number in range(3)}
    assert standard == {"/dev/null"}
    assert ctx.settings.db.encode() not in (process / "cmdline").read_bytes()


def test_a_dead_one_is_replaced(ctx: Context) -> None:
    versions.add(ctx, NOWHERE)
    worker.ensure(ctx)
    first = running(ctx)
    os.kill(first.pid, signal.SIGKILL)
    until(lambda: not worker.status(ctx))

    def is_replaced() -> bool:
        worker.ensure(ctx)
        return any(status.pid != first.pid for status in worker.status(ctx))

    until(is_replaced)


def test_a_program_that_is_not_there(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    versions.add(ctx, NOWHERE)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(Problem) as caught:
        worker.ensure(ctx)
    assert caught.value.code == "worker-start"


def test_one_that_gives_up_is_told_of_and_tried_again(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions.add(ctx, NOWHERE)
    with monkeypatch.context() as patch:
        broken(patch, "-c", "raise SystemExit(9)")
        problems: list[str] = []

        def is_told() -> bool:
            try:
                worker.ensure(ctx)
            except Problem as problem:
                problems.append(problem.code)
            return bool(problems)

        until(is_told)
    assert problems == ["worker-start"]
    worker.ensure(ctx)
    running(ctx)


def test_no_zombies_are_left(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    versions.add(ctx, NOWHERE)
    broken(monkeypatch, "-c", "pass")
    worker.ensure(ctx)
    launch = worker._launches[ctx.settings.db]
    until(lambda: not launch.is_starting)
    with pytest.raises(ChildProcessError):
        os.waitpid(launch._process.pid, os.WNOHANG)


def test_screens_notice_what_others_do(ctx: Context) -> None:
    version_id = versions.add(ctx, NOWHERE).version.id
    watch = Watch(ctx)
    assert not watch.changed()
    other = open_context(ctx.settings, replace(ctx.actor, username="lee"))
    versions.set_state(other, [version_id], VersionState.DISABLED)
    assert watch.changed()
    assert not watch.changed()
    other.close()
    watch.close()
    assert versions.get(ctx, version_id).version.isostate is IsoState.ALLOCATED
