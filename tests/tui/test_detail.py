"""Everything about one version on the screen."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kisotui.domain.actors import Actor
from kisotui.domain.detail_views import EventQuery
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import DownloadStatus, EventState, EventType, IsoState, Level, Work
from kisotui.service import downloads, version_news, versions, zones
from kisotui.service.context import Context
from kisotui.store import events as store_events
from kisotui.store import tables
from kisotui.tui.messages import StoreChanged
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.detail import Detail
from kisotui.tui.screens.detail_events import EventsPane
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.lines import Line, Lines
from tests.tui.stage import NOW, SHA, URL, console, half_way, listed, set_iso, until

Patch = pytest.MonkeyPatch
VERSION = "event.version.updated"


async def opened(pilot: Pilot[int], key: str = "1") -> Detail:
    await listed(pilot)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Detail))
    screen = pilot.app.screen
    assert isinstance(screen, Detail)
    await pilot.press(key)
    await until(pilot, lambda: text(screen))
    return screen


def text(screen: Detail) -> str:
    """What the tab in front says, out of view too."""
    pane = screen.query_one(f"#{_PANES[screen._tab]}", Lines)
    return "\n".join(line.plain for line in pane._lines)


_PANES = {"details": "details", "events": "log", "downloads": "downloads"}


def title(screen: Detail) -> str:
    return screen.query_one("#title", Line).content.plain


def one_zone(context: Context) -> str:
    """A version in the one zone of a fresh store; its id."""
    return versions.add(context, VersionForm(semanticversion="1.34.12", url=URL)).version.id


def with_events(context: Context) -> None:
    """230 more events, every tenth of them a warning."""
    version = one_zone(context)
    with context.store.write() as session:
        for number in range(230):
            store_events.record(
                session,
                type=EventType.VERSION_UPDATE,
                state=EventState.COMPLETED,
                message=VERSION,
                values={"name": f"n{number}", "before": "a", "after": "b"},
                level=Level.INFO if number % 10 else Level.WARN,
                actor=Actor("lee", "198.51.100.9"),
                resource=store_events.Resource("KubernetesSupportedVersion", version, "n"),
                version_id=version,
            )


async def test_the_fields_of_the_console_stand_in_its_order(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, one_zone).run_test(size=(80, 24)) as pilot:
        lines = text(await opened(pilot)).splitlines()
        fields = [line[:22].strip() for line in lines]
        labels = fields[fields.index("Name") :]  # below whether clusters can use it
        assert labels[:15] == [
            "Name",
            "Semantic version",
            "Supports autoscaling",
            "Zone ID",
            "Zone",
            "ISO ID",
            "ISO name",
            "ISO state",
            "CPU architecture",
            "Min CPU cores",
            "Min memory (MB)",
            "Supports HA",
            "State",
            "Created",
            "ISO URL",
        ]


async def test_every_zone_has_its_own_iso(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, half_way).run_test(size=(80, 24)) as pilot:
        said = text(await opened(pilot))
        assert "busan (Edge)" in said
        assert "seoul (Core)" in said
        assert said.count("ISO ID") == 2


@pytest.mark.parametrize(
    ("checksum", "verified", "said"), [(SHA, True, "verified"), ("", False, "recorded only")]
)
async def test_a_digest_that_was_compared_is_told_from_one_that_was_only_recorded(
    tmp_path: Path, monkeypatch: Patch, checksum: str, verified: bool, said: str
) -> None:
    def fill(context: Context) -> None:
        (zone,) = zones.all_zones(context)
        form = VersionForm(semanticversion="1.34.12", url=URL, checksum=checksum)
        version = versions.add(context, form).version.id
        set_iso(
            context,
            version,
            zone.name,
            state=IsoState.READY,
            status=DownloadStatus.DOWNLOADED,
            work=Work.NONE,
            size=1_048_576,
            received=1_048_576,
            digest=SHA,
            verified=verified,
            path="/srv/isos/a.iso",
        )

    async with console(tmp_path, monkeypatch, fill).run_test(size=(120, 40)) as pilot:
        shown = text(await opened(pilot))
        assert said in shown
        assert "/srv/isos/a.iso" in shown
        assert "1,048,576 bytes" in shown


async def test_the_tabs_answer_to_keys_and_to_the_mouse(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, half_way).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("2")
        assert screen._tab == "events"
        await pilot.press("right")
        assert screen._tab == "downloads"
        await pilot.press("right")
        assert screen._tab == "contents"
        await pilot.press("right")
        assert screen._tab == "details"
        await pilot.click("TabBar", offset=(15, 0))
        await until(pilot, lambda: screen._tab == "events")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, Dashboard))


async def test_a_download_says_how_far_it_is_what_failed_and_what_is_next(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, half_way).run_test(size=(80, 24)) as pilot:
        said = text(await opened(pilot, "3"))
        assert "48%  406.4 MiB of 829.4 MiB  12.3 MiB/s  35s left" in said
        assert "█" in said
        assert "The connection to download.example broke off" in said
        assert "The download goes on by itself" in said
        assert "nothing is stored: hosts download it themselves" in said


async def test_the_next_attempt_is_counted_down(tmp_path: Path, monkeypatch: Patch) -> None:
    def fill(context: Context) -> None:
        (zone,) = zones.all_zones(context)
        due = NOW + timedelta(seconds=12)
        host = {"host": "download.example"}
        version = one_zone(context)
        set_iso(context, version, zone.name, due=due, failure="dns", failure_values=host)

    app = console(tmp_path, monkeypatch, fill)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "3")
        assert "tried again at 20:12:17 KST, in 12s" in text(screen)
        app.clock = lambda: NOW + timedelta(seconds=3)
        await until(pilot, lambda: "in 9s" in text(screen))


async def test_it_follows_what_the_worker_writes(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "3")
        version = screen.current_version()
        assert version is not None
        await app.backend.call(set_iso, version.id, "seoul", received=800_000_000)
        await until(pilot, lambda: "91%" in text(screen))


async def test_nothing_is_painted_while_nothing_changes(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "3")
        lines = screen.query_one("#downloads", Lines)
        painted: list[object] = []
        monkeypatch.setattr(lines, "refresh_line", painted.append)
        screen._show()
        assert painted == []
        version = screen.current_version()
        assert version is not None
        await app.backend.call(set_iso, version.id, "seoul", received=430_000_000)
        await until(pilot, lambda: painted)
        progress, bar, mean = 8, 9, 10
        assert set(painted) <= {progress, bar, mean}


async def test_events_are_newest_first_and_older_ones_come_when_scrolled_to(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, with_events).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "2")
        await until(pilot, lambda: "n229:" in text(screen))
        assert text(screen).index("n229:") < text(screen).index("n228:")
        assert "lee@198.51.100.9" in text(screen)
        assert "n100:" not in text(screen)
        await pilot.press("end")
        await until(pilot, lambda: "n100:" in text(screen))
        await pilot.press("end")
        await until(pilot, lambda: "232 events; that is all." in text(screen))
        assert "Added Kubernetes version" in text(screen)


async def test_events_are_filtered_by_level(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, with_events).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "2")
        await pilot.press("f")
        await until(pilot, lambda: "23 events; that is all." in text(screen))
        assert "INFO" not in text(screen)
        await pilot.press("f")
        await until(pilot, lambda: "No events of these levels." in text(screen))
        await pilot.press("f")
        await until(pilot, lambda: "n229:" in text(screen))


async def test_scrolling_while_other_levels_are_asked_for_fetches_nothing(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, with_events).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "2")
        pane = screen.query_one(EventsPane)
        pane.choose_next_levels()
        pane.on_lines_bottom()
        await pilot.press("f")
        await until(pilot, lambda: "No events of these levels." in text(screen))


async def test_a_new_event_comes_on_top_and_moves_nothing_that_is_read(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, with_events)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "2")
        await until(pilot, lambda: "n229:" in text(screen))
        lines = screen.query_one("#log", Lines)
        await pilot.press("pagedown")
        await pilot.pause()
        first = lines._lines[lines.scroll_offset.y].plain
        version = screen.current_version()
        assert version is not None
        await app.backend.call(downloads.pause, [version.id])
        await until(pilot, lambda: "Paused the download" in text(screen))
        assert lines._lines[lines.scroll_offset.y].plain == first


async def test_what_changed_is_told_before_and_after(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "2")
        version = screen.current_version()
        assert version is not None
        disabled = type(version.state)("Disabled")
        await app.backend.call(versions.set_state, [version.id], disabled)
        await until(pilot, lambda: "State: Enabled → Disabled" in text(screen))


async def test_a_version_that_somebody_deleted_keeps_its_record_on_the_screen(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        version = screen.current_version()
        assert version is not None
        await app.backend.call(remove, version.id)
        await until(pilot, lambda: title(screen).startswith("Deleted 2026-11-23"))
        assert "v1.34.12" in text(screen)
        assert screen.current_version() is None
        await pilot.press("d", "m", "r")
        await pilot.pause()
        assert app.screen is screen


def remove(context: Context, version: str) -> None:
    with context.store.write() as session:
        session.get_one(tables.Version, version).removed = NOW


async def test_a_record_that_is_gone_is_told(tmp_path: Path, monkeypatch: Patch) -> None:
    def gone(context: Context, query: EventQuery) -> None:
        raise Problem("version-not-found", ref=query.version)

    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        monkeypatch.setattr(version_news, "version_news", gone)
        screen.post_message(StoreChanged())
        await until(pilot, lambda: "There is no Kubernetes version" in title(screen))
        assert "v1.34.12" in text(screen)


async def test_the_list_behind_is_not_painted_and_catches_up_when_it_is_in_front_again(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        behind = app.screen_stack[0]
        assert isinstance(behind, Dashboard)
        reloads: list[None] = []
        monkeypatch.setattr(behind._table, "reload", lambda: reloads.append(None))
        version = screen.current_version()
        assert version is not None
        await app.backend.call(set_iso, version.id, "seoul", received=800_000_000)
        await until(pilot, lambda: "91%" in title(screen))
        assert reloads == []
        await pilot.press("escape")
        await until(pilot, lambda: reloads)


async def test_actions_act_on_the_version_that_is_shown(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("m")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "Disabled" in title(screen))


async def test_text_from_outside_is_shown_as_it_is(tmp_path: Path, monkeypatch: Patch) -> None:
    def fill(context: Context) -> None:
        form = VersionForm(semanticversion="1.34.12", name="[red]x[/red] 한글", url=URL)
        versions.add(context, form)

    async with console(tmp_path, monkeypatch, fill).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert "[red]x[/red] 한글" in text(screen)
        assert "[red]x[/red] 한글" in title(screen)


async def test_an_answer_that_comes_while_the_screen_is_taken_away_harms_nobody(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, one_zone)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        asked, children_gone = asyncio.Event(), asyncio.Event()
        call = app.backend.call

        async def answer_late(*question: Any) -> Any:
            answer = await call(*question)
            asked.set()
            await children_gone.wait()
            return answer

        monkeypatch.setattr(app.backend, "call", answer_late)
        monkeypatch.setattr(Footer, "on_unmount", lambda _: children_gone.set(), raising=False)
        screen.post_message(StoreChanged())
        await asked.wait()
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        await pilot.pause()
    assert app.crash is None
