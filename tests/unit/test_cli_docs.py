"""The documents say what the program does: docs/cli.md and docs/configuration.md."""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import fields
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from kisotui import settings
from kisotui.cli.download import records as download_records
from kisotui.cli.download.columns import Seen
from kisotui.domain.detail_views import Download, Event, Iso, VersionDetail, WorkerStatus, Zone
from kisotui.domain.downloads import Step
from kisotui.domain.failures import Exit
from kisotui.domain.states import (
    Arch,
    DownloadStatus,
    EventState,
    EventType,
    IsoState,
    Level,
    Phase,
    VersionState,
    ZoneType,
)
from kisotui.domain.views import SORT_KEYS, Version, View
from kisotui.service import records
from kisotui.settings import SETTABLE, Settings
from kisotui.settings_values import KINDS

DOCS = Path(__file__).parents[2] / "docs"
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def _section(heading: str) -> str:
    text = (DOCS / "cli.md").read_text()
    return text.partition(f"{heading}\n")[2].partition("\n#")[0]


def _documented(heading: str) -> set[str]:
    """The names in the first column of a section's table."""
    rows = re.findall(r"^\| (`.*?) \|", _section(heading), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def _iso() -> Iso:
    return Iso(
        id="i", name="n", zoneid="z", zonename="zone", zonetype=ZoneType.CORE,
        state=IsoState.CREATING, status=DownloadStatus.DOWNLOAD_IN_PROGRESS, phase=Phase.WAITING,
        size=None, received=0, rate=0, rates=(), since=NOW, attempt_started=NOW,
        attempt_received=0, attempts=1, failures=0, due=NOW, failure="not-iso", failure_values={},
        failed_at=NOW, started=NOW, finished=None, digest="", verified=False, path="", priority=0,
        ratelimit=None, connections=0, owner=None,
    )  # fmt: skip


def _version() -> Version:
    return Version(
        id="v", name="n", semanticversion="1.34.1", state=VersionState.ENABLED,
        isostate=IsoState.CREATING, phase=Phase.WAITING, mincpunumber=2, minmemory=2048,
        arch=Arch.X86_64, zonenames=("zone",), allzones=False, directdownload=False, url="",
        file="", checksum="", supportsha=True, supportsautoscaling=True, created=NOW, size=None,
        received=0, rate=0, due=NOW, failure="not-iso",
    )  # fmt: skip


def _event() -> Event:
    return Event(
        id=1, level=Level.INFO, type=EventType.ISO_CREATE, state=EventState.CREATED, message="m",
        values={}, description="d", changes={}, username="u", origin="o", resourcetype="Iso",
        resourceid="i", resourcename="n", parent=None, created=NOW,
    )  # fmt: skip


def test_every_field_is_documented() -> None:
    version = records.version(VersionDetail(_version(), (_iso(),)))
    isos = version["isos"]
    assert isinstance(isos, list)
    assert _documented("### A version") == set(version)
    assert _documented("### An ISO, in `isos`") == set(isos[0])
    assert _documented("### A saved view") == set(records.view(("a", View())))
    assert _documented("### A zone") == set(records.zone(Zone("z", "zone", ZoneType.CORE, NOW)))
    assert _documented("### An event") == set(records.event(_event()))
    for key in isos[0]["failure"]:
        assert f"`{key}`" in _section("### An ISO, in `isos`")


def test_every_field_of_a_download_is_documented() -> None:
    worker = WorkerStatus("w", "vm", 4711, NOW, NOW, 1)
    shown = Download(_version(), _iso(), worker)
    fields = set(download_records.download(Seen([shown], {"w"}, None, NOW), shown))
    own = _documented("### A download")
    assert own | _documented("### An ISO, in `isos`") == fields
    assert own & _documented("### An ISO, in `isos`") == set()
    assert _documented("### A worker") == set(records.worker(worker))
    assert set(download_records.FIELDS) <= fields
    section = _section("### A download")
    assert [step for step in Step if f"`{step}`" not in section] == []


def test_every_sort_key_is_documented() -> None:
    text = (DOCS / "cli.md").read_text().partition("- **list**")[2].partition("- **add**")[0]
    assert re.findall(r"`(\w+)`", text) == list(SORT_KEYS)


def test_every_exit_status_is_documented() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", _section("## Errors and exit statuses"), re.M)
    assert rows == [(str(int(status)), status.name) for status in Exit]


def _docstrings() -> dict[str, str]:
    """What stands under each setting."""
    tree = ast.parse(inspect.getsource(settings))
    body = next(
        node.body
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == "Settings"
    )
    texts = {}
    for field, text in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            assert isinstance(text, ast.Expr)
            assert isinstance(text.value, ast.Constant)
            texts[field.target.id] = " ".join(str(text.value.value).split()).replace("``", "`")
    return texts


@pytest.mark.parametrize("name", SETTABLE)
def test_every_setting_is_documented(name: str) -> None:
    default = next(field.default for field in fields(Settings) if field.name == name)
    shown = f"`{str(default).lower()}`" if isinstance(default, bool | int | float) else ""
    variable = f"KISOTUI_{name.upper()}"
    row = f"| `{name}` | `{variable}` | {KINDS[name].expected} | {shown} | {_docstrings()[name]} |"
    assert row in (DOCS / "configuration.md").read_text().splitlines()
