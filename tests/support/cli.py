"""The command line against a store of its own; the test plays the worker."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest

from kisotui.cli.start import run
from kisotui.domain.states import DownloadStatus, IsoState, Work
from kisotui.service import worker
from kisotui.service.context import Context
from kisotui.service.watch import Watch
from kisotui.store import tables, versions
from kisotui.store.engine import Store


@dataclass
class Result:
    """What a command left behind."""

    status: int
    out: str
    err: str


@dataclass
class Cli:
    """``store``: a second connection, for what others do to the same store."""

    store: Store
    capsys: pytest.CaptureFixture[str]
    ensured: list[Context] = field(default_factory=list)
    """Each time that a worker was asked for."""

    def __call__(self, *args: str) -> Result:
        status = run(args)
        said = self.capsys.readouterr()
        return Result(status, said.out, said.err)

    def ok(self, *args: str) -> str:
        """The output of a command that has nothing to complain of."""
        result = self(*args)
        assert (result.status, result.err) == (0, "")
        return result.out

    def json(self, *args: str) -> Any:
        return json.loads(self.ok(*args, "-o", "json"))

    def add(self, version: str = "1.34.1", *args: str) -> str:
        """Add a version and give its id."""
        url = ["--url", f"http://127.0.0.1/{version}.iso"] if "--file" not in args else []
        return self.ok("version", "add", version, *url, *args).strip()

    def becomes(self, version_id: str, zone: str = "", /, **columns: Any) -> None:
        """Let something become of a version's ISOs, or of the one in a zone."""
        with self.store.write() as session:
            for iso, where in versions.isos(session, version_id):
                if zone in ("", where.name):
                    for name, value in columns.items():
                        setattr(iso, name, value)
            versions.summarise(session, version_id)

    def fetched(self, version_id: str, zone: str = "") -> None:
        self.becomes(
            version_id,
            zone,
            state=IsoState.READY.value,
            status=DownloadStatus.DOWNLOADED.value,
            work=Work.NONE.value,
            size=7_000_000,
            received=7_000_000,
        )

    def failed(self, version_id: str, code: str, zone: str = "", /, **values: object) -> None:
        self.becomes(
            version_id,
            zone,
            state=IsoState.FAILED.value,
            status=DownloadStatus.DOWNLOAD_ERROR.value,
            work=Work.NONE.value,
            failure=code,
            failure_values=values,
            failed_at=tables.now(),
        )

    def destroyed(self, version_ids: Sequence[str]) -> None:
        """The worker has removed everything that it was to destroy."""
        for version_id in version_ids:
            self.becomes(version_id, state=IsoState.DESTROYED.value, work=Work.NONE.value)
            with self.store.write() as session:
                versions.row(session, version_id).removed = tables.now()


@contextmanager
def meanwhile(happens: Callable[[], None]) -> Iterator[None]:
    """Something happens while a command waits: when it first asks whether something changed."""
    asked = count()
    changed = Watch.changed

    def after_it_happened(watch: Watch) -> bool:
        if next(asked) == 1:  # 0: what came before it began to wait is no change
            happens()
        return changed(watch)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Watch, "changed", after_it_happened)
        yield


def make(
    store: Store, url: str, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
) -> Cli:
    cli = Cli(store, capsys)
    patch.setenv("KISOTUI_DB", url)
    patch.setattr(worker, "ensure", cli.ensured.append)
    return cli
