"""``version delete``: it asks, says what it destroys, and waits until that is gone."""

from __future__ import annotations

import io
import sys

import pytest

from kisotui.cli.version import delete as deleting
from kisotui.domain.failures import Exit
from tests.support.cli import Cli, meanwhile


@pytest.fixture
def answer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the person at the terminal types."""
    text: str = request.param
    monkeypatch.setattr(deleting, "can_ask", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    return text


def test_without_a_terminal_it_never_asks_and_never_deletes(cli: Cli) -> None:
    cli.add("1.34.1")
    result = cli("version", "delete", "1.34.1")
    assert result.status == Exit.NOT_ALLOWED
    assert "--yes" in result.err
    assert cli.json("version", "show", "1.34.1")["isostate"] == "Allocated"


def test_it_waits_until_the_files_are_gone(cli: Cli) -> None:
    ids = [cli.add("1.34.1"), cli.add("1.33.1")]
    cli.fetched(ids[0])
    with meanwhile(lambda: cli.destroyed(ids)):
        said = cli.ok("version", "delete", "--yes", *ids)
    assert said == "Deleted: v1.34.1, v1.33.1 (files: 1, 6.7 MiB)\n"
    assert cli.json("version", "list") == []
    removed = cli.json("version", "list", "--removed")
    assert {version["id"] for version in removed} == set(ids)
    assert all(version["removed"] for version in removed)


def test_it_does_not_wait_when_told_so(cli: Cli) -> None:
    cli.add("1.34.1")
    cli.ensured.clear()
    assert cli.ok("version", "delete", "1.34.1", "-y", "--no-wait") == "Being deleted: v1.34.1\n"
    assert cli.json("version", "show", "1.34.1")["isostate"] == "Destroying"
    assert len(cli.ensured) == 1


def test_what_is_being_deleted_has_a_worker(cli: Cli) -> None:
    """The one that was at it may have been killed."""
    cli.add("1.34.1")
    cli.ok("version", "delete", "1.34.1", "-y", "--no-wait")
    cli.ensured.clear()
    assert cli("version", "delete", "1.34.1", "-y").status == Exit.CONFLICT
    assert len(cli.ensured) == 1


def test_it_does_not_wait_for_ever(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deleting, "_PATIENCE", 0.3)
    cli.add("1.34.1")
    result = cli("version", "delete", "1.34.1", "--yes")
    assert (result.status, result.out) == (Exit.TIMEOUT, "")
    assert "goes on by itself" in result.err


@pytest.mark.parametrize("answer", ["y\n", "YES\n", "예\n"], indirect=True)
@pytest.mark.usefixtures("answer")
def test_it_names_what_it_destroys_and_takes_yes(cli: Cli) -> None:
    version_id = cli.add("1.34.1", "--name", "old\u0301 [red]")
    cli.fetched(version_id)
    with meanwhile(lambda: cli.destroyed([version_id])):
        result = cli("version", "delete", version_id)
    assert result.status == Exit.OK
    assert "old\u0301 [red]  1.34.1" in result.err
    assert "files: 1 (6.7 MiB)" in result.err
    assert "in the zones: " in result.err


@pytest.mark.parametrize("answer", ["", "\n", "n\n", "yes please\n"], indirect=True)
@pytest.mark.usefixtures("answer")
def test_it_takes_nothing_else(cli: Cli) -> None:
    cli.add("1.34.1")
    result = cli("version", "delete", "1.34.1")
    assert result.status == Exit.CANCELLED
    assert "Nothing was done" in result.err
    assert cli.json("version", "show", "1.34.1")["isostate"] == "Allocated"


def test_one_reference_that_means_none_and_nothing_is_deleted(cli: Cli) -> None:
    cli.add("1.34.1")
    assert cli("version", "delete", "--yes", "1.34.1", "nothing").status == Exit.NOT_FOUND
    assert len(cli.json("version", "list")) == 1
