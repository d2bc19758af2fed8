"""The ways to kill in a scene. Each gives how many processes it killed in the midst of work."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from tests.support import torture_death
from tests.support.torture_scene import Scene, until

MOMENT: Final = 2.0  # seconds: somewhere in them the kill comes

Way = Callable[[Scene], int]


def worker(scene: Scene) -> int:
    """The only worker, at some moment."""
    pid = scene.start()
    moment(scene)
    return _kill(scene, pid)


def step(scene: Scene) -> int:
    """A worker around its n-th call of something that makes things durable."""
    pid = scene.start(str(torture_death.draw(scene.chance)))
    deadline = time.monotonic() + 3 * MOMENT
    while scene.nursery.status(pid) is None and time.monotonic() < deadline:
        if scene.all_done():
            break
        time.sleep(0.01)
    return _kill(scene, pid)


def workers(scene: Scene) -> int:
    """Some of several workers, or all."""
    pids = [scene.start() for _ in range(scene.chance.randint(2, 3))]
    killed = 0
    while pids:
        moment(scene)
        killed += _kill(scene, *[pids.pop() for _ in range(scene.chance.randint(1, len(pids)))])
    return killed


def screen(scene: Scene) -> int:
    """The console, while a worker is at work, who does not mind; then he as well."""
    pid = scene.start()
    with scene.console() as terminal:
        moment(scene)
        terminal.process.kill()
    moment(scene)
    return 1 + _kill(scene, pid)


def both(scene: Scene) -> int:
    """The console, and the worker that it has started."""
    with scene.console() as terminal:
        until(lambda: scene.strangers() or scene.all_done(), "there is a worker")
        moment(scene)
        terminal.process.kill()
        terminal.process.wait()  # so that it starts no other one
        return 1 + _kill(scene, *scene.strangers())


def ordered(scene: Scene) -> int:
    """The worker, when a person has just asked for something else."""
    pid = scene.start()
    moment(scene)
    scene.order()
    time.sleep(scene.chance.uniform(0, MOMENT / 4))
    return _kill(scene, pid)


WAYS: Final[dict[str, Way]] = {
    "worker": worker,
    "worker at a step": step,
    "several workers": workers,
    "screen, then worker": screen,
    "screen with its worker": both,
    "worker after an order": ordered,
}
OFTEN: Final = (*WAYS, *["worker"] * 2, *["worker at a step"] * 5, *["several workers"] * 2)
"""The ways to draw from: those by which more is found come more often."""


def moment(scene: Scene) -> None:
    """Let some time pass."""
    time.sleep(scene.chance.uniform(0, MOMENT))


def _kill(scene: Scene, *pids: int) -> int:
    """Kill them; how many of them still had something to do."""
    busy = 0 if scene.all_done() else len(pids)
    scene.kill(*pids)
    return busy
