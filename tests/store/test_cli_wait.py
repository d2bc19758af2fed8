"""``version wait``: every way in which waiting ends."""

from __future__ import annotations

import signal
from datetime import timedelta

import pytest

from kisotui.cli import following, terminal
from kisotui.domain.failures import Exit
from kisotui.domain.states import IsoState, Work
from kisotui.store import tables
from tests.support.cli import Cli, meanwhile


def test_until_it_is_ready(cli: Cli) -> None:
    version_id = cli.add("1.34.1")
    with meanwhile(lambda: cli.fetched(version_id)):
        assert cli("version", "wait", "1.34.1", "--timeout", "30").status == Exit.OK


def test_what_is_ready_already_is_not_waited_for(cli: Cli) -> None:
    cli.fetched(cli.add("1.34.1"))
    assert cli.ok("version", "wait", "1.34.1", "--timeout", "0") == ""


def test_until_it_has_failed_with_the_failures_own_status(cli: Cli) -> None:
    version_id = cli.add("1.34.1")
    with meanwhile(lambda: cli.failed(version_id, "http-missing", host="h", status=404)):
        result = cli("version", "wait", "1.34.1", "--timeout", "30")
    assert (result.status, result.out) == (Exit.SERVER, "")
    assert result.err == "kisotui: h has no such file (HTTP 404). Check the path in the URL.\n"


def test_one_zone_that_failed_is_enough(cli: Cli) -> None:
    cli.ok("zone", "add", "b")
    version_id = cli.add("1.34.1")
    cli.failed(version_id, "not-iso", "b")
    assert cli("version", "wait", "1.34.1", "--timeout", "30").status == Exit.CONTENT


def test_until_it_is_ready_in_every_zone(cli: Cli) -> None:
    cli.ok("zone", "add", "b")
    version_id = cli.add("1.34.1")
    cli.fetched(version_id, "b")
    assert cli("version", "wait", "1.34.1", "--timeout", "0.3").status == Exit.TIMEOUT
    cli.fetched(version_id)
    assert cli("version", "wait", "1.34.1", "--timeout", "30").status == Exit.OK


def test_until_somebody_cancels_it(cli: Cli) -> None:
    cli.add("1.34.1")
    cli.ok("version", "cancel", "1.34.1")
    assert cli("version", "wait", "1.34.1", "--timeout", "30").status == Exit.CANCELLED


def test_until_somebody_pauses_it(cli: Cli) -> None:
    cli.add("1.34.1")
    cli.ok("version", "pause", "1.34.1")
    result = cli("version", "wait", "1.34.1", "--timeout", "30")
    assert result.status == Exit.CONFLICT
    assert "version retry" in result.err


def test_until_somebody_deletes_it(cli: Cli) -> None:
    version_id = cli.add("1.34.1")
    with meanwhile(lambda: cli.becomes(version_id, state=IsoState.DESTROYING, work=Work.DESTROY)):
        assert cli("version", "wait", "1.34.1", "--timeout", "30").status == Exit.NOT_FOUND


def test_not_longer_than_asked(cli: Cli) -> None:
    cli.add("1.34.1")
    result = cli("version", "wait", "1.34.1", "--timeout", "0.3")
    assert result.status == Exit.TIMEOUT
    assert "v1.34.1 was not ready after 0.3 seconds" in result.err


def test_a_failure_that_is_tried_again_is_waited_for(cli: Cli) -> None:
    version_id = cli.add("1.34.1")
    cli.becomes(
        version_id,
        state=IsoState.CREATING,
        failure="stalled",
        failure_values={"host": "h", "seconds": 30},
        due=tables.now() + timedelta(minutes=5),
    )
    assert cli("version", "wait", "1.34.1", "--timeout", "0.3").status == Exit.TIMEOUT


def test_a_worker_is_seen_to_for_as_long_as_it_takes(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_LOOK_AFTER_WORKER", 0.3)
    cli.add("1.34.1")
    cli.ensured.clear()
    cli("version", "wait", "1.34.1", "--timeout", "1.2")
    assert len(cli.ensured) >= 3


def test_until_ctrl_c(cli: Cli) -> None:
    cli.add("1.34.1")
    with meanwhile(lambda: signal.raise_signal(signal.SIGINT)):
        result = cli("version", "wait", "1.34.1", "--timeout", "30")
    assert (result.status, result.out, result.err) == (Exit.INTERRUPTED, "", "")


def test_on_a_terminal_it_shows_how_it_goes(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "120")
    version_id = cli.add("1.34.1")
    cli.becomes(
        version_id,
        state=IsoState.CREATING,
        owner="me",
        size=2**30,
        received=2**28,
        rate=2**20,
    )
    shown = cli("version", "wait", "1.34.1", "--timeout", "0.3").err
    assert "v1.34.1  Creating  25%  1.0 MiB/s  12m 48s left" in shown
    cli.becomes(
        version_id,
        owner=None,
        rate=0,
        failure="refused",
        failure_values={"host": "h", "port": 80},
        due=tables.now() + timedelta(minutes=5),
    )
    shown = cli("version", "wait", "1.34.1", "--timeout", "0.3", "--lang", "ko").err
    assert "재시도 대기" in shown
    assert "h: 80번 포트 연결을 거부합니다" in shown
