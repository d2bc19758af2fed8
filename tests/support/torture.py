"""Rounds of killing: some downloads, some kills, and then everything must become right."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kisotui.domain.failures import Problem
from tests.support import torture_faults
from tests.support.postgresql import Server
from tests.support.torture_checks import STUCK, Finding, at_any_moment, at_the_end
from tests.support.torture_frozen import frozen
from tests.support.torture_kills import OFTEN, WAYS
from tests.support.torture_nursery import Nursery
from tests.support.torture_scene import Image, Scene, until

FROZEN: Final = "worker frozen"
MOST: Final = 6
_SECONDS: Final = (0.5, 3.0)  # that the largest of its ISOs takes over one connection


@dataclass
class Tally:
    """What was done, and what came of it."""

    kills: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    """The findings in words, with how to have them again."""
    others: Counter[str] = field(default_factory=Counter)
    """What was done but killing."""
    cut_off: Counter[str] = field(default_factory=Counter)
    """How far the attempts were that were cut off by a kill."""
    repeated: int = 0
    """Bytes that were sent again though not durable: what the kills cost."""

    def take(self, other: Tally) -> None:
        """What was done elsewhere was done here."""
        self.kills += other.kills
        self.findings += other.findings
        self.told += other.told
        self.others += other.others
        self.cut_off += other.cut_off
        self.repeated += other.repeated

    def add(self, seed: str, found: Iterable[Finding]) -> None:
        for finding in found:
            self.findings[finding.kind] += finding.amount
            self.told.append(f"{seed}: {finding.kind}: {finding.what}")


@dataclass(frozen=True, slots=True)
class Stage:
    """What all rounds share. ``store`` gives the URL of a new one for a round's folder."""

    folder: Path
    images: Sequence[Image]
    nursery: Nursery
    store: Callable[[Path], str]


def play(
    stage: Stage,
    seed: str,
    tally: Tally,
    ways: Sequence[str] = (*OFTEN, FROZEN),
    most: int = MOST,
) -> None:
    """One round of at most so many kills; what it finds goes to the tally."""
    with _round(stage, seed, tally) as (scene, found):
        found += _kill(scene, ways, most, tally)


def outage(stage: Stage, seed: str, tally: Tally, seconds: float, server: Server | None) -> None:
    """One round in which the store is locked, or with ``server`` away, for so long."""
    with _round(stage, seed, tally) as (scene, _):
        torture_faults.outage(scene, seconds, server)
        tally.others["PostgreSQL was away" if server else "SQLite was locked"] += 1


@contextmanager
def _round(stage: Stage, seed: str, tally: Tally) -> Iterator[tuple[Scene, list[Finding]]]:
    """A scene, and in the end everything is right. Its folder is kept if it is not."""
    chance = random.Random(seed)
    folder = stage.folder / seed.replace(":", "-")
    folder.mkdir()
    there = chance.sample(stage.images, chance.randint(1, min(4, len(stage.images))))
    found: list[Finding] = []
    with Scene(folder, stage.store(folder), there, stage.nursery, chance) as scene:
        slowly = round(max(image.size for image in there) / chance.uniform(*_SECONDS))
        scene.server.pace = chance.choice((slowly, slowly, slowly, None))
        try:
            yield scene, found
            found += _finish(scene)
        except (AssertionError, Problem) as error:
            found.append(Finding(STUCK, str(error)))
        tally.repeated += scene.seen.repeated
        tally.cut_off.update(scene.seen.cut_off.values())
    tally.add(seed, found)
    if not found:
        shutil.rmtree(folder)


def _kill(scene: Scene, ways: Sequence[str], most: int, tally: Tally) -> list[Finding]:
    found: list[Finding] = []
    for _ in range(scene.chance.randint(1, most)):
        if scene.all_done():
            break
        way = scene.chance.choice(ways)
        if way == FROZEN:
            found += frozen(scene)
            tally.kills[way] += 1
        else:
            tally.kills[way] += WAYS[way](scene)
        found += at_any_moment(scene)
    return found


def _finish(scene: Scene) -> list[Finding]:
    """Whatever was killed: a worker that lives makes it all right."""
    scene.server.pace = None
    if not scene.workers:
        scene.start()
    until(scene.all_done, "everything becomes Ready")
    scene.resume()
    until(scene.all_done, "what was paused becomes Ready")
    scene.kill(*scene.workers)
    return list(at_the_end(scene))
