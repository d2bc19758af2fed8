"""Workers that die, freeze, or cannot reach their store, in the middle of a download."""

from __future__ import annotations

import signal
import sqlite3
import time
from contextlib import closing
from typing import Final

from kisotui.domain.detail_views import EventQuery
from kisotui.domain.states import Level, Phase
from kisotui.download.place import kept
from kisotui.service import events
from tests.crash.conftest import House, until
from tests.support.workers import pass_by

MINUTE: Final = 60.0
LOCKED: Final = 10.0  # seconds: as long as a lease


def test_the_next_worker_goes_on_where_a_killed_one_was(house: House) -> None:
    version = house.add()
    first = house.on_duty()
    until(lambda: kept(house.place(version)) > 0, "something is safe on disk")
    first.kill()
    assert house.holder() is None, "a process that is gone holds no lease"
    safe = kept(house.place(version))
    house.server.pace = None
    house.on_duty()
    house.wait_ready(version)
    assert house.ranges() == [f"bytes={safe}-"]
    assert house.messages(version)[-4:] == [
        "event.iso.started",
        "event.iso.lost",
        "event.iso.resumed",
        "event.iso.verified" if house.iso(version).verified else "event.iso.ready",
    ]
    [lost] = events.page(house.ctx, EventQuery(version=version, levels=frozenset({Level.WARN})))
    assert lost.values["failure"] == "worker-lost"
    assert house.iso(version).attempts == 2


def test_a_worker_frozen_beyond_its_lease_does_no_harm(house: House) -> None:
    version = house.add()
    frozen = house.on_duty()
    house.wait_bytes(version)
    frozen.signal(signal.SIGSTOP)
    pass_by(house.ctx.store, MINUTE)
    second = house.on_duty()
    until(lambda: house.iso(version).attempts == 2, "the second one takes over")
    frozen.signal(signal.SIGCONT)
    until(lambda: set(house.pids()) == {frozen.pid, second.pid}, "the frozen one is back")
    house.server.pace = None
    house.wait_ready(version)
    told = house.messages(version)
    assert told.count("event.iso.ready") == 1
    assert house.iso(version).attempts == 2


def test_a_worker_frozen_while_nobody_takes_over_goes_on(house: House) -> None:
    version = house.add()
    worker = house.on_duty()
    house.wait_bytes(version)
    worker.signal(signal.SIGSTOP)
    pass_by(house.ctx.store, MINUTE)
    assert house.holder() is None
    worker.signal(signal.SIGCONT)
    until(lambda: house.holder() == worker.pid, "it renews its lease")
    house.server.pace = None
    house.wait_ready(version)
    assert house.iso(version).attempts == 1


def test_a_locked_store_does_not_hold_up_a_download(house: House) -> None:
    version = house.add()
    house.on_duty()
    house.wait_bytes(version)
    path = house.settings.db.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        house.server.pace = None
        until(lambda: house.place(version).exists(), "it is placed while the store is locked")
        locked_until = time.monotonic() + LOCKED
        until(lambda: time.monotonic() > locked_until, "the lock lasts")
        assert house.iso(version).phase is Phase.RUNNING
        other.execute("ROLLBACK")
    house.wait_ready(version)
    assert house.iso(version).attempts == 1


def test_a_worker_killed_before_it_could_tell_does_not_cost_a_second_download(house: House) -> None:
    version = house.add()
    worker = house.on_duty()
    house.wait_bytes(version)
    path = house.settings.db.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        house.server.pace = None
        until(lambda: house.place(version).exists(), "it is placed, and cannot be told")
        worker.kill()
        other.execute("ROLLBACK")
    asked = len(house.server.asked_for_isos)
    house.on_duty()
    house.wait_ready(version)
    assert len(house.server.asked_for_isos) == asked
    assert house.messages(version).count("event.iso.ready") == 1
