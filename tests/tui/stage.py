"""A console on a real store of its own, where ids and times are the same at every run."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from copy import copy
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import count
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from sqlmodel import select
from textual.pilot import Pilot

from kisotui import locale
from kisotui.domain.actors import Actor
from kisotui.domain.detail_views import WorkerStatus
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import DownloadStatus, IsoState, Work, ZoneType
from kisotui.service import versions, zones
from kisotui.service.context import Context, open_context
from kisotui.settings import Settings
from kisotui.store import tables
from kisotui.store import versions as rows
from kisotui.store.engine import Store
from kisotui.tui.app import KisoApp

NOW = datetime(2026, 11, 23, 11, 12, 5, tzinfo=UTC)
KIM = Actor("kim", "192.0.2.7")
URL = "https://download.example/cks/setup-v1.34.12-calico-x86_64.iso"
SHA = "{SHA-256}" + "9f86d081884c7d65" * 4
WORKER = WorkerStatus("worker", "jump1", 4711, NOW - timedelta(hours=1), NOW, 1)
PATIENCE = 10.0  # seconds

Fill = Callable[[Context], object]
Script = Callable[[Pilot[int]], Awaitable[None]]


class _Frozen(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return NOW


class _Filled(NamedTuple):
    """The file of a store as it was filled once, and the first number that is left for ids."""

    content: bytes
    number: int


# Filling one takes longer than most tests that look at it.
_filled: dict[tuple[Fill | None, str], _Filled] = {}


def console(
    tmp_path: Path, patch: pytest.MonkeyPatch, fill: Fill | None = None, lang: str = "en"
) -> KisoApp:
    """The app, its store already filled. WORKER is alive; no other one is ever started."""
    known = _filled.get((fill, lang))
    numbers = count(known.number if known else 1)
    patch.setattr(tables, "uuid4", lambda: UUID(int=next(numbers) << 96))
    patch.setattr(tables, "datetime", _Frozen)
    patch.setattr(Store, "name", property(lambda store: "/var/lib/kisotui/kisotui.db"))
    patch.setattr("kisotui.service.actor.current_actor", lambda: KIM)
    patch.setattr("kisotui.service.worker.ensure", lambda context: None)
    patch.setattr("kisotui.service.worker.status", lambda context: [WORKER])
    # No pre-flight begins by itself while a picture is taken.
    patch.setattr("kisotui.tui.screens.preflight.LOOK_AFTER", 3600.0)
    patch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    locale.use(lang)
    settings = Settings(f"sqlite:///{tmp_path}/k.db", tmp_path / "isos", tmp_path / "log", lang)
    path = tmp_path / "k.db"
    if known is not None:
        path.write_bytes(known.content)
    elif fill is not None:
        context = open_context(settings, KIM)
        fill(context)
        context.close()
        if "<locals>" not in getattr(fill, "__qualname__", "<locals>"):  # the same each time
            _filled[fill, lang] = _Filled(path.read_bytes(), next(copy(numbers)))
    return KisoApp(settings, clock=lambda: NOW)


async def until(pilot: Pilot[int], holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while True:
        with suppress(Exception):
            if holds():
                break
        assert time.monotonic() < deadline, "it never came to that"
        await pilot.pause(0.01)
    await pilot.pause()


async def listed(pilot: Pilot[int]) -> None:
    """Wait until there is a version under the cursor."""
    await until(pilot, lambda: pilot.app.screen.current_version())  # type: ignore[attr-defined]


def pressing(key: str, screen: type) -> Script:
    """From the list, by a key, to a screen that has the focus."""

    async def script(pilot: Pilot[int]) -> None:
        await listed(pilot)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, screen))
        await until(pilot, lambda: pilot.app.screen.focused)

    return script


def two_zones(context: Context) -> dict[str, str]:
    """A core zone and an edge zone; their ids by name."""
    (first,) = zones.all_zones(context)
    ids = {
        "seoul": zones.add(context, "seoul", ZoneType.CORE).id,
        "busan": zones.add(context, "busan", ZoneType.EDGE).id,
    }
    zones.remove(context, first.id)
    return ids


def half_way(context: Context) -> str:
    """A version in all of two zones: half of it fetched in one, bypassed in the other; its id."""
    two_zones(context)
    form = VersionForm(semanticversion="1.34.12", url=URL, checksum=SHA)
    version = versions.add(context, form).version.id
    set_iso(
        context,
        version,
        "seoul",
        state=IsoState.CREATING,
        status=DownloadStatus.DOWNLOAD_IN_PROGRESS,
        owner="worker",
        token=1,
        size=869_711_872,
        received=426_158_817,
        rate=12_900_000,
        rates=" ".join(str(200_000 * (second % 30 + 30)) for second in range(60)),
        connections=4,
        attempts=3,
        failures=1,
        attempt_started=NOW - timedelta(seconds=30),
        attempt_received=98_566_144,
        failure="connection-lost",
        failure_values={"host": "download.example"},
        failed_at=NOW - timedelta(seconds=80),
    )
    set_iso(
        context,
        version,
        "busan",
        state=IsoState.READY,
        status=DownloadStatus.BYPASSED,
        work=Work.NONE,
        attempts=1,
    )
    return version


def set_iso(context: Context, /, version: str, zone: str, **columns: object) -> None:
    """What a worker writes."""
    with context.store.write() as session:
        found = select(tables.Iso).join(tables.Zone)
        found = found.where(tables.Iso.version_id == version, tables.Zone.name == zone)
        iso = session.exec(found).one()
        for name, value in columns.items():
            setattr(iso, name, value)
        session.flush()
        rows.summarise(session, version)
