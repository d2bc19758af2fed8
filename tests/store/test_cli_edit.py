"""``kisotui version edit``."""

from __future__ import annotations

import json

import pytest

from kisotui.domain.failures import Exit
from tests.support.cli import Cli

URL = "http://127.0.0.1/1.34.1.iso"


def test_what_needs_no_fetch_is_saved_at_once(cli: Cli) -> None:
    version = cli.add()
    cli.fetched(version)
    result = cli("version", "edit", version, "--name", "other", "--min-cpu", "4", "--arch", "s390x")
    assert result.status == Exit.OK
    assert result.out == "other was saved\n"
    assert result.err == "Nothing is fetched again\n"
    shown = cli.json("version", "show", version)
    assert (shown["name"], shown["mincpunumber"], shown["arch"]) == ("other", 4, "s390x")


def test_before_an_iso_is_deleted_it_asks(cli: Cli) -> None:
    version = cli.add()
    cli.fetched(version)
    asked = ["version", "edit", "v1.34.1", "--url", "http://127.0.0.1/b.iso"]
    result = cli(*asked)
    assert result.status == Exit.NOT_ALLOWED
    first, *_ = result.err.splitlines()
    assert first == "Zone1: the ISO is fetched again (URL changed), 6.7 MiB deleted first"
    assert cli.json("version", "show", version)["url"] == URL
    assert cli(*asked, "--yes").status == Exit.OK
    shown = cli.json("version", "show", version)
    assert (shown["url"], shown["isostate"]) == ("http://127.0.0.1/b.iso", "Allocated")


def test_a_worker_is_sent_for(cli: Cli) -> None:
    version = cli.add()
    cli.ensured.clear()
    cli("version", "edit", version, "--url", "http://127.0.0.1/b.iso")
    assert cli.ensured


def test_zones(cli: Cli) -> None:
    version = cli.add()
    cli.ok("zone", "add", "Zone2")
    result = cli("version", "edit", version, "--all-zones")
    assert (result.status, result.err) == (Exit.OK, "Zone2: the ISO is fetched\n")
    result = cli("version", "edit", version, "--zone", "Zone2")
    assert (result.status, result.err) == (
        Exit.OK,
        "Nothing is fetched again\nZone1: not a zone of it any more\n",
    )
    assert cli.json("version", "show", version)["zonename"] == "Zone2"
    assert cli("version", "edit", version, "--zone", "Zone2", "--all-zones").status == Exit.USAGE
    assert cli("version", "edit", version, "--zone", "nowhere").status == Exit.NOT_FOUND


def test_a_zone_that_is_left_is_not_waited_for(cli: Cli) -> None:
    version = cli.add("1.34.1", "--zone", "Zone1")
    cli.ok("zone", "add", "Zone2")
    cli("version", "edit", version, "--zone", "Zone2")
    cli.fetched(version, "Zone2")
    assert cli.ok("version", "wait", version) == ""


def test_all_that_is_wrong_is_said(cli: Cli) -> None:
    version = cli.add()
    result = cli("version", "edit", version, "--min-cpu", "1", "--state", "On", "--checksum", "x")
    assert result.status == Exit.INVALID
    assert len(result.err.splitlines()) == 3


def test_what_is_given_as_it_was_changes_nothing(cli: Cli) -> None:
    version = cli.add()
    assert cli.ok("version", "edit", version, "--name", "v1.34.1") == "v1.34.1 is as it was\n"


@pytest.mark.parametrize("state", ["Disabled", "Enabled"])
def test_the_state(cli: Cli, state: str) -> None:
    version = cli.add()
    cli("version", "edit", version, "--state", state)
    assert cli.json("version", "show", version)["state"] == state


def test_for_programs(cli: Cli) -> None:
    version = cli.add()
    result = cli("version", "edit", version, "--name", "other", "-o", "json")
    record = json.loads(result.out)
    assert (record["id"], record["name"]) == (version, "other")
