"""The commands about zones and events, on a real store."""

from __future__ import annotations

import csv
import io

from kisotui.domain.failures import Exit
from kisotui.service import records
from tests.support.cli import Cli


def test_zones(cli: Cli) -> None:
    edge = cli.json("zone", "add", "edge1", "--type", "edge")
    assert (edge["name"], edge["type"], edge["versions"]) == ("edge1", "Edge", 0)
    core = cli.ok("zone", "add", "core1").strip()
    cli.add("1.34.1", "--zone", "core1")
    found = {zone["name"]: zone for zone in cli.json("zone", "list")}
    assert found["core1"]["id"] == core
    assert found["core1"]["versions"] == 1
    assert set(records.ZONE_FIELDS) == set(edge)
    assert "edge1" in cli.ok("zone", "list")


def test_removing_zones(cli: Cli) -> None:
    cli.ok("zone", "add", "a")
    cli.add("1.34.1", "--zone", "a")
    assert cli("zone", "remove", "a").status == Exit.CONFLICT
    first = next(zone["name"] for zone in cli.json("zone", "list") if zone["name"] != "a")
    assert cli.ok("zone", "remove", first) == f"Removed: zone {first}\n"
    assert cli("zone", "remove", first).status == Exit.NOT_FOUND


def test_zones_that_cannot_be(cli: Cli) -> None:
    cli.ok("zone", "add", "a")
    assert cli("zone", "add", "a").status == Exit.CONFLICT
    assert cli("zone", "add", " ").status == Exit.INVALID
    assert cli("zone", "add", "b", "--type", "Far").status == Exit.INVALID
    assert cli("zone", "add", "b\x1b[31m").status == Exit.INVALID


def test_events_of_a_version_newest_first(cli: Cli) -> None:
    version_id = cli.add("1.34.1")
    cli.add("1.33.1")
    cli.ok("version", "disable", version_id)
    found = cli.json("event", "list", "1.34.1")
    assert found[0]["type"] == "KUBERNETES.VERSION.UPDATE"
    assert found[0]["resourceid"] == version_id
    assert found[0]["changes"] == {"state": {"before": "Enabled", "after": "Disabled"}}
    assert found[0]["description"] == "Kubernetes version v1.34.1: Enabled → Disabled"
    ids = [event["id"] for event in found]
    assert ids == sorted(ids, reverse=True)
    assert len(found) < len(cli.json("event", "list"))
    assert [event["id"] for event in cli.json("event", "list", "--limit", "1")] == ids[:1]
    older = cli.json("event", "list", "1.34.1", "--before", str(ids[0]))
    assert [event["id"] for event in older] == ids[1:]


def test_events_by_level_and_format(cli: Cli) -> None:
    cli.add("1.34.1")
    assert cli.json("event", "list", "--level", "ERROR", "--level", "WARN") == []
    rows = list(csv.DictReader(io.StringIO(cli.ok("event", "list", "-o", "csv"))))
    assert tuple(rows[0]) == records.EVENT_FIELDS
    assert set(cli.json("event", "list")[0]) == {*records.EVENT_FIELDS, "changes"}


def test_events_are_told_in_the_language_spoken_and_kept_in_english(cli: Cli) -> None:
    cli.add("1.34.1")
    assert "쿠버네티스 버전 v1.34.1(1.34.1) 추가" in cli.ok("event", "list", "--lang", "ko")
    stored = [event["description"] for event in cli.json("event", "list", "--lang", "ko")]
    assert any(text.startswith("Added Kubernetes version v1.34.1") for text in stored)


def test_the_long_description_is_the_last_column(cli: Cli) -> None:
    cli.add("1.34.1", "--name", "a" * 200)
    headings, *lines = cli.ok("event", "list").splitlines()
    assert headings.endswith("Description")
    assert max(map(len, lines)) > 200 > min(map(len, lines)), "the last column is not padded"


def test_numbers_that_no_database_counts_to(cli: Cli) -> None:
    huge = str(10**30)
    everything = cli.json("event", "list")
    assert cli.json("event", "list", "--limit", huge, "--before", huge) == everything


def test_levels_are_taken_in_any_case(cli: Cli) -> None:
    assert cli.json("event", "list", "--level", "info") == cli.json("event", "list")
