"""The commands about downloads, on a real store."""

from __future__ import annotations

import csv
import io
import json
import signal
from datetime import timedelta

import pytest

from kisotui.cli import following, live, terminal
from kisotui.cli.download import records
from kisotui.domain.failures import Exit
from kisotui.domain.states import IsoState, Work
from kisotui.store import tables, work
from tests.support.cli import Cli, Result, meanwhile
from tests.support.workers import enter

MIB = 1 << 20


@pytest.fixture
def busan(cli: Cli) -> str:
    """A second zone."""
    return str(cli.json("zone", "add", "busan")["id"])


def running(cli: Cli, version: str, zone: str = "") -> None:
    """Half of it has arrived, by this process."""
    me = enter(cli.store, work.this_process())
    cli.becomes(
        version,
        zone,
        state=IsoState.CREATING.value,
        owner=me.owner,
        size=100 * MIB,
        received=50 * MIB,
        rate=10 * MIB,
        attempts=4,
        failures=2,
        attempt_started=tables.now() - timedelta(seconds=8),
        attempt_received=10 * MIB,
        connections=4,
    )


class TestList:
    def test_what_a_worker_that_is_gone_left(self, cli: Cli) -> None:
        version = cli.add("1.34.1")
        running(cli, version)
        cli.becomes(version, owner="gone")
        (shown,) = cli.json("download", "list")
        assert (shown["phase"], shown["rate"], shown["connections"]) == ("running", 0, 0)
        assert (shown["meanrate"], shown["timeleft"], shown["worker"]) == (None, None, None)
        assert "no worker" in cli.ok("download", "list")

    def test_what_is_on_its_way(self, cli: Cli, busan: str) -> None:
        first, second = cli.add("1.34.1"), cli.add("1.34.2")
        running(cli, first, "busan")
        cli.fetched(first, "Zone1")
        cli.failed(second, "http-missing", "busan", host="h.example", status=404)
        lines = cli.ok("download", "list").splitlines()
        columns = "Name Zone Now Progress Rate Left Received Size Mean Attempt Since Priority"
        assert [word for word in columns.split() if word not in lines[0]] == []
        assert [line.split()[:3] for line in lines[1:4]] == [
            ["v1.34.1", "busan", "running"],
            ["v1.34.2", "Zone1", "queued"],
            ["v1.34.2", "busan", "Failed"],
        ]
        for told in ("50%", "10 MiB/s", "5s", "3/20", "is verified when all of it has arrived"):
            assert told in lines[1]
        assert lines[4].startswith("v1.34.2, busan: h.example has no such file (HTTP 404). ")
        assert len(lines) == 5

    def test_everything_and_one_zone(self, cli: Cli, busan: str) -> None:
        cli.fetched(cli.add("1.34.1"))
        assert cli.json("download", "list") == []
        assert len(cli.json("download", "list", "--all")) == 2
        (only,) = cli.json("download", "list", "--all", "--zone", "busan")
        assert only["zoneid"] == busan
        assert cli("download", "list", "--zone", "nowhere").status == Exit.NOT_FOUND

    def test_for_programs(self, cli: Cli) -> None:
        version = cli.add("1.34.1")
        running(cli, version)
        (shown,) = cli.json("download", "list")
        assert (shown["id"], shown["name"], shown["phase"]) == (version, "v1.34.1", "running")
        assert (shown["attempt"], shown["attemptlimit"], shown["attempts"]) == (3, 20, 4)
        assert (shown["timeleft"], shown["next"], shown["connections"]) == (5, "verified", 4)
        assert 4 * MIB < shown["meanrate"] <= 5 * MIB
        assert shown["worker"]["pid"] == work.this_process().pid
        assert shown["since"] is not None
        (row,) = csv.DictReader(io.StringIO(cli.ok("download", "list", "-o", "csv")))
        assert tuple(row) == records.FIELDS
        assert (row["received"], row["ratelimit"]) == (str(50 * MIB), "")

    def test_when_it_is_tried_again(self, cli: Cli) -> None:
        due = tables.now() + timedelta(minutes=5)
        cli.becomes(cli.add("1.34.1"), due=due, failures=1)
        said = cli.ok("download", "list")
        assert "waiting to retry" in said
        assert f"tried again at {due.astimezone():%H:%M:%S}" in said or f"{due:%Y-%m-%d}" in said


