"""How workers start and end."""

from __future__ import annotations

import signal
import time
from functools import partial
from itertools import pairwise

from kisotui.domain.failures import Exit
from kisotui.domain.states import IsoState, Phase
from kisotui.service import downloads
from kisotui.store import tables
from tests.crash.conftest import House, until
from tests.support.fault_server import Reply

BUSY = Reply(status=503, headers={"Retry-After": "3600"})


def test_a_second_worker_in_the_foreground_says_who_is_there(house: House) -> None:
    first = house.on_duty()
    second = house.start()
    assert second.exit() == Exit.WORKER
    assert second.process.stderr is not None
    assert str(first.pid) in second.process.stderr.read()
    assert house.holder() == first.pid


def test_a_lease_that_nobody_else_holds_is_taken_again(house: House) -> None:
    """Whoever took over has ended since, or the store was put back from a copy."""
    version = house.add()
    worker = house.on_duty()
    house.wait_bytes(version)
    with house.ctx.store.write() as session:
        session.delete(session.get_one(tables.Worker, 1))
    until(lambda: house.holder() == worker.pid, "it has the lease again")
    house.server.pace = None
    house.wait_ready(version)


def test_of_two_started_at_once_one_works(house: House) -> None:
    version = house.add()
    house.server.pace = None
    racers = [house.start(detached=True, worker_idle=0.5) for _ in range(2)]
    house.wait_ready(version)
    assert [racer.exit() for racer in racers] == [0, 0]
    assert house.messages(version).count("event.iso.started") == 1
    assert len(house.server.seen) == 1


def test_the_oldest_first_and_no_more_at_once_than_set(house: House) -> None:
    house.server.pace = None
    added = [house.add(semanticversion=f"1.34.{patch}") for patch in range(3)]
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
    log = (house.settings.log_dir / "worker.log").read_text()
    assert "Worker ended" in log


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
