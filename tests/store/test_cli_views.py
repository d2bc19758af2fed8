"""Filters, views and columns on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kisotui.domain import filters
from kisotui.domain.failures import Exit
from kisotui.domain.states import VersionState
from kisotui.domain.views import VersionQuery, View
from kisotui.service import saved_views
from kisotui.store.engine import Store, open_store
from kisotui.store.zones import all_zones
from tests.support.cli import Cli
from tests.support.rows import add_version


@pytest.fixture
def views_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "mine" / "views.json"
    monkeypatch.setenv("KISOTUI_VIEWS_FILE", str(file))
    return file


@pytest.fixture
def filled(cli: Cli, sqlite_url: str) -> Store:
    """Two versions in a zone."""
    store = open_store(sqlite_url)
    with store.write() as session:
        (zone,) = [zone.id for zone in all_zones(session)]
        for number, state in ((9, VersionState.DISABLED), (30, VersionState.ENABLED)):
            add_version(
                session,
                [zone],
                name=f"v1.{number}.0",
                semanticversion=f"1.{number}.0",
                version_order=(1_000_000 + number) * 1_000_000,
                state=state,
            )
    store.close()
    return store


def names(cli: Cli, *args: str) -> list[object]:
    return [each["name"] for each in cli.json("version", "list", *args)]


@pytest.mark.usefixtures("filled")
class TestFilter:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("version:>=1.10", ["v1.30.0"]),
            ("!state:enabled", ["v1.9.0"]),
            ("name:=v1.9.0 state:enabled", []),
        ],
    )
    def test_as_in_the_console(self, cli: Cli, text: str, found: list[str]) -> None:
        assert names(cli, "--filter", text) == found

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("version:>=", "1.30"),
            ('"cal', "quote"),
            ("colour:red", "name state version"),
            ("name:>a", "version cpu"),
            ("!", "column:value"),
        ],
    )
    def test_what_is_none_is_a_wrong_option(self, cli: Cli, text: str, said: str) -> None:
        ended = cli("version", "list", "--filter", text)
        assert (ended.status, ended.out) == (2, "")
        assert said in ended.err


@pytest.mark.usefixtures("filled")
class TestColumns:
    def test_those_that_are_named_in_their_order(self, cli: Cli) -> None:
        ended = cli("version", "list", "--columns", "version, name,ha")
        assert [line.split() for line in ended.out.splitlines()] == [
            ["Semantic", "version", "Name", "Supports", "HA"],
            ["1.30.0", "v1.30.0", "yes"],
            ["1.9.0", "v1.9.0", "no"],
        ]

    def test_one_that_there_is_not(self, cli: Cli) -> None:
        ended = cli("version", "list", "--columns", "name,colour")
        assert ended.status == 2
        assert "colour" in ended.err


@pytest.mark.usefixtures("filled")
class TestViews:
    def test_a_view_and_what_is_said_besides(self, cli: Cli, views_file: Path) -> None:
        query = VersionQuery("v1.", zone="elsewhere", sort="name", descending=True)
        zone = cli.json("zone", "list")[0]["name"]
        saved_views.save(views_file, "mine", View(query, str(zone), ("state", "name")))
        shown = cli("version", "list", "--view", "mine").out.splitlines()
        assert [line.split() for line in shown] == [
            ["State", "Name"],
            ["Disabled", "v1.9.0"],
            ["Enabled", "v1.30.0"],
        ]
        assert names(cli, "--view", "mine", "--reverse") == ["v1.30.0", "v1.9.0"]
        assert names(cli, "--view", "mine", "--filter", "enabled") == ["v1.30.0"]
        assert names(cli, "--view", "mine", "--min-version", "1.30.0") == ["v1.30.0"]
        assert names(cli, "--view", "mine", "--sort", "semanticversion")[0] == "v1.30.0"
        most = " ".join(["v1"] * filters.MOST_TERMS)
        assert cli("version", "list", "--view", "mine", "--filter", most).status == Exit.USAGE
        narrow = cli("version", "list", "--view", "mine", "--columns", "id").out.splitlines()
        assert narrow[0] == "ID"

    def test_one_that_there_is_not(self, cli: Cli, views_file: Path) -> None:
        saved_views.save(views_file, "mine", View())
        ended = cli("version", "list", "--view", "yours")
        assert ended.status == 3
        assert "mine" in ended.err

    def test_a_zone_that_there_is_not(self, cli: Cli, views_file: Path) -> None:
        saved_views.save(views_file, "mine", View(VersionQuery(zone="gone"), "nowhere"))
        ended = cli("version", "list", "--view", "mine")
        assert (ended.status, ended.out) == (3, "")
        assert "nowhere" in ended.err

    def test_listed_and_deleted(self, cli: Cli, views_file: Path) -> None:
        assert cli.json("view", "list") == []
        view = View(VersionQuery("a b", sort="size"), columns=("name", "url"))
        saved_views.save(views_file, "큰 것", view)
        (listed,) = cli.json("view", "list")
        assert listed == {
            "name": "큰 것", "filter": "a b", "zoneid": None, "zonename": None, "minimum": None,
            "arch": None, "sort": "size", "descending": True, "columns": ["name", "url"],
        }  # fmt: skip
        assert "Size, falling" in cli("view", "list").out
        assert cli("view", "list", "-o", "csv").out.splitlines()[1].startswith("큰 것,a b,")
        assert cli("view", "delete", "큰 것").status == 0
        assert cli("view", "delete", "큰 것").status == 3
        assert json.loads(views_file.read_text())["views"] == {}

    def test_a_broken_file(self, cli: Cli, views_file: Path) -> None:
        views_file.parent.mkdir()
        views_file.write_text("{")
        for args in (("view", "list"), ("view", "delete", "a"), ("version", "list", "--view", "a")):
            ended = cli(*args)
            assert ended.status == 8
            assert str(views_file) in ended.err
        assert views_file.read_text() == "{"
        assert names(cli) == ["v1.30.0", "v1.9.0"]
