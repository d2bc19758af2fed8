"""Which stored ISO a worker reads again, and when that gives way to other work."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kisotui.domain.states import PROOFS, Work
from kisotui.settings import Settings
from kisotui.worker import proofs
from kisotui.worker.proofs import Proofs

Patch = pytest.MonkeyPatch


class Hands:
    """A worker's, with a store in which one ISO waits."""

    def __init__(self, patch: Patch) -> None:
        self.asked: list[Collection[Work]] = []
        self.held: list[bool] = []
        self.stopped = 0
        self.over = asyncio.Event()
        patch.setattr(proofs, "Proving", self._proving)
        settings = Settings("sqlite://", Path("isos"), Path("log"), "en")
        self.proofs = Proofs(self, settings)  # type: ignore[arg-type]

    async def write(self, claim: Any) -> object:
        self.asked.append(claim.keywords["wanted"])
        return SimpleNamespace(iso="1", token=7) if claim.keywords["wanted"] else None

    def _proving(self, desk: object, job: object, *means: object) -> object:
        return SimpleNamespace(
            job=job,
            turn=SimpleNamespace(hold=self.held.append),
            run=self.over.wait,
            stop=self._stop,
        )

    def _stop(self) -> None:
        self.stopped += 1

    async def take(self, *owed: Work, busy: bool = False) -> Any:
        return await self.proofs.take(owed, "here", busy=busy)


@pytest.fixture
async def hands(monkeypatch: Patch) -> Hands:
    return Hands(monkeypatch)


async def test_while_something_is_fetched_only_what_a_person_asked_for(hands: Hands) -> None:
    assert await hands.take(Work.SCRUB, busy=True) is None
    assert hands.asked == []
    doing = await hands.take(*PROOFS, busy=True)
    assert hands.asked == [{Work.VERIFY}]
    doing.close()


async def test_one_at_a_time(hands: Hands) -> None:
    doing = asyncio.create_task(await hands.take(*PROOFS))
    assert hands.asked == [set(PROOFS)]
    assert hands.proofs.held == {"1": 7}
    assert await hands.take(*PROOFS) is None
    hands.over.set()
    await doing
    assert hands.proofs.held == {}


async def test_nowhere_else(hands: Hands) -> None:
    assert await hands.proofs.take(PROOFS, "", busy=False) is None
    assert hands.asked == []


@pytest.mark.parametrize(
    ("work", "busy", "held"),
    [
        (Work.SCRUB, True, True),
        (Work.SCRUB, False, False),
        (Work.VERIFY, True, False),
    ],
)
async def test_what_gives_way(hands: Hands, work: Work, busy: bool, held: bool) -> None:
    doing = await hands.take(*PROOFS)
    hands.proofs.heed({"1"}, {"1": work}, busy=busy)
    assert (hands.held, hands.stopped) == ([held], 0)
    doing.close()


async def test_what_nobody_wants_stops_once_it_was_looked_at(hands: Hands) -> None:
    doing = await hands.take(*PROOFS)
    hands.proofs.heed((), {}, busy=False)  # it was taken after the look
    assert hands.stopped == 0
    hands.proofs.heed({"1"}, {}, busy=False)
    assert (hands.held, hands.stopped) == ([], 1)
    doing.close()
