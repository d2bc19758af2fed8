"""Kills workers and screens by the hundred, and says whether anything was wrong afterwards.

``python -m tools.torture --kills 500 --seed 7``; the same seed draws the same kills, though not
to the microsecond. What was found is told with the seed of its round: ``--round 7:13`` plays that
one alone.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Final

from demo.images import MIB
from tests.support import postgresql
from tests.support.paced import PacedServer
from tests.support.postgresql import Server
from tests.support.torture import Stage, Tally, outage, play
from tests.support.torture_checks import KINDS, STUCK, Finding
from tests.support.torture_nursery import Nursery
from tests.support.torture_power import Trial
from tests.support.torture_race import race
from tests.support.torture_scene import images
from tests.support.torture_worker import hurry

JOBS: Final = 3  # rounds at a time: most of one is waiting
LOCKED: Final = 10.0  # seconds
AWAY: Final = 4.0
CLAIMS: Final = 1000
SMALL: Final = 10 * MIB  # of an ISO for the many trials of disks


class Torture:
    """The long form: all of it with one seed."""

    def __init__(self, folder: Path, nursery: Nursery, server: Server | None, seed: str) -> None:
        self.folder, self.nursery, self.server, self.seed = folder, nursery, server, seed
        site = folder / "site"
        site.mkdir()
        self.images = images(site)
        self.tally = Tally()
        self._stores = count()
        self._lock, self._on_server_alone = Lock(), Lock()
        self._is_over = False

    def run(self, kills: int) -> None:
        """Everything, with so many kills."""
        numbers = count()
        with ThreadPoolExecutor(JOBS) as pool:
            try:
                for side in [pool.submit(self._rounds, numbers, kills) for _ in range(JOBS)]:
                    side.result()
            finally:
                self._is_over = True
        for number in range(2):
            self._outage(f"{self.seed}:locked{number}", LOCKED, None)
            if self.server:
                self._outage(f"{self.seed}:away{number}", AWAY, self.server)
        asyncio.run(self._disks(kills))
        self._races()

    def _rounds(self, numbers: Iterator[int], kills: int) -> None:
        """Rounds until there were so many kills on all sides together."""
        with Nursery() as nursery:
            while self.tally.kills.total() < kills and not self._is_over:
                self.round(f"{self.seed}:{next(numbers)}", nursery)

    def round(self, seed: str, nursery: Nursery) -> None:
        """One round of kills: on SQLite, every third on PostgreSQL."""
        is_third = int(seed.rpartition(":")[2]) % 3 == 2
        tally = Tally()
        # One at a time there: the stores of a database share a lock, which the frozen keep a while.
        with self._on_server_alone if is_third else nullcontext():
            play(self._stage(nursery, on_server=is_third), seed, tally)
        with self._lock:
            self.tally.take(tally)
            done, wrong = self.tally.kills.total(), len(self.tally.told)
            print(f"{done} kills, {wrong} wrong", *tally.told, sep="\n", file=sys.stderr)

    def _outage(self, seed: str, seconds: float, server: Server | None) -> None:
        stage = self._stage(self.nursery, on_server=server is not None)
        outage(stage, seed, self.tally, seconds, server)

    def _stage(self, nursery: Nursery, *, on_server: bool) -> Stage:
        store = self._on_server if on_server and self.server else _on_sqlite
        return Stage(self.folder, self.images, nursery, store)

    def _on_server(self, folder: Path) -> str:
        url = self.server.url if self.server else ""
        return postgresql.create_store(url, f"torture{next(self._stores)}")

    async def _disks(self, trials: int) -> None:
        """Power cuts, and full disks."""
        hurry(setattr)
        small = [image for image in self.images if image.size < SMALL]
        with PacedServer(small[0].file.parent) as server:
            for number in range(trials):
                seed = f"{self.seed}:disk{number}"
                folder = self.folder / seed.replace(":", "-")
                folder.mkdir()
                trial = Trial.draw(server, small, folder, seed)
                is_full = number % 5 == 4
                self.tally.add(seed, await (trial.full() if is_full else trial.cuts()))
                self.tally.others["the disk was full"] += is_full
                self.tally.others["the power went out"] += trial.disk.restarts
                shutil.rmtree(folder)

    def _races(self) -> None:
        for name, store in (("SQLite", _on_sqlite), ("PostgreSQL", self._on_server)):
            if name == "SQLite" or self.server:
                folder = self.folder / f"race-{name}"
                folder.mkdir()
                wrong = race(self.nursery, folder, store(folder), CLAIMS)
                self.tally.add(f"race on {name}", [Finding(STUCK, each) for each in wrong])
                self.tally.others[f"claims raced for on {name}"] = CLAIMS


def _on_sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'kisotui.db'}"


def summary(tally: Tally) -> str:
    """What was done and what was found, a line each."""
    lines = [*_lines("killed: ", tally.kills), *_lines("attempt cut off: ", tally.cut_off)]
    lines += _lines("", tally.others)
    lines += [f"{tally.findings[kind]:>9,}  {kind}" for kind in KINDS]
    lines += [f"{tally.repeated / MIB:>9,.1f}  MiB sent again that no checkpoint had yet secured"]
    lines += [f"{tally.kills.total():>9,}  kills, {len(tally.told)} wrong"]
    return "\n".join(lines)


def _lines(what: str, counts: Counter[str]) -> list[str]:
    return [f"{counts[each]:>9,}  {what}{each}" for each in sorted(counts)]


def main() -> int:
    """Play, print the summary; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", default=str(secrets.randbelow(10**6)))
    parser.add_argument("--round", help="only this one, as it was named in what was found")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="kisotui-torture-"))
    with Nursery() as nursery, _postgresql() as server:
        torture = Torture(folder, nursery, server, options.seed)
        if options.round:
            torture.round(options.round, nursery)
        else:
            torture.run(options.kills)
    print(summary(torture.tally))
    print(f"{time.monotonic() - began:9.0f}  seconds, seed {options.seed}")
    for told in torture.tally.told:
        print(told)
    if torture.tally.told:
        print(f"What is left of these rounds: {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


@contextmanager
def _postgresql() -> Iterator[Server | None]:
    """A server, where the programs are installed."""
    programs = postgresql.binaries()
    if programs is None:
        print("no PostgreSQL server is installed: SQLite alone")
        yield None
        return
    with postgresql.running(programs) as server:
        yield server


if __name__ == "__main__":
    sys.exit(main())