class TestShow:
    def test_everything_about_each(self, cli: Cli, busan: str) -> None:
        version = cli.add("1.34.1")
        running(cli, version, "busan")
        cli.ok("download", "limit", "1.34.1", "5M", "--zone", "busan")
        cli.ok("download", "limit", "--total", "none")
        said = cli.ok("download", "show", "1.34.1")
        first, second = said.split("\n\n")
        told = {line[:14].strip(): line[14:].strip() for line in first.splitlines()}
        assert told["Zone"] == "busan (Core)"
        assert told["Mean rate"].endswith("MiB/s")
        assert told["Attempt"] == "3 of at most 20 in a row; in all: 4"
        assert told["Worker"].endswith(str(work.this_process().pid))
        assert (told["Rate limit"], told["Total limit"]) == ("5.0 MiB/s", "none")
        assert told["Next"] == "is verified when all of it has arrived"
        assert "Zone1 (Core)" in second

    def test_in_korean(self, cli: Cli) -> None:
        cli.failed(cli.add("1.34.1"), "dns", host="h.example")
        said = cli.ok("download", "show", "1.34.1", "--lang", "ko")
        assert "h.example: 이름을 찾을 수 없습니다" in said
        assert "“kisotui download retry”로 다시 시도" in said

    def test_what_is_there_too(self, cli: Cli) -> None:
        cli.fetched(cli.add("1.34.1"))
        assert "nothing to do: it is ready" in cli.ok("download", "show", "1.34.1")

    def test_what_is_not(self, cli: Cli) -> None:
        version = cli.add("1.34.1")
        cli.ok("zone", "add", "later")
        result = cli("download", "show", "1.34.1", "--zone", "later")
        assert (result.status, result.out) == (Exit.NOT_FOUND, "")
        assert "only in Zone1" in result.err
        cli.destroyed([version])
        assert cli("download", "show", version).status == Exit.NOT_FOUND


class TestOrders:
    def test_of_one_zone(self, cli: Cli, busan: str) -> None:
        cli.add("1.34.1")
        cli.ensured.clear()
        assert cli.ok("download", "pause", "1.34.1", "--zone", "busan") == "ISOs paused: 1\n"
        assert len(cli.ensured) == 1
        phases = {each["zonename"]: each["phase"] for each in cli.json("download", "list")}
        assert phases == {"busan": "paused", "Zone1": "queued"}
        (resumed,) = cli.json("download", "resume", "1.34.1", "--zone", "busan")
        assert resumed["phase"] == "queued"
        assert cli.ok("download", "cancel", "1.34.1") == "ISOs cancelled: 2\n"
        assert cli.ok("download", "retry", "1.34.1") == "ISOs tried again: 2\n"

    @pytest.mark.parametrize("order", ["resume", "retry"])
    def test_of_nothing(self, cli: Cli, order: str) -> None:
        cli.add("1.34.1")
        result = cli("download", order, "1.34.1")
        assert (result.status, result.out) == (Exit.CONFLICT, "")


