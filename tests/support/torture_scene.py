"""A scene for killing: a store, a server of ISOs that takes its time, and the processes on them."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Final, Self

from sqlmodel import select

from demo.images import MIB, write_iso
from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import IsoState, Work
from kisotui.download import sidecar
from kisotui.download.names import part_path, sidecar_path
from kisotui.service import downloads, versions
from kisotui.service.context import Context, open_context
from kisotui.settings import Settings
from kisotui.store import tables
from kisotui.store.work import Spot
from kisotui.worker.places import place
from tests.e2e.terminal import Terminal
from tests.support.paced import PacedServer, Span, common, total
from tests.support.torture_nursery import ROOT, Nursery

PATIENCE: Final = 60.0  # seconds
_migrating: Final = Lock()  # Alembic migrates one store of a process at a time


def _begin_anew(ctx: Context, ids: list[str]) -> None:
    """Cancel, and try again at once: what has arrived is dropped."""
    downloads.cancel(ctx, ids)
    downloads.retry(ctx, ids)


_ORDERS: Final[Sequence[tuple[Callable[[Context, list[str]], object], IsoState | None]]] = (
    (downloads.pause, None),
    (downloads.cancel, IsoState.FAILED),
    (_begin_anew, None),
    (versions.delete, IsoState.DESTROYED),
)
SIZES: Final = (2, 3, 5, 9, 20, 40)


def until(condition: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Wait for the condition to come true."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.02)


@dataclass(frozen=True, slots=True)
class Image:
    """An ISO on the server."""

    file: Path
    version: str
    """The Kubernetes version that is in it."""
    size: int
    sha256: str

    @property
    def path(self) -> str:
        """Of its URL."""
        return f"/{self.file.name}"


def images(folder: Path, sizes: Sequence[int] = SIZES) -> list[Image]:
    """ISOs of these sizes in MiB, written into the folder."""
    made = []
    for number, size in enumerate(sizes):
        version = f"1.34.{number}"
        file = write_iso(folder / f"{size}.iso", version, size=size * MIB, seed=number)
        hour_ago = time.time() - 3600  # one that has just changed has a weak validator
        os.utime(file, (hour_ago, hour_ago))
        made.append(Image(file, version, file.stat().st_size, sha256(file)))
    return made


def sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@dataclass
class Seen:
    """What is remembered from one kill to the next, to be held against what comes."""

    durable: dict[str, list[Span]] = field(default_factory=dict)
    """What was noted down as safe at the last kill, by the URL's path."""
    again: int = 0
    """Bytes that were durable and were sent a second time."""
    received: dict[str, list[Span]] = field(default_factory=dict)
    repeated: int = 0
    """Bytes that were sent more than once, durable or not."""
    cut_off: dict[tuple[str, int], str] = field(default_factory=dict)
    """ISO and attempt of each attempt that was under way in a process that was killed, and how far
    it had come."""


