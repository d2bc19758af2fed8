"""Real workers on a real store, fetching from a real server; to be killed."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from kisotui.domain import detail_views, views
from kisotui.domain.actors import Actor
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import IsoState
from kisotui.service import events, versions
from kisotui.service import worker as worker_service
from kisotui.service.context import Context, open_context
from kisotui.settings import Settings
from kisotui.store.tables import Iso
from kisotui.store.work import Spot
from kisotui.worker.places import place
from kisotui.worker.storage import MARKER
from tests.support.downloads import small_iso
from tests.support.fault_server import FaultServer
from tests.support.torture_nursery import Nursery
from tests.support.torture_scene import Image, images
from tests.support.torture_scene import until as until

PATIENCE: Final = 30.0  # seconds
_PROGRAM: Final = """
import os, sys
exec(os.environ["TWIST"])
from kisotui.__main__ import main
sys.exit(main())
"""
PACE: Final = 400_000  # bytes per second: seven seconds for the ISO


@dataclass
class Worker:
    """The process of a worker."""

    process: subprocess.Popen[str]

    @property
    def pid(self) -> int:
        return self.process.pid

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def exit(self) -> int:
        """Its exit status, once it has ended."""
        return self.process.wait(PATIENCE)


@dataclass
class House:
    """A store with its zone, an ISO on a server, and the workers that were started."""

    ctx: Context
    server: FaultServer
    image: Path
    workers: list[Worker] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def settings(self) -> Settings:
        return self.ctx.settings

    def start(self, *, detached: bool = False, twist: str = "", **settings: Any) -> Worker:
        """Start a worker and do not wait for it. ``twist``: Python that is run there before."""
        values = {
            "db": self.settings.db,
            "iso_dir": self.settings.iso_dir,
            "log_dir": self.settings.log_dir,
            "connections": 1,  # the server's pace is that of each of them
        } | settings
        env = {f"KISOTUI_{name.upper()}": str(value) for name, value in values.items()}
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, "worker", *(["--detached"] if detached else [])],
            env={**os.environ, **env, "TWIST": twist},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        worker = Worker(process)
        self.workers.append(worker)
        return worker

    def on_duty(self, *, twist: str = "", **settings: Any) -> Worker:
        """Start a worker and wait until it is one of the store's."""
        worker = self.start(twist=twist, **settings)
        until(lambda: worker.pid in self.pids(), "the worker is there")
        return worker

    def pids(self) -> list[int]:
        """The processes of the workers that are alive."""
        return [status.pid for status in worker_service.status(self.ctx)]

    def holder(self) -> int | None:
        """The process of the worker, where there is one at most."""
        return next(iter(self.pids()), None)

    def add(self, **form: Any) -> str:
        """Add a version of the image, under a name and an address of its own; its id."""
        number = next(self._numbers)
        which = f"?{number}" if number else ""
        own = {"name": f"v1.34.12-{number}", "url": f"{self.server.url}/a.iso{which}"}
        form = {"semanticversion": "1.34.12", **own, **form}
        return versions.add(self.ctx, VersionForm(**form)).version.id

    def version(self, id: str) -> views.Version:  # noqa: A002 - the field's name
        return versions.get(self.ctx, id).version

    def iso(self, id: str) -> detail_views.Iso:  # noqa: A002 - the field's name
        [iso] = versions.get(self.ctx, id).isos
        return iso

    def place(self, id: str) -> Path:  # noqa: A002 - the field's name
        iso = self.iso(id)
        with self.ctx.store.read() as session:
            generation = session.get_one(Iso, iso.id).generation
        return place(self.settings, Spot(iso.zoneid, iso.id, generation))

    def files(self) -> set[str]:
        """What lies in the ISO directory, by the ends of the names."""
        found = [path for path in self.settings.iso_dir.rglob("*") if path.is_file()]
        return {path.name[path.name.index(".iso") + 1 :] for path in found if path.name != MARKER}

    def messages(self, id: str) -> list[str]:  # noqa: A002 - the field's name
        """The events of a version, oldest first."""
        found = events.page(self.ctx, detail_views.EventQuery(version=id))
        return [event.message for event in found][::-1]

    def is_ready(self, id: str) -> bool:  # noqa: A002 - the field's name
        return self.iso(id).state is IsoState.READY

    def wait_ready(self, id: str, patience: float = PATIENCE) -> None:  # noqa: A002
        """Wait until the ISO is there, and see that it is the right one."""
        until(lambda: self.is_ready(id), "the ISO is ready", patience)
        assert self.place(id).read_bytes() == self.image.read_bytes()
        assert self.files() == {"iso"}, "nothing is left beside it"

    def wait_bytes(self, id: str, patience: float = PATIENCE) -> None:  # noqa: A002
        """Wait until the store shows that something has arrived."""
        until(lambda: self.iso(id).received > 0, "bytes arrive", patience)

    def ranges(self) -> list[str]:
        """The Range headers of the requests so far."""
        return [seen.headers["Range"] for seen in self.server.seen if "Range" in seen.headers]


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_iso(tmp_path_factory.mktemp("iso") / "a.iso")


@pytest.fixture(scope="session")
def there(tmp_path_factory: pytest.TempPathFactory) -> list[Image]:
    """ISOs on a server."""
    return images(tmp_path_factory.mktemp("site"), sizes=(3, 5, 20))


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with Nursery() as nursery:
        yield nursery


@pytest.fixture
def house(tmp_path: Path, image: Path) -> Iterator[House]:
    site = tmp_path / "site"
    site.mkdir()
    shutil.copy(image, site / "a.iso")
    hour_ago = time.time() - 3600
    os.utime(site / "a.iso", (hour_ago, hour_ago))
    settings = Settings(
        db=f"sqlite:///{tmp_path / 'kisotui.db'}",
        iso_dir=tmp_path / "isos",
        log_dir=tmp_path / "log",
        lang="en",
    )
    ctx = open_context(settings, Actor("kim", "192.0.2.7"))
    with FaultServer(site) as server:
        server.pace = PACE
        house = House(ctx, server, image)
        try:
            yield house
        finally:
            for worker in house.workers:
                with suppress(ProcessLookupError):
                    worker.signal(signal.SIGCONT)
                worker.kill()
                assert worker.process.stderr is not None
                worker.process.stderr.close()
            ctx.close()
