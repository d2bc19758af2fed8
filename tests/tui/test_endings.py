"""Downloads that end while a console is open: told to who did not see it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.service import versions
from kisotui.service.context import Context, open_context
from kisotui.store import work
from kisotui.store.work import Job
from kisotui.tui import endings
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.help import Help
from tests.support.workers import claim, enter, placed
from tests.tui.stage import KIM, console, listed, until

Patch = pytest.MonkeyPatch
NAMES = ("alpha", "beta", "gamma", "delta")


class Worker:
    """Another process, which has a download of each version in hand."""

    def __init__(self, context: Context) -> None:
        self._store = context.store
        self._me = enter(self._store, work.this_process())
        self._jobs = {job.name: job for job in claim(self._store, self._me, len(NAMES))}

    def _job(self, name: str) -> Job:
        return self._jobs.pop(name)

    def finishes(self, *names: str) -> None:
        with self._store.write() as session:
            for name in names:
                work.ready(session, self._me, self._job(name), **placed(path=f"/{name}"))

    def fails(self, name: str) -> None:
        problem = Problem("http-missing", host="h", status=404)
        with self._store.write() as session:
            work.failed(session, self._me, self._job(name), problem)


def fill(context: Context) -> None:
    for number, name in enumerate(NAMES):
        url = f"http://h/{number}.iso"
        form = VersionForm(name=name, semanticversion=f"1.34.{number}", url=url)
        versions.add(context, form)


@contextmanager
def staged(tmp_path: Path, patch: Patch, **settings: object) -> Iterator[tuple[KisoApp, Worker]]:
    patch.setattr(endings, "_TOGETHER", 0.1)
    patch.setattr(endings, "_FAILED", 0.1)
    app = console(tmp_path, patch, fill)
    app.settings = replace(app.settings, **settings)  # type: ignore[arg-type]
    with closing(open_context(app.settings, KIM)) as context:
        yield app, Worker(context)


def told(app: KisoApp) -> list[str]:
    return [f"{note.title}|{note.message}" for note in app._notifications]


async def began(pilot: Pilot[int]) -> None:
    """The console has looked for the first time: what ends from now on is told."""
    await listed(pilot)
    await until(pilot, lambda: pilot.app.endings._newest)  # type: ignore[attr-defined]


def text(app: KisoApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_what_is_seen_is_not_told(tmp_path: Path, monkeypatch: Patch) -> None:
    with staged(tmp_path, monkeypatch) as (app, worker):
        async with app.run_test(notifications=True) as pilot:
            await began(pilot)
            worker.finishes("alpha")
            await until(pilot, lambda: "Ready" in text(app))
            await until(pilot, lambda: not app.endings._gathering)
            await pilot.press("question_mark")
            await until(pilot, lambda: isinstance(app.screen, Help))
            worker.finishes("beta")
            await until(pilot, lambda: told(app))
            assert told(app) == ["|beta is ready in Zone1, checksum right"]


async def test_what_the_filter_hides_is_told(tmp_path: Path, monkeypatch: Patch) -> None:
    with staged(tmp_path, monkeypatch) as (app, worker):
        async with app.run_test(notifications=True) as pilot:
            await began(pilot)
            await pilot.press("slash", *"gamma", "enter")
            await until(pilot, lambda: "alpha" not in text(app))
            worker.finishes("alpha", "gamma")
            await until(pilot, lambda: told(app))
            assert told(app) == ["|alpha is ready in Zone1, checksum right"]


async def test_what_is_seen_in_a_window_without_focus_is_told(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    with staged(tmp_path, monkeypatch) as (app, worker):
        monkeypatch.setattr(endings, "_FAILED", 10.0)  # it stays until it has been read
        async with app.run_test(notifications=True) as pilot:
            await began(pilot)
            app.post_message(events.AppBlur())
            await until(pilot, lambda: not app.app_focus)
            worker.fails("delta")
            await until(pilot, lambda: told(app))
            [said] = told(app)
            assert said.startswith("delta failed in Zone1: not on the server|")


async def test_one_version_is_seen_on_its_own_screen_and_no_other(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    with staged(tmp_path, monkeypatch) as (app, worker):
        async with app.run_test(notifications=True) as pilot:
            await began(pilot)
            await pilot.press("home", "enter")
            await until(pilot, lambda: app.screen.query("#downloads"))
            shown = app.screen.current_version()  # type: ignore[attr-defined]
            worker.finishes(shown.name, next(name for name in NAMES if name != shown.name))
            await until(pilot, lambda: told(app))
            assert len(told(app)) == 1
            assert shown.name not in told(app)[0]


async def test_several_are_one_notice_and_the_next_waits_for_its_turn(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    rung: list[str] = []
    told: list[str] = []

    def noted(message: str, *, title: str = "", **_: object) -> None:
        told.append(f"{title}|{message}")

    with staged(tmp_path, monkeypatch, bell=True) as (app, worker):
        monkeypatch.setattr(app, "bell", lambda: rung.append("bell"))
        monkeypatch.setattr(app, "notify", noted)  # notices are gone in a moment
        async with app.run_test(notifications=True) as pilot:
            await began(pilot)
            await pilot.press("question_mark")
            await until(pilot, lambda: isinstance(app.screen, Help))
            worker.finishes("alpha", "beta")
            worker.fails("gamma")
            await until(pilot, lambda: told)
            [said] = told
            assert said.startswith("2 downloads finished, 1 failed|gamma failed in Zone1")
            assert rung == ["bell"]
            worker.finishes("delta")
            await until(pilot, lambda: any("delta" in each for each in told))
            assert rung == ["bell", "bell"]


async def test_the_bell_is_silent_unless_it_is_wanted(tmp_path: Path, monkeypatch: Patch) -> None:
    with staged(tmp_path, monkeypatch) as (app, worker):
        monkeypatch.setattr(app, "bell", pytest.fail)
        async with app.run_test(notifications=True) as pilot:
            await began(pilot)
            app.post_message(events.AppBlur())
            worker.finishes("alpha")
            await until(pilot, lambda: told(app))


async def test_the_hook_hears_of_each_also_of_what_is_seen(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    heard = tmp_path / "heard"
    command = ("/bin/sh", "-c", 'echo "$@" >> "$0"', str(heard), "{name}", "{outcome}")
    with staged(tmp_path, monkeypatch, on_download=command) as (app, worker):
        async with app.run_test(notifications=True) as pilot:
            await began(pilot)
            worker.finishes("alpha")
            worker.fails("beta")
            await until(pilot, lambda: heard.read_text() == "alpha ready\nbeta failed\n")


async def test_a_hook_that_cannot_be_run_is_told_and_nothing_else_happens(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    with staged(tmp_path, monkeypatch, on_download=("/nowhere/at/all",)) as (app, worker):
        async with app.run_test(notifications=True) as pilot:
            await began(pilot)
            worker.finishes("alpha")
            await until(pilot, lambda: told(app))
            assert "/nowhere/at/all" in told(app)[0]
            worker.finishes("beta")
            await until(pilot, lambda: text(app).count("Ready") == 2)
            assert len(told(app)) == 1


async def test_a_console_that_may_only_look_tells_it_too(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    with staged(tmp_path, monkeypatch) as (app, worker):
        app.settings = app.backend._settings = replace(app.settings, read_only=True)
        async with app.run_test(notifications=True) as pilot:
            await began(pilot)
            await pilot.press("question_mark")
            await until(pilot, lambda: isinstance(app.screen, Help))
            worker.finishes("alpha")
            await until(pilot, lambda: told(app))
