"""Downloads as the tests start them, and what is asked of each one that fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demo.images import MIB, write_iso
from kisotui import locale
from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download.fetch import fetch
from kisotui.download.hosts import Hosts
from kisotui.download.model import Fetched, Limits, OnProgress, OnRestart, Wanted
from kisotui.download.throttle import Throttle
from kisotui.iso.volume import inspect

SECRET = "hunter2-öß"  # in no view, no exception, no log
ROOT = Path(__file__).parents[2]  # where another Python finds the tests too
LIMITS = Limits(connect_timeout=1.0, stall_timeout=0.5)


def small_iso(path: Path, seed: int = 0) -> Path:
    """An ISO of about 3 MiB."""
    return write_iso(path, size=3 * MIB, seed=seed)


async def get(
    url: str,
    place: Path,
    checksum: Checksum | None = None,
    *,
    credentials: tuple[str, str] | None = None,
    limits: Limits = LIMITS,
    on_progress: OnProgress = lambda received, size: None,
    on_restart: OnRestart = lambda problem: None,
    throttle: Throttle | None = None,
    hosts: Hosts | None = None,
) -> Fetched:
    """Download with all checks and short limits."""
    return await fetch(
        Address(url, credentials),
        place=place,
        check=inspect,
        wanted=Wanted(checksum),
        limits=limits,
        on_progress=on_progress,
        on_restart=on_restart,
        throttle=throttle,
        hosts=hosts or Hosts(),
    )


async def failing(
    url: str,
    place: Path,
    checksum: Checksum | None = None,
    *,
    credentials: tuple[str, str] | None = None,
) -> Problem:
    """The Problem that the download ends with; nothing is at the place afterwards."""
    with pytest.raises(Problem) as caught:
        await get(url, place, checksum, credentials=credentials)
    require_tellable(caught.value)
    assert not place.exists()
    return caught.value


def require_tellable(problem: Problem) -> None:
    """It can be said in both languages, stored as JSON, and tells no secret."""
    for language in locale.LANGUAGES:
        locale.use(language)
        for text in (locale.problem_text(problem), locale.problem_next(problem)):
            assert "{" not in text
            assert SECRET not in text
    locale.use("en")
    assert SECRET not in json.dumps(problem.values, ensure_ascii=False) + repr(problem)


def leftovers(place: Path) -> set[str]:
    """The files beside the place, by what follows its name."""
    return {path.name.removeprefix(place.name) for path in place.parent.glob("*")}
