"""``kisotui verify``: what is read again, how it ends; the test plays the worker."""

from __future__ import annotations

import signal
from collections.abc import Callable
from datetime import timedelta

import pytest

from kisotui.cli import terminal
from kisotui.domain.failures import Exit
from kisotui.domain.states import DownloadStatus, IsoState, Work
from kisotui.store import tables
from kisotui.store import versions as rows
from tests.support.cli import Cli, meanwhile

DIGEST = "{SHA-256}" + "ab" * 32


def stored(cli: Cli, version: str = "1.34.1", *args: str) -> str:
    id_ = cli.add(version, *args)
    cli.fetched(id_)
    before = tables.now() - timedelta(days=3)
    cli.becomes(id_, digest=DIGEST, attempts=1, proven=before)
    return id_


def works(cli: Cli, version_id: str) -> set[str]:
    with cli.store.read() as session:
        return {iso.work for iso, _ in rows.isos(session, version_id)}


def is_proven(cli: Cli, *ids: str) -> Callable[[], None]:
    def happens() -> None:
        for id_ in ids:
            cli.becomes(id_, work=Work.NONE.value, proven=tables.now())

    return happens


def test_it_waits_until_all_are_proven(cli: Cli) -> None:
    first, second, third = stored(cli), stored(cli, "1.34.2"), cli.add("1.34.3")
    with meanwhile(is_proven(cli, first, second)):
        assert "what they were: 2" in cli.ok("verify")
    assert works(cli, third) == {Work.FETCH}, "it is not there yet"


def test_without_waiting_and_in_one_zone(cli: Cli) -> None:
    cli.ok("zone", "add", "busan")
    version = stored(cli)
    assert "ISOs to verify: 1" in cli.ok("verify", "1.34.1", "--zone", "busan", "--no-wait")
    assert works(cli, version) == {Work.VERIFY, Work.NONE}
    assert cli.ensured


def test_nothing_is_stored(cli: Cli) -> None:
    assert "what they were: 0" in cli.ok("verify")
    version = cli.add("1.34.1", "--direct-download")
    cli.becomes(
        version,
        state=IsoState.READY.value,
        status=DownloadStatus.BYPASSED.value,
        work=Work.NONE.value,
    )
    result = cli("verify", "1.34.1")
    assert result.status == Exit.CONFLICT
    assert "of a direct download nothing is stored" in result.err
    assert "what they were: 0" in cli.ok("verify")


@pytest.mark.parametrize(
    "columns",
    [
        {"state": IsoState.FAILED.value, "work": Work.NONE.value, "failure": "bit-rot"},
        {"state": IsoState.ALLOCATED.value, "work": Work.FETCH.value},
        {"work": Work.NONE.value, "attempts": 2, "proven": tables.now()},
    ],
    ids=["failed", "to be fetched", "there again"],
)
def test_one_that_is_damaged_is_named(cli: Cli, columns: dict[str, object]) -> None:
    version = stored(cli)
    with meanwhile(lambda: cli.becomes(version, **columns)):
        result = cli("verify", "1.34.1")
    assert (result.status, result.out) == (Exit.CONTENT, "")
    assert "is not what it was: v1.34.1 (" in result.err


def test_one_that_could_not_be_read_is_told(cli: Cli) -> None:
    version = stored(cli)
    with meanwhile(lambda: cli.becomes(version, work=Work.NONE.value)):
        assert cli("verify").status == Exit.DISK


def test_ctrl_c_leaves_it_to_the_worker(cli: Cli) -> None:
    version = stored(cli)
    with meanwhile(lambda: signal.raise_signal(signal.SIGINT)):
        assert cli("verify").status == Exit.INTERRUPTED
    assert works(cli, version) == {Work.VERIFY}
    assert "1" in cli.ok("version", "cancel", "1.34.1")
    assert works(cli, version) == {Work.NONE}


def test_how_it_goes_is_shown(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "100")
    version = stored(cli)
    cli.becomes(version, work=Work.VERIFY.value, owner="me", reread=2_870_000)
    with meanwhile(lambda: signal.raise_signal(signal.SIGINT)):
        shown = cli("verify").err
    assert "v1.34.1, " in shown
    assert ": 41% verified; left: 1" in shown
    assert "verifying 41%" in cli.ok("version", "list")
    assert cli.json("version", "show", version)["isos"][0]["reread"] == 2_870_000


def test_when_it_was_proven_is_told(cli: Cli) -> None:
    version = stored(cli)
    assert "3 days ago (" in cli.ok("version", "show", version)
    assert "3 days ago (" in cli.ok("download", "show", version)
    assert cli.json("version", "show", version)["isos"][0]["proven"]
