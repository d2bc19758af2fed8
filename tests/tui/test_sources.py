"""The catalogue on the screen: what the sources list, refreshed, filtered, added."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlmodel import select
from textual.pilot import Pilot
from textual.widgets import Button, OptionList, Select, Static

from kisotui.domain import catalogue_json
from kisotui.domain import registration as reading
from kisotui.domain.catalogue import Entry, Listed, Page, Source, SourceKind
from kisotui.domain.checksums import Checksum
from kisotui.domain.errands import ErrandState
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.views import VersionQuery
from kisotui.locale import LANGUAGES, problem_text, t
from kisotui.service import sources, versions
from kisotui.service.context import Context
from kisotui.store import sources as rows
from kisotui.store import tables, work
from kisotui.store.errand_table import Errand
from kisotui.store.source_table import Source as Row
from kisotui.tui.catalogue import Catalogue, line
from kisotui.tui.screens.add_version import AddVersion
from kisotui.tui.screens.catalogue import Browse
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.screens.help import Help
from kisotui.tui.screens.sources import AddSource, Sources
from kisotui.tui.widgets.form import Field
from tests.support.source_server import registration
from tests.tui.samples import every_state
from tests.tui.stage import NOW, PATIENCE, console, two_zones, until

Patch = pytest.MonkeyPatch
URL = "https://download.cloudstack.org/cks/setup-v{}-calico-{}.iso"
SHA = Checksum("SHA-256", "9f86d081884c7d65" * 4)


def an_iso(version: str, arch: str = "x86_64", **more: Any) -> Listed:
    url = URL.format(version, arch)
    values: dict[str, Any] = {
        "name": f"v{version}-calico-{arch}",
        "url": url,
        "size": 870_000_000,
        "date": datetime(2026, 7, 1, tzinfo=UTC),
        "evidence": (Evidence(SHA, Origin.BESIDE, url + ".sha256"),),
    }
    return Listed(url.rpartition("/")[2], version, arch, **(values | more))


LISTED = (an_iso("1.35.3"), an_iso("1.35.3", "aarch64", size=None, date=None), an_iso("1.30.3"))


def filled(context: Context) -> None:
    """One source with a list of three days ago, one that could not be asked; one ISO added."""
    two_zones(context)
    with context.store.write() as session:
        page = Page("https://download.cloudstack.org/cks/", items=LISTED)
        me = work.this_process()
        rows.listed(session, me, id="cloudstack", pages=(page,))
        row = session.get_one(Row, "cloudstack")
        row.fetched = row.asked = NOW - timedelta(days=3)
        problem = Problem("dns", host="api.github.com")
        rows.failed(session, me, id="ablestack", problem=problem)
    added = LISTED[2].form(VersionForm())
    versions.add(context, replace(added, name="v1.30.3-of-ours"))


async def opened(pilot: Pilot[int]) -> None:
    await listed_or_empty(pilot)
    await pilot.press("o")
    await until(pilot, lambda: isinstance(pilot.app.screen, Browse))
    await until(pilot, lambda: pilot.app.screen._state.sources)  # type: ignore[attr-defined]


async def listed_or_empty(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: pilot.app.backend.is_open)  # type: ignore[attr-defined]


async def without_match(pilot: Pilot[int]) -> None:
    await opened(pilot)
    await pilot.press(*"nothing")
    await until(pilot, lambda: not pilot.app.screen._lines)  # type: ignore[attr-defined]


async def managing(pilot: Pilot[int]) -> None:
    await opened(pilot)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, Sources))
    await until(pilot, lambda: pilot.app.screen._sources)  # type: ignore[attr-defined]


async def adding(pilot: Pilot[int]) -> None:
    await managing(pilot)
    await pilot.press("a")
    await until(pilot, lambda: isinstance(pilot.app.screen, AddSource))
    await until(pilot, lambda: pilot.app.screen.focused)


def text(pilot: Pilot[int]) -> str:
    """The list and what stands below it."""
    screen = pilot.app.screen
    options = screen.query_one(OptionList).options
    below = screen.query_one("#standing", Static).content
    return "\n".join([*(str(option.prompt) for option in options), str(below)])


async def test_the_newest_comes_first_and_what_is_there_says_so(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, filled).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        first, second, third, *below = text(pilot).splitlines()
        assert first.split() == [
            "1.35.3",
            "x86_64",
            "829.7",
            "MiB",
            "2026-07-01",
            "CloudStack",
            "new",
        ]
        assert second.split()[:4] == ["1.35.3", "aarch64", "–", "–"]
        assert third.split()[-2:] == ["added", "unsupported"]
        assert "3 days ago" in "".join(below)
        assert "api.github.com" in "".join(below)


async def test_the_line_under_the_cursor_has_the_cursors_colours(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, filled).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        options = pilot.app.screen.query_one(OptionList)

        def colours(line: int) -> set[str]:
            styles = [segment.style for segment in options.render_line(line) if segment.style]
            return {style.color.name for style in styles if style.color}

        assert len(colours(1)) > 1  # what is new is green
        assert len(colours(0)) == 1
        await pilot.press("down")
        assert len(colours(1)) == 1


async def test_typing_filters_and_enter_fills_the_form_in(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, filled)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press(*"aarch64", "enter")
        await until(pilot, lambda: isinstance(app.screen, AddVersion))
        await until(pilot, lambda: app.screen.query_one("#url", Field).value)
        values = {field.id: field.value for field in app.screen.query(Field)}
        assert values["semanticversion"] == "1.35.3"
        assert values["url"] == URL.format("1.35.3", "aarch64")
        assert values["checksum"] == str(SHA)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, AddVersion))
        (found,) = versions.page(app.backend.context, VersionQuery(text="1.35.3"), 0, 9)
        assert found.arch == "aarch64"
        detail = versions.get(app.backend.context, found.id)
        assert [each.origin for each in detail.evidence] == [Origin.BESIDE]


async def test_what_was_never_refreshed_is_asked_by_itself(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, every_state)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: text(pilot).count("being asked") == 2)
        with app.backend.context.store.write() as session:
            asked = [row.request["source"] for row in session.exec(select(Errand))]
            assert sorted(asked) == ["ablestack", "cloudstack"]
            page = Page("https://download.cloudstack.org/cks/", items=LISTED)
            rows.listed(session, work.this_process(), id="cloudstack", pages=(page,))
            for row in session.exec(select(Errand)):
                row.state, row.finished = ErrandState.DONE.value, tables.now()
        await until(pilot, lambda: text(pilot).startswith("1.35.3"))
        await until(pilot, lambda: "being asked" not in text(pilot))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (60, 15)], ids=["80x24", "60x15"])
async def test_where_they_could_not_be_asked_that_is_said(
    tmp_path: Path, monkeypatch: Patch, size: tuple[int, int], lang: str
) -> None:
    def offline(context: Context) -> None:
        two_zones(context)
        with context.store.write() as session:
            for name in ("ablestack", "cloudstack"):
                problem = Problem("dns", host="h")
                rows.failed(session, work.this_process(), id=name, problem=problem)

    async with console(tmp_path, monkeypatch, offline, lang).run_test(size=size) as pilot:
        await opened(pilot)
        why = problem_text(Problem("dns", host="h"))
        await pilot.pause()
        strips = pilot.app.screen._compositor.render_strips()
        shown = "".join(strip.text.strip("│ ") + " " for strip in strips)
        assert t("screen.sources.offline", key="^r") in shown
        assert t("screen.sources.failed", name="CloudStack", problem=why) in shown


async def test_one_source_after_the_other(tmp_path: Path, monkeypatch: Patch) -> None:
    async with console(tmp_path, monkeypatch, filled).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+t")
        assert "1.35.3" not in text(pilot)
        assert "CloudStack" not in text(pilot)
        await pilot.press("ctrl+t")
        assert "1.35.3" in text(pilot)
        await pilot.press("ctrl+t")
        assert "ABLESTACK" in text(pilot)
        assert "1.35.3" in text(pilot)


async def test_a_source_is_added_and_removed(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, filled)
    async with app.run_test(size=(80, 24)) as pilot:
        await adding(pilot)
        await pilot.press(*"ftp://h", "ctrl+s")
        said = app.screen.query_one("#message", Static)
        await until(pilot, lambda: "http" in str(said.content))
        app.screen.query_one("#location", Field).value = "https://inside.example/isos"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Sources))
        names = app.screen.query_one(OptionList)
        await until(pilot, lambda: len(names.options) == 3)
        await pilot.press("end", "d")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert app.screen.focused is app.screen.query_one("#no", Button)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, Sources))
        await until(pilot, lambda: len(names.options) == 2)


async def test_added_while_the_help_lies_on_top_it_closes_after_it(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    add, may = sources.add, Event()

    def add_later(*arguments: Any) -> Any:
        assert may.wait(PATIENCE)
        return add(*arguments)

    monkeypatch.setattr(sources, "add", add_later)
    app = console(tmp_path, monkeypatch, filled)
    async with app.run_test(size=(80, 24)) as pilot:
        await adding(pilot)
        form = app.screen
        await pilot.press(*"https://inside.example/isos", "ctrl+s", "f1")
        await until(pilot, lambda: isinstance(app.screen, Help))
        may.set()
        await until(pilot, lambda: not [each for each in form.workers if each.node is form])
        assert isinstance(app.screen, Help)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Sources))
        names = app.screen.query_one(OptionList)
        await until(pilot, lambda: len(names.options) == 3)


async def test_the_kind_is_guessed_until_somebody_sets_it(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    async with console(tmp_path, monkeypatch, filled).run_test(size=(80, 24)) as pilot:
        await adding(pilot)
        kind = pilot.app.screen.query_one("#kind", Select)
        location = pilot.app.screen.query_one("#location", Field)

        def is_chosen(guess: str) -> bool:
            return bool(kind.value == guess)

        for place, guess in (("/mnt/isos", "directory"), ("ours/isos", "github")):
            location.value = place
            await until(pilot, partial(is_chosen, guess))
        kind.value = "index"
        await pilot.pause()
        location.value = "/mnt/isos"
        await pilot.pause()
        assert kind.value == "index"


async def test_a_registrations_url_fills_the_form_in(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed_or_empty(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AddVersion))
        given = "https://h.example/x/a.registration.json"
        app.screen.query_one("#url", Field).value = given
        context = app.backend.context

        def done() -> bool:
            with context.store.write() as session:
                for row in session.exec(select(Errand)):
                    if row.request == {"url": given} and row.finished is None:
                        told = reading.read(registration("1.34.12"), given)
                        row.report = {"listed": catalogue_json.dump_listed(told)}
                        row.state, row.finished = ErrandState.DONE.value, tables.now()
                        return True
            return False

        await until(pilot, done)
        version = app.screen.query_one("#semanticversion", Field)
        await until(pilot, lambda: version.value == "1.34.12")
        values = {field.id: field.value for field in app.screen.query(Field)}
        assert values["url"] == "https://h.example/x/k8s-v1.34.12-mold-cks-amd64-r1.iso"
        assert values["checksum"] == "{SHA-256}" + "ab" * 32
        state = app.screen._state  # type: ignore[attr-defined]
        assert [each.origin for each in state.form.found] == [Origin.REGISTRATION]


class TestState:
    """Without a screen."""

    source = Source(id="1", kind=SourceKind.INDEX, name="a[b]\x1b", location="https://h/")

    def test_without_sources_it_says_how_to_add_one(self) -> None:
        assert Catalogue().notice() == t("screen.sources.none", key="^s")

    def test_nothing_in_a_line_is_obeyed_by_the_terminal(self) -> None:
        hostile = an_iso("1.35.3", name="\x1b[31m")
        shown = line(Entry(self.source, replace(hostile, filename="x\u202e.iso")), 200)
        assert not {"\x1b", "\u202e"} & set("".join(piece for piece, _ in shown))

    def test_every_word_has_to_be_there(self) -> None:
        entries = [Entry(self.source, item) for item in LISTED]
        state = Catalogue([self.source], entries, text="1.35 ARM64")
        assert state.shown == []
        assert replace(state, text="1.35 AARCH64").shown == [entries[1]]

    def test_an_empty_list_is_no_missing_one(self) -> None:
        there = replace(self.source, fetched=NOW)
        assert Catalogue([there]).notice() == t("screen.sources.nothing")
