"""What is in an ISO on the screen, and accepting it there."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from kisotui.domain.contents import Contents, Glance
from kisotui.domain.findings import finding
from kisotui.domain.forms import VersionForm
from kisotui.service import versions
from kisotui.service.context import Context
from kisotui.store import work
from kisotui.tui.screens.detail import Detail
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.widgets.lines import Lines
from tests.support.workers import claim, enter, placed
from tests.tui.stage import SHA, URL, console, listed, until

Patch = pytest.MonkeyPatch
WRONG = finding("arch-wrong", "k8s/kubelet", found="aarch64", expected="x86_64")
BROKEN = Contents(Glance(version="1.34.12"), 7, findings=(WRONG,))


def unfit(context: Context) -> None:
    """A version whose ISO was fetched, and has an error."""
    versions.add(context, VersionForm(semanticversion="1.34.12", url=URL, checksum=SHA))
    me = enter(context.store, work.this_process())
    [job] = claim(context.store, me)
    with context.store.write() as session:
        work.ready(session, me, job, **placed(contents=BROKEN))
        work.leave(session, me)


def shown(pilot: Pilot[int], pane: str) -> str:
    lines = pilot.app.screen.query_one(f"#{pane}", Lines)
    return "\n".join(line.plain for line in lines._lines)


async def opened(pilot: Pilot[int]) -> None:
    await listed(pilot)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Detail))


async def test_the_tab_tells_what_was_found(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, unfit).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "Clusters cannot use it" in shown(pilot, "details"))
        await pilot.press("4")
        await until(pilot, lambda: "k8s/kubelet is made for aarch64" in shown(pilot, "contents"))


async def test_accepting_asks_and_names_the_errors(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, unfit)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("4", "O")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        question = app.screen
        assert isinstance(question, Confirm)
        assert question.focused is not None
        assert question.focused.id == "no"
        assert any("k8s/kubelet" in line.plain for line in question._lines)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Detail))
        await until(pilot, lambda: "in spite of its errors" in shown(pilot, "contents"))
        await pilot.press("1")
        # It changed while another tab was in front.
        await until(pilot, lambda: "a person accepted" in shown(pilot, "details"))
