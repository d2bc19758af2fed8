"""Real workers that race for a thousand claims."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from sqlmodel import col, func, select

from demo.images import MIB, write_iso
from demo.server import FileServer
from kisotui.domain.states import EventState, EventType, IsoState
from kisotui.store import tables
from kisotui.store.engine import Store, open_store
from tests.support.rows import add_version, add_zone
from tests.support.torture_nursery import Nursery
from tests.support.torture_scene import until

WORKERS: Final = 2
ZONES: Final = 4
PATIENCE: Final = 300.0  # seconds


def race(nursery: Nursery, folder: Path, db: str, claims: int) -> list[str]:
    """Two workers race for so many ISOs, which hosts download directly: all that is to be done
    for one is a claim, a question to its server, and an outcome. What went wrong."""
    site = folder / "site"
    site.mkdir()
    write_iso(site / "a.iso", size=2 * MIB)
    store = open_store(db)
    with FileServer(site) as server:
        _queue(store, f"{server.url}/a.iso", claims)
        env = {
            "KISOTUI_DB": db,
            "KISOTUI_ISO_DIR": str(folder / "isos"),
            "KISOTUI_LOG_DIR": str(folder / "log"),
            "KISOTUI_DOWNLOADS": "8",
        }
        pids = [nursery.start(env, in_a_hurry=False) for _ in range(WORKERS)]
        try:
            until(lambda: _left(store) == 0, "all are claimed and done", patience=PATIENCE)
        finally:
            for pid in pids:
                nursery.kill(pid)
    wrong = list(_wrong(store, claims))
    store.close()
    return wrong


def _queue(store: Store, url: str, claims: int) -> None:
    with store.write() as session:
        zones = [add_zone(session, f"zone{number}") for number in range(ZONES)]
        for number in range(0, claims, len(zones)):
            here = zones[: claims - number]
            add_version(session, here, name=f"v{number}", url=url, directdownload=True)


def _left(store: Store) -> int:
    with store.read() as session:
        return session.exec(
            select(func.count()).select_from(tables.Iso).where(tables.Iso.state != IsoState.READY)
        ).one()


def _wrong(store: Store, claims: int) -> list[str]:
    """Each was claimed once, begun once, finished once."""
    with store.read() as session:
        rows = session.exec(select(tables.Iso)).all()
        told = session.exec(
            select(tables.Event.resource_id, tables.Event.state).where(
                col(tables.Event.type) == EventType.ISO_CREATE
            )
        ).all()
    wrong = [
        f"{iso.id}: claim {iso.token}, attempt {iso.attempts}, {iso.state}, held by {iso.owner}"
        for iso in rows
        if (iso.token, iso.attempts, iso.owner) != (1, 1, None)
    ]
    counts = Counter(told)
    for state in (EventState.STARTED, EventState.COMPLETED):
        ones = [iso.id for iso in rows if counts[iso.id, state.value] == 1]
        if len(ones) != claims:
            wrong.append(f"{claims - len(ones)} of {claims} were not {state} once")
    return wrong
