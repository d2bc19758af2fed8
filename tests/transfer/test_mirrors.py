"""An ISO that is fetched from a mirror inside, and keeps its public URL."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from kisotui.domain.urls import Address
from kisotui.download.throttle import Throttle
from kisotui.settings import Settings
from kisotui.worker.job import Means, attempt
from kisotui.worker.judging import Bench
from kisotui.worker.places import place
from kisotui.worker.room import Room
from kisotui.worker.track import Track
from tests.support.fault_server import FaultServer
from tests.support.jobs import JOB

PUBLIC = "https://public.example/cks/"


@pytest.mark.parametrize("direct", [False, True])
async def test_the_mirror_is_asked_and_told_no_password(
    server: FaultServer, tmp_path: Path, direct: bool
) -> None:
    settings = Settings("", tmp_path / "isos", tmp_path, "en", rewrite={PUBLIC: f"{server.url}/"})
    address = Address(f"{PUBLIC}a.iso", ("kim", "hunter2"))
    job = replace(JOB, address=address, direct=direct, received=0)
    asked: list[Address] = []
    means = Means(
        settings=settings,
        target=place(settings, job.spot),
        track=Track(job),
        room=Room(lambda spot: place(settings, spot)),
        throttle=Throttle(),
        bench=Bench(),
        on_restart=lambda problem: None,
        on_found=lambda found: None,
        on_mirror=asked.append,
    )
    await asyncio.wait_for(attempt(job, means), 60)
    assert asked == [Address(f"{server.url}/a.iso")]
    assert server.seen
    assert not any("Authorization" in seen.headers for seen in server.seen)
    assert means.target.exists() is not direct
