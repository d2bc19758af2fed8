"""A store in trouble: waited for, and told of once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

import pytest

from kisotui.domain.failures import Problem
from kisotui.store.engine import Session, Store
from kisotui.store.work import Process
from kisotui.worker import desk as desks
from kisotui.worker.desk import Desk

ME = Process(owner="me", host="h", pid=1, born="")


class BrokenStore:
    """Refuses the first writes."""

    name = "/x.db"

    def __init__(self, *problems: str) -> None:
        self._problems = list(problems)

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[str]:
        if self._problems:
            raise Problem(self._problems.pop(0), store=self.name)
        yield "session"


@pytest.fixture
def open_desk(
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., Desk]]:
    monkeypatch.setattr(desks, "PAUSE", 0.0)
    monkeypatch.setattr("kisotui.worker.log._LOGGER.propagate", True)
    opened: list[Desk] = []

    def open_desk(*problems: str) -> Desk:
        opened.append(Desk(cast("Store", BrokenStore(*problems)), ME))
        return opened[-1]

    yield open_desk
    for desk in opened:
        desk.close()


def who(session: Session, me: Process) -> tuple[object, str, str]:
    return session, me.owner, threading.current_thread().name


async def test_a_change_is_made_in_the_desks_thread(open_desk: Callable[..., Desk]) -> None:
    session, owner, thread = await open_desk().write(who)
    assert (session, owner) == ("session", "me")
    assert thread.startswith("store")


async def test_trouble_is_told(open_desk: Callable[..., Desk]) -> None:
    with pytest.raises(Problem, match="store-locked"):
        await open_desk("store-locked").write(who)


async def test_an_outcome_is_written_when_the_store_is_back(
    open_desk: Callable[..., Desk], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "kisotui.worker")
    desk = open_desk("store-locked", "store-locked", "store-full", "store-unreachable")
    assert (await desk.persist(who))[1] == "me"
    told = [record.message for record in caplog.records]
    assert [text.split(" /x.db")[0] for text in told] == [
        "The store",
        "The disk of the store",
        "The store",
        "The store",
    ]
    assert "locked" in told[0]
    assert told[-1].endswith("works again")
