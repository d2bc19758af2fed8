"""What becomes of an attempt: which failure leads where, and when."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kisotui.domain import retry
from kisotui.domain.failures import Problem
from kisotui.download.model import OnProgress
from kisotui.download.throttle import Throttle
from kisotui.settings import Settings
from kisotui.store import work
from kisotui.worker import job as jobs
from kisotui.worker import log
from kisotui.worker.job import Means, after, attempt
from kisotui.worker.judging import Bench
from kisotui.worker.places import place
from kisotui.worker.room import Room
from kisotui.worker.track import Track
from tests.support.jobs import JOB

SETTINGS = Settings(db="sqlite:////x", iso_dir=Path("/isos"), log_dir=Path("/log"), lang="en")
LOST = Problem("connection-lost", host="h")
ROOM = Room(partial(place, SETTINGS))


def means(job: work.Job) -> Means:
    return Means(
        settings=SETTINGS,
        target=place(SETTINGS, job.spot),
        track=Track(job),
        room=ROOM,
        throttle=Throttle(),
        bench=Bench(),
        on_restart=lambda problem: None,
        on_found=lambda found: None,
        on_mirror=lambda address: None,
    )


def what(outcome: jobs.Outcome) -> tuple[object, dict[str, object]]:
    """What is written, with what."""
    assert isinstance(outcome, partial)
    return outcome.func, outcome.keywords


def test_the_place_is_made_of_ids_and_a_number() -> None:
    assert place(SETTINGS, work.Spot("zone", "iso")) == Path("/isos/zone/iso.iso")
    assert place(SETTINGS, work.Spot("zone", "iso", 2)) == Path("/isos/zone/iso.2.iso")


def test_what_can_pass_is_tried_again() -> None:
    function, values = what(after(LOST, JOB, progressed=False))
    assert function is work.retry_later
    assert values["failures"] == 1
    assert retry.FIRST_DELAY <= float(str(values["delay"])) <= retry.FIRST_DELAY * 1.2


def test_failures_without_a_byte_add_up_and_bytes_end_the_row() -> None:
    failing = replace(JOB, failures=4)
    assert what(after(LOST, failing, progressed=False))[1]["failures"] == 5
    assert what(after(LOST, failing, progressed=True))[1]["failures"] == 1


def test_it_is_over_after_so_many_without_a_byte() -> None:
    failing = replace(JOB, failures=retry.ATTEMPTS - 1)
    assert what(after(LOST, failing, progressed=False))[0] is work.failed
    assert what(after(LOST, failing, progressed=True))[0] is work.retry_later


def test_what_cannot_pass_is_final_at_once() -> None:
    function, values = what(after(Problem("not-iso"), JOB, progressed=True))
    assert function is work.failed
    assert values["job"] is JOB


def test_a_server_is_not_asked_again_before_it_wants_to_be() -> None:
    busy = Problem("http-busy", host="h", status=503, retry_after=900.0)
    assert what(after(busy, JOB, progressed=False))[1]["delay"] == 900.0


@pytest.mark.parametrize(
    ("safe", "failures"),
    [(0, 5), (JOB.received, 5), (JOB.received + 1, 1)],
    ids=["all again the next time", "no further", "further"],
)
async def test_what_cannot_be_gone_on_with_is_no_progress(
    safe: int, failures: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that breaks off again and again, and always begins at the start."""

    async def cut_off(*args: object, on_progress: OnProgress, **kwargs: object) -> None:
        on_progress(999_999, 1_000_000)
        raise LOST

    monkeypatch.setattr(jobs, "fetch", cut_off)
    monkeypatch.setattr(jobs, "kept", lambda place: safe)
    job = replace(JOB, failures=4)
    outcome = await attempt(job, means(job))
    function, values = what(outcome)
    assert (function, values["failures"]) == (work.retry_later, failures)


@pytest.mark.parametrize("answered", [False, True])
async def test_what_is_damaged_makes_room_for_what_the_source_has(
    answered: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(SETTINGS, iso_dir=tmp_path)
    job = replace(JOB, generation=1, aside=0, size=None)
    damaged = place(settings, replace(job, generation=0).spot)
    damaged.parent.mkdir()
    damaged.touch()

    async def full(*args: object, on_progress: OnProgress, **kwargs: object) -> None:
        assert damaged.exists()
        if answered:
            on_progress(0, 1_000_000)
        raise Problem("no-space", path="p", needed="n", free="f")

    monkeypatch.setattr(jobs, "fetch", full)
    here = replace(means(job), settings=settings, target=place(settings, job.spot))
    function, _ = what(await attempt(job, here))
    assert function is work.wait_for_room
    assert damaged.exists() is not answered


async def test_a_fault_of_ours_fails_the_iso_and_tells_no_secret(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("hunter2")

    monkeypatch.setattr(jobs, "fetch", broken)
    monkeypatch.setattr("kisotui.worker.log._LOGGER.propagate", True)
    outcome = await attempt(JOB, means(JOB))
    function, values = what(outcome)
    assert function is work.failed
    problem = values["problem"]
    assert isinstance(problem, Problem)
    assert problem.values == {"kind": "ZeroDivisionError", "log": str(log.path(SETTINGS))}
    assert "ZeroDivisionError at test_worker_job.py" in caplog.text
    assert "hunter2" not in caplog.text
