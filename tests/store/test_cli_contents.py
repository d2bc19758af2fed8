"""``kisotui version accept`` and ``why``, and ``iso inspect`` of what is known."""

from __future__ import annotations

import pytest

from kisotui.domain.contents import Contents, Glance
from kisotui.domain.findings import finding
from kisotui.domain.states import IsoState
from kisotui.store import work
from tests.support.cli import Cli
from tests.support.workers import claim, enter, placed

WRONG = finding("arch-wrong", "k8s/kubelet", found="aarch64", expected="x86_64")
BROKEN = Contents(Glance(version="1.34.1"), 7, findings=(WRONG,))


@pytest.fixture
def unfit(cli: Cli) -> str:
    """A version whose ISO was fetched, and has an error."""
    version = cli.add()
    me = enter(cli.store, work.this_process())
    [job] = claim(cli.store, me)
    with cli.store.write() as session:
        work.ready(session, me, job, **placed(contents=BROKEN))
    return version


def test_nothing_is_accepted_without_a_yes(cli: Cli, unfit: str) -> None:
    result = cli("version", "accept", unfit)
    assert (result.status, result.out) == (6, "")
    assert "--yes" in result.err
    assert cli.json("version", "show", unfit)["isostate"] == IsoState.FAILED


def test_accepted_as_it_is(cli: Cli, unfit: str) -> None:
    assert cli.ok("version", "accept", unfit, "--yes") == "ISOs accepted: 1\n"
    shown = cli.json("version", "show", unfit)
    assert (shown["isostate"], shown["usable"]) == ("Ready", "yes:accepted")
    [inside] = shown["contents"]
    assert (inside["accepted"], inside["worst"]) == (True, "error")
    assert shown["why"]["reasons"][0]["reason"] == "accepted"
    assert cli("version", "accept", unfit, "--yes").status == 5


def test_only_the_one_that_was_read_is_accepted(cli: Cli, unfit: str) -> None:
    result = cli("version", "accept", unfit, "--yes", "--digest", "{SHA-256}" + "cd" * 32)
    assert (result.status, result.out) == (5, "")
    assert "not the one any more" in result.err
    [read] = cli.json("version", "show", unfit)["contents"]
    cli.ok("version", "accept", unfit, "--yes", "--digest", read["digest"])


def test_why_names_the_reason_and_what_to_do(cli: Cli, unfit: str) -> None:
    result = cli("version", "why", unfit)
    assert result.status == 5
    first, *rest = result.out.splitlines()
    assert first.startswith("v1.34.1: Clusters cannot use it: ")
    assert "k8s/kubelet is made for aarch64" in first
    assert rest
    assert cli("version", "why", unfit, "-o", "json").status == 5


def test_why_says_yes_by_its_status(cli: Cli) -> None:
    version = cli.add("1.34.2", "--checksum", "{SHA-256}" + "ab" * 32)
    cli.fetched(version)
    cli.becomes(version, errors=0)
    assert cli.ok("version", "why", version) == "v1.34.2: Clusters can use it.\n"


def test_what_is_known_of_a_version_is_not_read_again(cli: Cli, unfit: str) -> None:
    result = cli("iso", "inspect", unfit)
    assert result.status == 12
    assert "Error: k8s/kubelet is made for aarch64, not for x86_64." in result.out
    assert (
        cli("iso", "inspect", unfit, "-o", "csv")
        .out.splitlines()[1]
        .startswith("error,arch-wrong,k8s/kubelet")
    )
    assert cli("iso", "inspect", cli.add("1.34.3")).status == 5, "nobody has looked yet"