class TestLimit:
    def test_of_each(self, cli: Cli) -> None:
        cli.add("1.34.1")
        cli.add("1.34.2")
        said = cli.ok("download", "limit", "1.34.1", "1.34.2", "1.5 MiB/s")
        assert said == "Rate limit 1.5 MiB/s, ISOs: 2\n"
        assert {each["ratelimit"] for each in cli.json("download", "list")} == {3 * MIB // 2}
        (changed,) = cli.json("download", "limit", "1.34.1", "none")
        assert changed["ratelimit"] == 0
        (changed,) = cli.json("download", "limit", "1.34.1", "default")
        assert changed["ratelimit"] is None

    def test_of_all_together(self, cli: Cli) -> None:
        assert cli.json("download", "limit", "--total") == {"ratelimit": None}
        assert "as the settings say" in cli.ok("download", "limit", "--total")
        assert "20.0 MiB/s" in cli.ok("download", "limit", "--total", "20M")
        assert cli.ok("download", "list").endswith("20.0 MiB/s\n")
        assert cli.json("download", "limit", "--total") == {"ratelimit": 20 * MIB}
        assert cli.json("download", "limit", "--total", "default") == {"ratelimit": None}

    @pytest.mark.parametrize(
        ("args", "status"),
        [
            (["1.34.1"], Exit.USAGE),
            ([], Exit.USAGE),
            (["--total", "1.34.1", "5M"], Exit.USAGE),
            (["--total", "5M", "--zone", "Zone1"], Exit.USAGE),
            (["1.34.1", "fast"], Exit.INVALID),
            (["--total", "1K"], Exit.INVALID),
            (["1.34.9", "5M"], Exit.NOT_FOUND),
        ],
    )
    def test_what_is_refused(self, cli: Cli, args: list[str], status: Exit) -> None:
        cli.add("1.34.1")
        result = cli("download", "limit", *args)
        assert (result.status, result.out) == (status, "")
        assert result.err.startswith("kisotui: ")
        assert cli.json("download", "list")[0]["ratelimit"] is None

    @pytest.mark.parametrize(
        ("args", "missing"), [([], "RATE"), (["1.34.1"], "RATE"), (["5M"], "ID"), (["1K"], "ID")]
    )
    def test_what_is_missing_is_named(self, cli: Cli, args: list[str], missing: str) -> None:
        assert cli("download", "limit", *args).err.startswith(f"kisotui: {missing} is missing.")

    def test_a_rate_with_a_blank_is_taken_for_a_wrong_rate(self, cli: Cli) -> None:
        assert cli("download", "limit", "1.34.1", "1.5", "MiB").status == Exit.INVALID

    def test_of_what_is_there_already(self, cli: Cli) -> None:
        cli.fetched(cli.add("1.34.1"))
        assert cli("download", "limit", "1.34.1", "5M").status == Exit.CONFLICT


class TestPriority:
    @pytest.mark.parametrize("number", ["-9", "0", "9"])
    def test_a_number(self, cli: Cli, number: str) -> None:
        cli.add("1.34.1")
        assert cli.ok("download", "priority", "1.34.1", number) == f"Priority {number}, ISOs: 1\n"
        (shown,) = cli.json("download", "priority", "1.34.1", number)
        assert shown["priority"] == int(number)

    def test_it_is_the_order_of_the_list(self, cli: Cli) -> None:
        cli.add("1.34.1")
        cli.add("1.34.2")
        cli.ok("download", "priority", "1.34.1", "-1")
        names = [each["name"] for each in cli.json("download", "list")]
        assert names == ["v1.34.2", "v1.34.1"]

    @pytest.mark.parametrize("number", ["10", "-10", "high", "--high"])
    def test_what_is_none(self, cli: Cli, number: str) -> None:
        cli.add("1.34.1")
        result = cli("download", "priority", "1.34.1", number)
        assert (result.status, result.out) == (Exit.INVALID, "")


class TestWatch:
    """Ctrl-C comes once something happened, and once more was shown."""

    @pytest.fixture(autouse=True)
    def _often(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kisotui.cli.download.watch._EVERY", 0.01)

    def watch(self, cli: Cli, *args: str) -> Result:
        version = cli.add("1.34.1")

        def happens() -> None:
            cli.becomes(version, work=Work.PAUSED.value)
            signal.setitimer(signal.ITIMER_REAL, 1.0)

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        before = signal.signal(signal.SIGALRM, interrupt)
        try:
            with meanwhile(happens):
                return cli("download", *args, "--watch")
        finally:
            signal.signal(signal.SIGALRM, before)

    @pytest.mark.parametrize("args", [["list"], ["show", "1.34.1"]])
    def test_as_lines_of_json(self, cli: Cli, args: list[str]) -> None:
        result = self.watch(cli, *args, "-o", "json")
        assert (result.status, result.err) == (Exit.INTERRUPTED, "")
        phases = [json.loads(line)[0]["phase"] for line in result.out.splitlines()]
        assert phases == ["queued", "paused"]

    def test_as_tables_one_after_the_other(self, cli: Cli) -> None:
        result = self.watch(cli, "list")
        before, after = result.out.split("\n\n")
        assert "queued" in before
        assert "paused" in after
        assert before.splitlines()[0].split() == after.splitlines()[0].split()

    def test_on_a_terminal_only_what_changed(
        self, cli: Cli, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(live, "is_terminal", lambda stream: True)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setenv("LINES", "24")
        shown = self.watch(cli, "list").out
        assert shown.count("v1.34.1") == shown.count("Progress") == 1
        assert shown.endswith("\x1b[17Gpaus\r\x1b[1B")  # of "paused", in place of "queued"

    def test_what_went_wrong_is_whole_in_80_columns(
        self, cli: Cli, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for module in (live, terminal):
            monkeypatch.setattr(module, "is_terminal", lambda stream: True)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "80")
        cli.failed(cli.add("1.34.2"), "http-missing", host="x" * 50, status=404)
        shown = self.watch(cli, "list").out
        assert "Check the path in the URL." in " ".join(shown.split())
        assert "hidden columns: 6" in shown
        assert max(map(terminal.width, shown.split("\r")[0].splitlines())) < 80

    def test_somebody_sees_to_a_worker(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(following, "_LOOK_AFTER_WORKER", 0.1)
        self.watch(cli, "list")
        assert len(cli.ensured) >= 3

    def test_until_it_is_deleted(self, cli: Cli) -> None:
        version = cli.add("1.34.1")
        with meanwhile(lambda: cli.destroyed([version])):
            result = cli("download", "show", "1.34.1", "--watch")
        assert result.status == Exit.NOT_FOUND


def test_workers_that_are_alive(cli: Cli) -> None:
    assert cli.json("worker", "status") == []
    running(cli, cli.add("1.34.1"))
    (shown,) = cli.json("worker", "status")
    assert (shown["pid"], shown["downloads"]) == (work.this_process().pid, 1)
    assert str(shown["pid"]) in cli.ok("worker", "status").splitlines()[1]
