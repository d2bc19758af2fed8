"""Marking versions on the list, what is done with several, undo, and the next failed one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.pilot import Pilot

from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.marks import PORTION
from kisotui.domain.states import (
    DownloadStatus,
    EventState,
    EventType,
    IsoState,
    Phase,
    VersionState,
    Work,
)
from kisotui.domain.undo import Step
from kisotui.domain.views import Version, VersionQuery
from kisotui.service import editing, marks, versions
from kisotui.service.context import Context, open_context
from kisotui.store import events, tables
from kisotui.tui import acting, marks_seen
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.screens.limit_downloads import LimitDownloads
from kisotui.tui.screens.manage_version import ManageVersion
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.table import WindowTable
from kisotui.tui.widgets.title import Title
from tests.tui.stage import KIM, NOW, console, listed, set_iso, two_zones, until

Patch = pytest.MonkeyPatch
FAILED = {"state": IsoState.FAILED, "status": DownloadStatus.DOWNLOAD_ERROR, "work": Work.NONE}


def added(context: Context, count: int) -> list[str]:
    """Versions 1.34.0 and up, in one zone, all queued; the newest is the first of the list."""
    zone = two_zones(context)["seoul"]
    ids = []
    for at in range(count):
        url = f"https://h.example/{at}.iso"
        form = VersionForm(semanticversion=f"1.34.{at}", name=f"v1.34.{at}", zone=zone, url=url)
        ids.append(versions.add(context, form).version.id)
    return ids


def six(context: Context) -> None:
    added(context, 6)


def two_failed(context: Context) -> None:
    """1.34.4 and 1.34.1 of 1.34.0 to 1.34.5."""
    ids = added(context, 6)
    set_iso(context, ids[4], "seoul", **FAILED, failure="checksum")
    set_iso(context, ids[1], "seoul", **FAILED, failure="checksum")


def _remove(context: Context, id_: str) -> None:
    """As a worker does when the last of a version is destroyed."""
    with context.store.write() as session:
        version = session.get_one(tables.Version, id_)
        version.removed = NOW
        events.record(
            session,
            type=EventType.VERSION_DELETE,
            state=EventState.COMPLETED,
            message="event.version.removed",
            values={"name": version.name},
            actor=KIM,
            resource=events.Resource(events.VERSION, id_, version.name),
        )


def dashboard(pilot: Pilot[int]) -> Dashboard:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, Dashboard)
    return screen


def table(pilot: Pilot[int]) -> WindowTable[Version]:
    return dashboard(pilot).query_one(WindowTable)


def marked(pilot: Pilot[int]) -> str:
    """What the title says of the marks."""
    return dashboard(pilot).query_one(Title).facts.marked


def seen(pilot: Pilot[int]) -> list[str]:
    """The versions whose rows show a mark."""
    shown = table(pilot)
    lines = [shown.render_line(y).text for y in range(1, (shown.count or 0) + 1)]
    return [line.split()[1] for line in lines if line.startswith("✱ ")]


def told(app: KisoApp) -> list[str]:
    return [each.message for each in app._notifications]


def body(screen: Confirm) -> str:
    return str(screen.query_one(".body").render())


async def rows(app: KisoApp) -> dict[str, Version]:
    found = await app.backend.call(versions.page, VersionQuery(), 0, 100)
    return {version.semanticversion: version for version in found}


async def asked(pilot: Pilot[int], key: str) -> Confirm:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
    assert isinstance(pilot.app.screen, Confirm)
    return pilot.app.screen


async def test_space_marks_and_goes_down(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, six).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("space", "space")
        await until(pilot, lambda: marked(pilot) == "2 marked")
        assert seen(pilot) == ["v1.34.5", "v1.34.4"]
        assert table(pilot).cursor == 2
        await pilot.press("k", "space")
        await until(pilot, lambda: marked(pilot) == "1 marked")
        assert seen(pilot) == ["v1.34.5"]


async def test_a_range_follows_the_cursor_until_it_is_ended(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, six).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("j", "v", "j", "j")
        await until(pilot, lambda: marked(pilot) == "range of 3")
        assert seen(pilot) == ["v1.34.4", "v1.34.3", "v1.34.2"]
        await pilot.press("k")
        assert seen(pilot) == ["v1.34.4", "v1.34.3"]
        await pilot.press("v")
        await until(pilot, lambda: marked(pilot) == "2 marked")
        await pilot.press("G")
        assert seen(pilot) == ["v1.34.4", "v1.34.3"]


@pytest.mark.parametrize("end", ["space", "v"])
async def test_shift_and_an_arrow_extend(tmp_path: Path, monkeypatch: Patch, end: str) -> None:
    async with console(tmp_path, monkeypatch, six).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("shift+down", "shift+down", "shift+up", end)
        await until(pilot, lambda: marked(pilot) == "2 marked")
        assert seen(pilot) == ["v1.34.5", "v1.34.4"]


async def test_escape_drops_the_range_then_the_marks_then_the_filter(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, six).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("slash", *"1.34", "enter")
        await until(pilot, lambda: dashboard(pilot).query_one(Title).facts.filter == "1.34")
        await pilot.press("space", "v", "j")
        await until(pilot, lambda: marked(pilot) == "1 marked, range of 2")
        await pilot.press("escape")
        await until(pilot, lambda: marked(pilot) == "1 marked")
        await pilot.press("escape")
        await until(pilot, lambda: marked(pilot) == "")
        assert dashboard(pilot).query_one(Title).facts.filter == "1.34"
        await pilot.press("escape")
        await until(pilot, lambda: dashboard(pilot).query_one(Title).facts.filter == "")


async def test_all_that_match_are_marked_also_while_a_filter_hides_them(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, six).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("asterisk")
        await until(pilot, lambda: marked(pilot) == "6 marked")
        await pilot.press("slash", *"1.34.2", "enter")
        await until(pilot, lambda: marked(pilot) == "6 marked, 5 not shown")
        await pilot.press("asterisk")
        await until(pilot, lambda: marked(pilot) == "5 marked, 5 not shown")
        await pilot.press("asterisk")
        await until(pilot, lambda: marked(pilot) == "6 marked, 5 not shown")


async def test_marks_outlive_sorting_and_resizing(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, six).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("space", "S")
        await until(pilot, lambda: seen(pilot) == ["v1.34.5"])
        await pilot.press("v", "k", "S")  # a range is marked as it was seen
        await until(pilot, lambda: marked(pilot).endswith("marked"))
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: len(seen(pilot)) == len(table(pilot).marks))


async def test_a_version_that_others_delete_is_marked_no_longer(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("space", "space")
        await until(pilot, lambda: marked(pilot) == "2 marked")
        gone = (await rows(app))["1.34.5"]

        await app.backend.call(_remove, gone.id)
        await until(pilot, lambda: marked(pilot) == "1 marked")
        await until(pilot, lambda: table(pilot).count == 5)
        assert seen(pilot) == ["v1.34.4"]


async def test_the_end_of_the_program_may_come_while_the_marks_are_looked_at(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    awake: list[float] = []
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        dashboard = app.screen

        async def sleep(seconds: float) -> None:  # until the table is gone and the screen is not
            while len(dashboard.children):  # noqa: ASYNC110 - there is no event for it
                await asyncio.sleep(0)
            awake.append(seconds)

        monkeypatch.setattr(marks_seen, "asyncio", SimpleNamespace(sleep=sleep))
        await pilot.press("asterisk")
        await until(pilot, lambda: marked(pilot) == "6 marked")
    assert awake  # and nothing was raised


async def test_a_range_stays_on_its_rows_when_rows_come_above(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("j", "v", "j")
        form = VersionForm(semanticversion="1.35.0", url="https://h.example/new.iso")
        await app.backend.call(versions.add, form)
        await until(pilot, lambda: table(pilot).count == 7)
        await until(pilot, lambda: seen(pilot) == ["v1.34.4", "v1.34.3"])


async def test_the_footer_offers_what_makes_sense_for_the_marked(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, two_failed).run_test(size=(120, 24)) as pilot:
        await listed(pilot)
        footer = dashboard(pilot).query_one(Footer)
        assert "Retry" not in str(footer.render())
        await pilot.press("j", "space", "j", "j", "j")
        await until(pilot, lambda: "Retry" in str(footer.render()))
        assert "Pause" not in str(footer.render())


# What is done with several


async def test_several_are_paused_after_one_question(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, two_failed)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("space", "space", "space")
        screen = await asked(pilot, "p")
        assert "3: v1.34.5, v1.34.4, v1.34.3" in body(screen)
        assert screen.focused is screen.query_one("#no")
        await pilot.press("tab", "enter")
        await until(pilot, lambda: told(app))
        assert told(app) == ["Versions paused: 2, downloads: 2; nothing to do for: 1"]
        assert marked(pilot) == "3 marked"
        found = await rows(app)
        assert [found[f"1.34.{at}"].phase for at in (5, 4, 3, 2)] == [
            Phase.PAUSED,
            Phase.IDLE,
            Phase.PAUSED,
            Phase.QUEUED,
        ]


async def test_saying_no_does_nothing(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("space", "space")
        for key in ("p", "r", "d", "x", "plus", "minus"):
            await asked(pilot, key)
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, Dashboard))
        found = (await rows(app)).values()
        assert {version.phase for version in found} == {Phase.QUEUED}
        assert told(app) == []


async def test_a_range_that_is_still_open_is_acted_on(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, six).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("v", "j")
        assert "2: v1.34.5, v1.34.4" in body(await asked(pilot, "d"))


async def test_one_that_is_marked_is_done_at_once(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("space", "G", "p")
        await until(pilot, lambda: told(app))
        assert told(app) == ["v1.34.5: downloads paused: 1"]


async def test_deleting_several_drops_their_marks(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("space", "space")
        assert "2: v1.34.5, v1.34.4" in body(await asked(pilot, "d"))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: marked(pilot) == "")
        found = await rows(app)
        states = [found[f"1.34.{at}"].isostate for at in (5, 4, 3)]
        assert states == [IsoState.DESTROYING, IsoState.DESTROYING, IsoState.ALLOCATED]


async def test_only_downloads_are_threatened_with_cancelling(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, two_failed)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("asterisk")
        await until(pilot, lambda: marked(pilot) == "6 marked")
        said = body(await asked(pilot, "x"))
        assert "4: v1.34.5, v1.34.3, v1.34.2, v1.34.0" in said
        await pilot.press("tab", "enter")
        await until(pilot, lambda: told(app))
        assert told(app) == ["Versions cancelled: 4, downloads: 4"]


async def test_the_limit_of_several(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("space", "space", "b")
        await until(pilot, lambda: isinstance(app.screen, LimitDownloads))
        await until(pilot, lambda: app.screen.focused)
        assert "2: v1.34.5, v1.34.4" in body(app.screen)  # type: ignore[arg-type]
        await pilot.press(*"5M", "enter")
        await until(pilot, lambda: told(app))
        assert told(app) == ["Marked versions: rate limit 5.0 MiB/s, downloads: 2"]


async def test_the_priority_of_several(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("space", "space")
        await asked(pilot, "plus")
        await pilot.press("tab", "enter")
        await until(pilot, lambda: told(app))
        assert told(app) == ["Priority raised: versions 2, downloads 2"]


async def test_a_long_list_of_names_is_cut_and_counted(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, lambda context: added(context, 60))
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("asterisk")
        await until(pilot, lambda: marked(pilot) == "60 marked")
        screen = await asked(pilot, "d")
        assert "60: v1.34.59, v1.34.58" in body(screen)
        assert " more" in body(screen)
        buttons = screen.query_one("#no").region
        assert 0 < buttons.y < 24


# Enabling and disabling, and undoing it


async def disable(pilot: Pilot[int]) -> None:
    await pilot.press("m")
    await until(pilot, lambda: isinstance(pilot.app.screen, ManageVersion))
    await pilot.press("end", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Dashboard))


async def state_of(app: KisoApp, *numbers: str) -> list[VersionState]:
    found = await rows(app)
    return [found[number].state for number in numbers]


async def test_several_are_disabled_and_enabled_again_in_one_step(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await disable(pilot)
        await pilot.press("space", "space")
        await disable(pilot)
        await until(
            pilot,
            lambda: told(app) == ["1 of 2 versions changed to Disabled; 1 already in that state"],
        )
        assert marked(pilot) == "2 marked"
        await pilot.press("u")
        await until(pilot, lambda: len(told(app)) == 2)
        assert told(app)[1] == "Undone: v1.34.4 is Enabled again"
        assert await state_of(app, "1.34.5", "1.34.4") == ["Disabled", "Enabled"]
        await pilot.press("u", "u")
        await until(pilot, lambda: len(told(app)) == 4)
        assert told(app)[2:] == [
            "Undone: v1.34.5 is Enabled again",
            "There is nothing to undo.",
        ]


async def test_what_somebody_changed_since_is_left_alone_and_told(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await disable(pilot)
        await until(pilot, lambda: told(app))
        version = (await rows(app))["1.34.5"]
        other = open_context(app.settings, Actor("lee", "192.0.2.9"))
        versions.set_state(other, [version.id], VersionState.ENABLED)
        other.close()
        await pilot.press("u")
        await until(pilot, lambda: len(told(app)) == 2)
        *_, notice = app._notifications
        assert notice.title == "v1.34.5 was changed since, by lee; nothing was undone"
        await pilot.press("u")
        await until(pilot, lambda: told(app)[-1] == "There is nothing to undo.")


async def test_it_can_be_undone_on_the_detail_screen_too(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await disable(pilot)
        await until(pilot, lambda: told(app))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, Dashboard))
        await pilot.press("u")
        await until(pilot, lambda: len(told(app)) == 2)
        assert await state_of(app, "1.34.5") == ["Enabled"]


# Failed ones


def _is_on(pilot: Pilot[int], place: int) -> bool:
    return table(pilot).cursor == place


async def test_the_next_failed_one_and_round_again(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, two_failed)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        for key, cursor in (("n", 1), ("n", 4), ("n", 1), ("N", 4), ("N", 1)):
            await pilot.press(key)
            await until(pilot, partial(_is_on, pilot, cursor))
        assert told(app) == [
            "That was the last one; on from the top.",
            "That was the first one; on from the bottom.",
        ]


async def test_nothing_has_failed(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("n")
        await until(pilot, lambda: told(app))
        assert told(app) == ["No ISO in this list has failed."]
        assert table(pilot).cursor == 0


async def test_a_failed_one_far_below(tmp_path: Path, monkeypatch: Patch) -> None:
    def far(context: Context) -> None:
        ids = added(context, 400)
        set_iso(context, ids[3], "seoul", **FAILED, failure="checksum")

    app = console(tmp_path, monkeypatch, far)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("n")
        await until(pilot, lambda: table(pilot).current and table(pilot).cursor == 396)
        current = table(pilot).current
        assert current is not None
        assert current.semanticversion == "1.34.3"


# Very many


async def test_very_many_are_deleted_in_portions_which_is_said(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, lambda context: added(context, PORTION + 5))
    portions: list[int] = []
    hints: list[tuple[str, ...]] = []
    delete = versions.delete

    def noted(context: Context, ids: Sequence[str]) -> None:
        portions.append(len(ids))
        hints.append(app.screen.query_one(Title).facts.hints)
        delete(context, ids)

    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("asterisk")
        await until(pilot, lambda: marked(pilot) == "105 marked")
        assert "100 at a time" in body(await asked(pilot, "d"))
        monkeypatch.setattr(versions, "delete", noted)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: marked(pilot) == "")
        assert portions == [100, 5]
        assert [words[:1] == ("done for 100 of 105",) for words in hints] == [False, True]
        await until(pilot, lambda: "done" not in str(app.screen.query_one(Title).facts.hints))


async def test_what_takes_longer_than_a_moment_is_said(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, six)
    found, let_on = marks.found, threading.Event()

    def slowly(context: Context, query: VersionQuery) -> list[str]:
        let_on.wait(10)
        return found(context, query)

    def hints() -> tuple[str, ...]:
        return app.screen.query_one(Title).facts.hints

    monkeypatch.setattr(acting, "_MOMENT", 0.01)
    monkeypatch.setattr(marks, "found", slowly)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        app.simulate_key("asterisk")
        await until(pilot, lambda: "working on it…" in hints())
        let_on.set()
        await until(pilot, lambda: marked(pilot) == "6 marked")
        assert "working on it…" not in hints()


async def test_one_that_is_being_deleted_among_them_leaves_all_as_they_are_and_that_is_said(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, six)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        dying = (await rows(app))["1.34.3"].id
        await app.backend.call(versions.delete, [dying])
        await pilot.press("asterisk")
        await until(pilot, lambda: marked(pilot) == "6 marked")
        await pilot.press("d")
        await until(pilot, lambda: len(told(app)) == 2)
        assert told(app)[0] == "Nothing was done for any of the 6 versions"
        assert "v1.34.3 is being deleted" in str([*app._notifications])


async def test_how_far_it_came_is_said_when_the_store_fails_in_between(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, lambda context: added(context, PORTION + 5))
    set_state = versions.set_state

    def failing(context: Context, ids: Sequence[str], state: VersionState) -> Step:
        if len(ids) < PORTION:
            raise Problem("store-full", store="k.db")
        return set_state(context, ids, state)

    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await pilot.press("asterisk")
        await until(pilot, lambda: marked(pilot) == "105 marked")
        monkeypatch.setattr(versions, "set_state", failing)
        await disable(pilot)
        await until(pilot, lambda: len(told(app)) == 2)
        assert told(app)[0] == "Done for 100 of 105 versions; the rest was left as it is"
        await pilot.press("u")
        await until(pilot, lambda: len(told(app)) == 3)
        assert told(app)[2] == "Undone: 100 versions are Enabled again"


async def test_an_edit_that_had_the_iso_fetched_again_is_undone_after_asking(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, six)
    secret = "https://kim:geheim@h.example/other.iso"
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        version = (await rows(app))["1.34.5"]
        start = await app.backend.call(editing.original, version.id)
        edited = await app.backend.call(editing.edit, start, replace(start.form, url=secret))
        assert edited.step is not None
        app.steps.push(edited.step)
        screen = await asked(pilot, "u")
        assert "v1.34.5" in body(screen)
        assert "geheim" not in body(screen)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        assert (await rows(app))["1.34.5"].url == "https://h.example/other.iso"
        await asked(pilot, "u")
        await pilot.press("tab", "enter")
        await until(pilot, lambda: told(app) == ["Undone: the edit of v1.34.5"])
        assert (await rows(app))["1.34.5"].url == version.url
