"""What must be true of a scene, whatever was killed in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sqlmodel import col, select

from kisotui.domain.states import EventState, EventType, IsoState
from kisotui.store import tables
from kisotui.worker.storage import MARKER
from tests.support.torture_scene import Scene, sha256

WRONG: Final = "wrong files"
STUCK: Final = "stuck rows"
TWICE: Final = "bytes fetched twice"
MISSING: Final = "missing events"
LEFT: Final = "leftovers"
KINDS: Final = (WRONG, STUCK, TWICE, MISSING, LEFT)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be; ``amount``: how much of it."""

    kind: str
    what: str
    amount: int = 1


def at_any_moment(scene: Scene) -> Iterator[Finding]:
    """The file is right or absent, never wrong and Ready; nothing durable was fetched twice."""
    for iso in scene.rows():
        image, place = scene.images[iso.id], scene.place(iso)
        if place.exists() and sha256(place) != image.sha256:
            yield Finding(WRONG, f"{image.path} is not what the server has")
        elif iso.state == IsoState.READY and not place.exists():
            yield Finding(WRONG, f"{image.path} is Ready and not there")
        elif iso.state == IsoState.DESTROYED and place.exists():
            yield Finding(LEFT, f"{image.path} is Destroyed and still there")
    if scene.seen.again:
        yield Finding(TWICE, f"{scene.seen.again} durable bytes", scene.seen.again)
        scene.seen.again = 0


def at_the_end(scene: Scene) -> Iterator[Finding]:
    """Everything is Ready and told; nobody holds anything, nothing lies about."""
    yield from at_any_moment(scene)
    for iso in scene.rows():
        image = scene.images[iso.id]
        is_ready = iso.state == IsoState.READY
        if (iso.state, iso.owner, iso.work) != (scene.wanted(iso), None, "none"):
            yield Finding(STUCK, f"{image.path}: {iso.state}, {iso.work} owed by {iso.owner}")
        elif is_ready and (iso.size, iso.received) != (image.size, image.size):
            yield Finding(WRONG, f"{image.path}: {iso.received} of {iso.size} bytes in its row")
        if is_ready and iso.id not in scene.interrupted:
            yield from _untold(scene, iso)
    beside = {path.name for path in scene.settings.iso_dir.rglob("*") if path.is_file()}
    beside -= {scene.place(iso).name for iso in scene.rows() if iso.state == IsoState.READY}
    for name in sorted(beside):
        if not name.startswith(MARKER):  # its drafts are as small as it is itself
            yield Finding(LEFT, name)


def _untold(scene: Scene, iso: tables.Iso) -> Iterator[Finding]:
    name = scene.images[iso.id].path
    told = events(scene, iso)
    states = [event.state for event in told]
    if states[:1] != [EventState.SCHEDULED] or states[-1:] != [EventState.COMPLETED]:
        yield Finding(MISSING, f"{name}: {states}")
    for one, other in pairwise(told):
        if (one.state == EventState.STARTED) == (other.state == EventState.STARTED):
            yield Finding(MISSING, f"{name}: {one.message} is followed by {other.message}")
        if other.created < one.created:
            yield Finding(MISSING, f"{name}: {other.message} was before {one.message}")
    attempts = [event.values["attempt"] for event in told if event.state == EventState.STARTED]
    if attempts != list(range(1, iso.attempts + 1)):
        yield Finding(MISSING, f"{name}: attempts {attempts} of {iso.attempts}")
    lost = {event.values["attempt"] for event in told if event.message == "event.iso.lost"}
    for attempt in sorted({n for id_, n in scene.seen.cut_off if id_ == iso.id} - lost):
        yield Finding(MISSING, f"{name}: nobody says that attempt {attempt} was lost")


def events(scene: Scene, iso: tables.Iso) -> Sequence[tables.Event]:
    """What is told of the fetching of an ISO, oldest first."""
    query = (
        select(tables.Event)
        .where(tables.Event.resource_id == iso.id, tables.Event.type == EventType.ISO_CREATE)
        .order_by(col(tables.Event.id))
    )
    with scene.ctx.store.read() as session:
        return session.exec(query).all()
