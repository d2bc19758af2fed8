"""How workers start and end."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import time
from contextlib import closing
from functools import partial
from itertools import pairwise

from kisotui.domain.failures import Exit
from kisotui.domain.states import IsoState, Phase
from kisotui.service import downloads
from kisotui.service import worker as worker_service
from kisotui.store import schema, tables, work
from tests.crash.conftest import House, until
from tests.support.fault_server import Reply

BUSY = Reply(status=503, headers={"Retry-After": "3600"})


def test_several_share_the_work_and_the_limit(house: House) -> None:
    added = [house.add() for _ in range(3)]
    workers = [house.on_duty(downloads=2) for _ in range(2)]
    assert sorted(house.pids()) == sorted(worker.pid for worker in workers)

    def running() -> list[str]:
        return [iso.owner or "" for iso in map(house.iso, added) if iso.phase is Phase.RUNNING]

    until(lambda: len(running()) == 2, "as many run as may")
    house.server.pace = None
    for version in added:
        until(partial(house.is_ready, version), "the ISO is ready")
        assert house.messages(version).count("event.iso.started") == 1


def test_one_that_is_killed_leaves_its_work_to_the_others(house: House) -> None:
    workers = {worker.pid: worker for worker in (house.on_duty(), house.on_duty())}
    owners = {each.owner: each.pid for each in worker_service.status(house.ctx)}
    version = house.add()
    house.wait_bytes(version)
    killed = workers.pop(owners[house.iso(version).owner or ""])
    killed.kill()
    until(lambda: house.iso(version).attempts == 2, "the other one takes over")
    assert house.pids() == list(workers)
    house.server.pace = None
    house.wait_ready(version)
    assert "event.iso.lost" in house.messages(version)


def test_one_that_is_not_in_the_store_any_more_enters_it_again(house: House) -> None:
    """The store was put back from a copy."""
    version = house.add()
    worker = house.on_duty()
    house.wait_bytes(version)
    with house.ctx.store.write() as session:
        [status] = work.workers(session)
        session.delete(session.get_one(tables.Worker, status.owner))
    until(lambda: house.holder() == worker.pid, "it is there again")
    house.server.pace = None
    house.wait_ready(version)
    assert house.iso(version).attempts == 1


def test_one_that_a_console_started_steps_back(house: House) -> None:
    worker = house.on_duty()
    second = house.start(detached=True, worker_idle=3600)
    assert second.exit() == Exit.OK
    assert house.pids() == [worker.pid]


def test_of_two_started_at_once_one_works(house: House) -> None:
    version = house.add()
    house.server.pace = None
    racers = [house.start(detached=True, worker_idle=0.5) for _ in range(2)]
    house.wait_ready(version)
    assert [racer.exit() for racer in racers] == [0, 0]
    assert house.messages(version).count("event.iso.started") == 1
    assert len(house.server.asked_for_isos) == 1


def test_the_oldest_first_and_no_more_at_once_than_set(house: House) -> None:
    house.server.pace = None
    added = [house.add() for _ in range(3)]
    house.on_duty(downloads=1)
    for version in added:
        until(partial(house.is_ready, version), "the ISO is ready")
    runs = [(house.iso(version).started, house.iso(version).finished) for version in added]
    assert runs == sorted(runs)
    assert all(end <= start for (_, end), (start, _) in pairwise(runs) if end and start)


def test_it_retires_when_there_is_nothing_to_do(house: House) -> None:
    version = house.add()
    house.server.pace = None
    worker = house.start(detached=True, worker_idle=1)
    house.wait_ready(version)
    began = time.monotonic()
    assert worker.exit() == Exit.OK
    assert time.monotonic() - began < 10
    assert house.holder() is None
    log = (house.settings.log_dir / f"worker-{socket.gethostname()}-{worker.pid}.log").read_text()
    assert json.loads(log.splitlines()[-1])["event"] == "off-duty"


def test_it_does_not_retire_while_something_is_tried_again_later(house: House) -> None:
    """A download that waits for its next attempt keeps the worker; nobody else would start one."""
    version = house.add(url=house.server.script("/busy", BUSY))
    worker = house.start(detached=True, worker_idle=0.2)
    until(lambda: house.iso(version).phase is Phase.WAITING, "it waits")
    worker.signal(signal.SIGHUP)
    until(lambda: house.holder() == worker.pid, "it is still there")
    downloads.cancel(house.ctx, [version])
    assert worker.exit() == Exit.OK


def test_told_to_end_it_puts_the_work_back(house: House) -> None:
    version = house.add()
    worker = house.on_duty()
    house.wait_bytes(version)
    worker.signal(signal.SIGTERM)
    assert worker.exit() == Exit.OK
    iso = house.iso(version)
    assert (iso.state, iso.phase, iso.rate) == (IsoState.CREATING, Phase.QUEUED, 0)
    assert iso.received > 0
    assert house.holder() is None
    assert house.files() == {"iso.part", "iso.part.json"}
    house.server.pace = None
    house.on_duty()
    house.wait_ready(version)
    assert house.ranges() == [f"bytes={iso.received}-"]


def test_a_closed_terminal_is_nothing_to_it(house: House) -> None:
    version = house.add()
    worker = house.on_duty()
    house.wait_bytes(version)
    worker.signal(signal.SIGHUP)
    house.server.pace = None
    house.wait_ready(version)
    assert house.holder() == worker.pid


def test_it_leaves_a_store_that_a_newer_program_migrates(house: House) -> None:
    version = house.add()
    worker = house.on_duty()
    house.wait_bytes(version)
    set_revision(house, "9999")
    assert worker.exit() == Exit.STORE
    assert worker.process.stderr is not None
    assert "newer kisotui" in worker.process.stderr.read()
    set_revision(house, schema.HEAD)
    house.server.pace = None
    house.on_duty()
    house.wait_ready(version)
    assert house.ranges(), "what had arrived was kept"


def set_revision(house: House, revision: str) -> None:
    path = house.settings.db.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(f"UPDATE {schema.VERSION_TABLE} SET version_num = ?", [revision])