class Scene:
    """Versions to be fetched, one for each of the images; everything is killed at the end.

    ``db``: the store's URL.
    """

    def __init__(
        self, folder: Path, db: str, there: Sequence[Image], nursery: Nursery, chance: random.Random
    ) -> None:
        self.folder, self.nursery, self.chance = folder, nursery, chance
        self.settings = Settings(
            db=db, iso_dir=folder / "isos", log_dir=folder / "log", lang="en", downloads=4
        )
        with _migrating:
            self.ctx: Context = open_context(self.settings, Actor("kim", "192.0.2.7"))
        self.server = PacedServer(there[0].file.parent, hesitation=self._hesitation)
        self.seen = Seen()
        self.images: dict[str, Image] = {}
        """By the ids of the ISOs."""
        self.interrupted: set[str] = set()
        """The ids of the ISOs of which a person wanted something else meanwhile."""
        self._given_up: dict[str, IsoState] = {}
        self.workers: set[int] = set()
        """The pids of those that were started and not killed."""
        self._server_is_up = self.server.__enter__()
        for image in there:
            self._add(image)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.kill(*self.workers)
        for pid in self.strangers():
            _kill(pid)
        self.server.__exit__(None, None, None)
        self.ctx.close()

    def _add(self, image: Image) -> None:
        checksum = f"{{SHA-256}}{image.sha256}" if self.chance.random() < 0.5 else ""
        url = f"{self.server.url}{image.path}"
        form = VersionForm(semanticversion=image.version, url=url, checksum=checksum)
        [iso] = versions.add(self.ctx, form).isos
        self.images[iso.id] = image

    def _hesitation(self) -> float:
        return self.chance.choice((0.0, 0.0, 0.05, 0.3)) if self.server.pace else 0.0

    # Processes

    @property
    def env(self) -> dict[str, str]:
        return {
            "KISOTUI_DB": self.settings.db,
            "KISOTUI_ISO_DIR": str(self.settings.iso_dir),
            "KISOTUI_LOG_DIR": str(self.settings.log_dir),
            "KISOTUI_LANG": "en",
            "KISOTUI_DOWNLOADS": str(self.settings.downloads),
            "KISOTUI_CONNECT_TIMEOUT": "5",
            "KISOTUI_STALL_TIMEOUT": "5",
        }

    def start(self, death: str = "") -> int:
        """Start a worker; its pid."""
        pid = self.nursery.start(self.env, death)
        self.workers.add(pid)
        return pid

    @contextmanager
    def console(self) -> Iterator[Terminal]:
        """The console in a terminal; it starts a worker of its own where none is alive."""
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "TERM": "xterm-256color"}
        with Terminal([sys.executable, "-m", "kisotui"], env | self.env, cwd=ROOT) as terminal:
            yield terminal

    def strangers(self) -> set[int]:
        """The workers that consoles have started on this store."""
        mark = f"KISOTUI_DB={self.settings.db}\0".encode()
        found = set()
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if mark in (process / "environ").read_bytes() and b"worker" in (
                    process / "cmdline"
                ).read_bytes().split(b"\0"):
                    found.add(int(process.name))
        return found - self.workers

    def kill(self, *pids: int) -> None:
        """Kill these workers, and remember how things stood."""
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in pids:
            if pid in self.workers:
                self.workers.remove(pid)
                self.nursery.kill(pid)
            else:
                _kill(pid)
        if pids:
            self.remember(pids)

    # What is to be seen

    def rows(self) -> list[tables.Iso]:
        with self.ctx.store.read() as session:
            return list(session.exec(select(tables.Iso)))

    def place(self, iso: tables.Iso) -> Path:
        return place(self.settings, Spot(iso.zone_id, iso.id, iso.generation))

    def places(self) -> list[Path]:
        """Where the files are to be."""
        return [self.place(iso) for iso in self.rows()]

    def all_done(self) -> bool:
        """Whether everything is Ready, or as a person wanted it."""
        try:
            return all(self._is_done(iso) for iso in self.rows())
        except Problem:  # the store is in trouble, as it is meant to be
            return False

    def _is_done(self, iso: tables.Iso) -> bool:
        if iso.work == Work.PAUSED:
            return iso.owner is None
        return (iso.state, iso.work) == (self.wanted(iso), Work.NONE)

    def wanted(self, iso: tables.Iso) -> IsoState:
        """What is to become of it."""
        return self._given_up.get(iso.id, IsoState.READY)

    def order(self) -> None:
        """Pause, cancel, delete or begin anew a version that is being fetched, as a person does."""
        waiting = [iso for iso in self.rows() if iso.work == Work.FETCH]
        if not waiting:
            return
        iso = self.chance.choice(waiting)
        self.interrupted.add(iso.id)
        order, end = self.chance.choice(_ORDERS)
        with suppress(Problem):  # it has just become Ready
            order(self.ctx, [iso.version_id])
            if order is _begin_anew:
                self.seen.durable.pop(self.images[iso.id].path, None)
            if end:
                self._given_up[iso.id] = end

    def resume(self) -> None:
        """Go on with what was paused."""
        for iso in self.rows():
            if iso.work == Work.PAUSED:
                downloads.resume(self.ctx, [iso.version_id])

    def remember(self, killed: Sequence[int] = ()) -> None:
        """Hold what was sent since the last time against what was durable then; look anew."""
        sent = self.server.take_sent()
        for path, spans in sent.items():
            self.seen.again += common(spans, self.seen.durable.get(path, ()))
            self.seen.repeated += common(spans, self.seen.received.get(path, ()))
            self.seen.received.setdefault(path, []).extend(spans)
        rows = self.rows()
        self.seen.durable = {self.images[iso.id].path: self._durable(iso) for iso in rows}
        with self.ctx.store.read() as session:
            owners = {row.owner for row in session.exec(select(tables.Worker)) if row.pid in killed}
        self.seen.cut_off |= {
            (iso.id, iso.attempts): self._stage(iso) for iso in rows if iso.owner in owners
        }

    def _stage(self, iso: tables.Iso) -> str:
        """How far the attempt at it has come, by what it left."""
        place = self.place(iso)
        if place.exists():
            return "placed, not told"
        if not part_path(place).exists():
            return "asking"
        noted = total(durable(place))
        if noted == self.images[iso.id].size:
            return "complete, not placed"
        return "receiving, after a checkpoint" if noted else "receiving"

    def _durable(self, iso: tables.Iso) -> list[Span]:
        place = self.place(iso)
        if place.exists():
            return [(0, place.stat().st_size)]
        return durable(place)


def durable(place: Path) -> list[Span]:
    """What is noted down as safe on disk of an unfinished download."""
    note = sidecar.load(sidecar_path(place))
    return list(note.spans) if note else []


def _kill(pid: int) -> None:
    """Kill a process that is not our child; it has ended when this returns."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    until(lambda: _has_ended(pid), f"process {pid} ends")


def _has_ended(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state in "ZX"
