"""The pre-flight beside the forms: begun by itself, followed, dropped; what it contradicts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from textual.pilot import Pilot

from kisotui.domain.checksums import Checksum
from kisotui.domain.contents import Glance
from kisotui.domain.detail_views import EventQuery, VersionDetail
from kisotui.domain.errands import ErrandKind
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.findings import finding
from kisotui.domain.preflight import Name, Report, State, Step
from kisotui.domain.preflight_json import to_json
from kisotui.domain.views import VersionQuery
from kisotui.service import events as all_events
from kisotui.service import versions
from kisotui.store import work
from kisotui.store.errand_table import Errand
from kisotui.store.work import ErrandJob, Process
from kisotui.tui.app import KisoApp
from kisotui.tui.screens.add_version import AddVersion
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.widgets.checklist import Checklist
from kisotui.tui.widgets.form import Field, Row
from tests.tui.stage import console, half_way, two_zones, until

Patch = pytest.MonkeyPatch
URL = "http://kim:hunter2@h/a.iso"
SUM = Checksum("SHA-256", "ab" * 32)
BUILT = {"version": "1.34.12", "arch": "x86_64", "profile": "mold-cks", "revision": "r1"}
SEEN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("address", "", {}),
    ("connection", "connected", {"host": "h", "peer": "192.0.2.9"}),
    ("tls", "certificate", {"issuer": "CN=Site CA", "date": "2027-03-01"}),
    ("answer", "redirected", {"status": 206, "hosts": "cdn.example"}),
    ("file", "file", {"size": 869_000_000, "type": "application/octet-stream"}),
    ("ranges", "ranges", {}),
    ("validator", "etag", {}),
    ("space", "space", {"free": 42 << 30}),
    ("volume", "volume", {"label": "CDROM"}),
    ("contents", "mold", BUILT),
)
REPORT = Report(
    tuple(Step(Name(name), State.PASSED, fact, values) for name, fact, values in SEEN),
    glance=Glance("CDROM", version="1.34.12", arch="x86_64"),
    size=869_000_000,
    evidence=(Evidence(SUM, Origin.BESIDE, "http://h/a.iso.sha256"),),
)
WARNED = REPORT.with_step(Step(Name.RANGES, State.WARNED, "no-ranges"))
LACKING = (finding("part-missing", "k8s/kubelet"),)
BROKEN = REPORT.with_step(Step(Name.CONTENTS, State.FAILED, findings=LACKING))
FAILED = (
    replace(REPORT, glance=None, evidence=())
    .with_step(Step(Name.VOLUME, State.WAITING))
    .with_step(Step(Name.CONTENTS, State.WAITING))
)


class Played:
    """A worker, by the rows that it writes."""

    def __init__(self, app: KisoApp) -> None:
        self._app = app
        self.me: Process | None = None

    async def take(self, pilot: Pilot[int]) -> ErrandJob:
        """The errand that is posted next."""
        store = self._app.backend.context.store
        self.me = self.me or work.this_process()
        for _ in range(500):
            with store.write() as session:
                job = work.claim_errand(session, self.me, [ErrandKind.PREFLIGHT], storage="")
            if job is not None:
                return job
            await pilot.pause(0.01)
        raise AssertionError("nothing was posted")

    def tell(self, job: ErrandJob, report: Report, *, ends: bool = True) -> bool:
        assert self.me is not None
        write = work.end_errand if ends else work.report_errand
        with self._app.backend.context.store.write() as session:
            return write(session, self.me, job, to_json(report))

    def posted(self) -> list[Errand]:
        with self._app.backend.context.store.read() as session:
            return list(session.exec(select(Errand)))


async def opened(pilot: Pilot[int], patch: Patch, after: float = 0.05) -> AddVersion:
    patch.setattr("kisotui.tui.screens.preflight.LOOK_AFTER", after)
    app = pilot.app
    assert isinstance(app, KisoApp)
    await until(pilot, lambda: app.backend.is_open)
    await pilot.press("a")
    await until(pilot, lambda: isinstance(app.screen, AddVersion) and app.screen.focused)
    assert isinstance(app.screen, AddVersion)
    return app.screen


def put(screen: AddVersion, **typed: str) -> None:
    for name, text in typed.items():
        screen.query_one(f"#{name}", Field).value = text


def text(screen: AddVersion) -> str:
    return str(screen.query_one(Checklist).render())


def said(screen: AddVersion) -> str:
    return str(screen.query_one("#message").render())


def value(screen: AddVersion, name: str) -> str:
    return screen.query_one(f"#{name}", Field).value


async def test_from_a_url_to_a_form_that_is_filled(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        screen, worker = await opened(pilot, monkeypatch), Played(app)
        put(screen, url=URL)
        job = await worker.take(pilot)
        assert job.secret == URL
        assert "hunter2" not in str(job.request)
        await until(pilot, lambda: "Waiting for a worker" not in text(screen))
        worker.tell(job, Report().with_step(REPORT[Name.CONNECTION]), ends=False)
        await until(pilot, lambda: "h (192.0.2.9)" in text(screen))
        worker.tell(job, REPORT)
        await until(pilot, lambda: "Checked: Kubernetes 1.34.12" in text(screen))
        assert value(screen, "semanticversion") == "", "proposed, not filled in silently"
        assert screen.query_one("#semanticversion", Field).placeholder == "1.34.12"
        assert screen.query_one("#checksum", Field).placeholder == str(SUM)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: value(screen, "semanticversion") == "1.34.12")
        assert value(screen, "checksum") == str(SUM)
        await until(pilot, lambda: worker.posted() == [])
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        (added,) = await app.backend.call(versions.page, VersionQuery(), 0, 9)
        detail: VersionDetail = await app.backend.call(versions.get, added.id)
        assert detail.evidence == REPORT.evidence


async def test_what_contradicts_is_marked_and_asked_about(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        screen, worker = await opened(pilot, monkeypatch), Played(app)
        put(screen, url=URL, semanticversion="1.33.2", checksum=str(SUM))
        worker.tell(await worker.take(pilot), REPORT)
        rows = screen.query(Row)
        await until(pilot, lambda: [row.field.id for row in rows if row.doubted])
        assert [row.field.id for row in rows if row.doubted] == ["semanticversion"]
        screen.query_one("#semanticversion", Field).focus()
        await until(
            pilot,
            lambda: "^o takes over what the ISO says: 1.34.12" in said(screen),
        )
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert app.screen.focused is not None
        assert app.screen.focused.id == "no", "the safe answer"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert await app.backend.call(versions.page, VersionQuery(), 0, 9) == []
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        told = await app.backend.call(all_events.page, EventQuery())
        (event,) = [each for each in told if each.message == "event.version.added-overruled"]
        assert event.level == "WARN"
        assert "semanticversion 1.33.2 ≠ 1.34.12" in event.description


async def test_what_the_iso_lacks_is_named_and_asked_about(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        screen, worker = await opened(pilot, monkeypatch), Played(app)
        put(screen, url=URL, semanticversion="1.34.12")
        worker.tell(await worker.take(pilot), BROKEN)
        await until(pilot, lambda: "k8s/kubelet is missing: the nodes need it" in text(screen))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert app.screen.focused is not None
        assert app.screen.focused.id == "no", "the safe answer"
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        told = await app.backend.call(all_events.page, EventQuery())
        (event,) = [each for each in told if each.message == "event.version.added-overruled"]
        assert "part-missing k8s/kubelet" in event.description


async def test_a_checksum_that_was_taken_over_goes_with_its_url(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        screen, worker = await opened(pilot, monkeypatch), Played(app)
        put(screen, url=URL)
        worker.tell(await worker.take(pilot), REPORT)
        await until(pilot, lambda: not screen.preflight.is_open)
        screen.query_one("#checksum", Field).focus()
        await until(pilot, lambda: f"what a.iso.sha256 says: {SUM.short}" in said(screen))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: value(screen, "checksum") == str(SUM))
        await until(pilot, lambda: "As a.iso.sha256 says" in said(screen))
        put(screen, url="http://h/nope.iso")
        await until(pilot, lambda: value(screen, "checksum") == "")
        assert value(screen, "semanticversion") == "1.34.12"
        put(screen, checksum=str(SUM))
        put(screen, url=URL)
        await pilot.pause()
        assert value(screen, "checksum") == str(SUM), "somebody typed it"


async def test_a_changed_url_drops_the_errand(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        screen, worker = await opened(pilot, monkeypatch), Played(app)
        put(screen, url=URL)
        first = await worker.take(pilot)
        put(screen, url="http://h/b.iso")
        second = await worker.take(pilot)
        assert second.secret == "http://h/b.iso"
        await until(pilot, lambda: [each.id for each in worker.posted()] == [second.id])
        assert not worker.tell(first, REPORT)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        await until(pilot, lambda: worker.posted() == [])


async def test_nothing_is_posted_while_somebody_types(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        screen, worker = await opened(pilot, monkeypatch, after=0.5), Played(app)
        screen.query_one("#url", Field).focus()
        for key in "http://h/a.iso":
            await pilot.press({":": "colon", "/": "slash", ".": "full_stop"}.get(key, key))
        assert worker.posted() == []
        job = await worker.take(pilot)
        assert job.secret == "http://h/a.iso"
        assert len(worker.posted()) == 1


async def test_looked_at_again_by_a_key(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        screen, worker = await opened(pilot, monkeypatch), Played(app)
        put(screen, url=URL)
        worker.tell(await worker.take(pilot), FAILED)
        await until(pilot, lambda: not screen.preflight.is_open)
        await pilot.press("ctrl+t")
        worker.tell(await worker.take(pilot), REPORT)
        await until(pilot, lambda: "Checked" in text(screen))


async def test_a_slow_worker_holds_up_nobody(tmp_path: Path, monkeypatch: Patch) -> None:
    app = console(tmp_path, monkeypatch, two_zones)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, monkeypatch)
        put(screen, url=URL, semanticversion="1.34.12")
        await until(pilot, lambda: "Waiting for a worker" in text(screen))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Dashboard))
        assert len(await app.backend.call(versions.page, VersionQuery(), 0, 9)) == 1


async def test_an_edited_version_is_looked_at_when_its_url_is_another(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    app = console(tmp_path, monkeypatch, half_way)
    async with app.run_test(size=(80, 24)) as pilot:
        monkeypatch.setattr("kisotui.tui.screens.preflight.LOOK_AFTER", 0.05)
        await until(pilot, lambda: app.backend.is_open and app.screen.current_version())  # type: ignore[attr-defined]
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, AddVersion) and app.screen.focused)
        screen, worker = app.screen, Played(app)
        assert isinstance(screen, AddVersion)
        assert "The URL is as it was" in text(screen)
        put(screen, url=URL)
        worker.tell(await worker.take(pilot), REPORT)
        await until(pilot, lambda: screen.preflight.report == REPORT)


# Pictures


def _pictured(report: Report, **typed: str) -> Any:
    async def script(pilot: Pilot[int]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, AddVersion)
        put(screen, **typed)
        app = pilot.app
        assert isinstance(app, KisoApp)
        worker = Played(app)
        await pilot.press("ctrl+t")
        worker.tell(await worker.take(pilot), report)
        await until(pilot, lambda: screen.preflight.report == report)
        await until(pilot, lambda: not screen.preflight.is_open)

    return script


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", ["passed", "contradicts", "warned", "wide"])
def test_picture(
    snap_compare: Any, tmp_path: Path, monkeypatch: Patch, name: str, lang: str
) -> None:
    app = console(tmp_path, monkeypatch, two_zones, lang)
    report = WARNED if name == "warned" else REPORT
    version = "1.33.2" if name in ("contradicts", "wide") else "1.34.12"
    fill = _pictured(report, url="http://h/a.iso", semanticversion=version, checksum=str(SUM))

    async def script(pilot: Pilot[int]) -> None:
        await opened(pilot, monkeypatch, after=3600.0)
        await fill(pilot)

    size = (160, 40) if name == "wide" else (80, 24)
    assert snap_compare(app, terminal_size=size, run_before=script)
