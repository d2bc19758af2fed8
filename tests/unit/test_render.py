"""What a version looks like in the table, without a terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kisotui import locale
from kisotui.domain.failures import FAILURES, Exit
from kisotui.domain.states import IsoState, Phase, VersionState
from kisotui.domain.views import Version
from kisotui.locale import CATALOGUE
from kisotui.tui import render
from kisotui.tui.render import Cell, Tone
from kisotui.tui.widgets.cells import cut, joined, width_of
from tests.unit.test_actions import version

NOW = datetime(2026, 11, 23, 11, 12, 5, tzinfo=UTC)
MIB = 2**20
IDLE = version(IsoState.READY, Phase.IDLE)


def written(cell: Cell) -> str:
    return "".join(text for text, _ in cell)


def shown(at_hand: Version, width: int = 40) -> str:
    return written(joined(render.progress(at_hand, NOW), width))


def running(**known: object) -> Version:
    base = {"isostate": IsoState.CREATING, "phase": Phase.RUNNING, "size": 1000 * MIB}
    return replace(IDLE, **{**base, "received": 430 * MIB, "rate": 10 * MIB, **known})  # type: ignore[arg-type]


@pytest.mark.parametrize("state", [*VersionState, *IsoState])
def test_a_state_is_a_glyph_and_a_word(state: VersionState | IsoState) -> None:
    mark, _, word = written(render.state(state)).partition(" ")
    assert len(mark) == 1
    assert word == state.value


def test_a_download_shows_percent_time_left_and_rate() -> None:
    assert shown(running()) == " 43%    57s  10 MiB/s"


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("rate", [9, 10**3, 1_000_000, 9_999_999, 1_047_000_000])
@pytest.mark.parametrize("received", [1, 99 * MIB, 700 * MIB, 1000 * MIB - 1])
def test_the_numbers_of_a_download_stand_under_those_of_others(
    language: str, rate: int, received: int
) -> None:
    locale.use(language)
    pieces = render.progress(running(rate=rate, received=received), NOW)
    assert [width_of(piece) for piece in pieces] == [4, 6, 9]


@pytest.mark.parametrize(("width", "text"), [(17, " 43%    57s"), (6, " 43%"), (1, " 43%")])
def test_the_most_telling_piece_is_left_where_there_is_little_room(width: int, text: str) -> None:
    assert shown(running(), width) == text


def test_of_unknown_size_it_shows_what_has_arrived() -> None:
    assert shown(running(size=None)) == "  430.0 MiB  10 MiB/s"


def test_it_stays_below_a_hundred_until_the_last_byte() -> None:
    assert shown(running(received=1000 * MIB - 1, rate=0)) == " 99%"
    assert shown(running(received=1000 * MIB)) == "verifying"


def test_before_the_first_byte_it_connects() -> None:
    assert shown(running(received=0)) == "connecting"


def test_waiting_counts_down_and_says_why() -> None:
    at_hand = replace(
        IDLE,
        isostate=IsoState.CREATING,
        phase=Phase.WAITING,
        due=NOW + timedelta(seconds=12.3),
        failure="stalled",
    )
    assert shown(at_hand) == "retry in 12s stalled"
    assert shown(replace(at_hand, due=NOW - timedelta(seconds=3))) == "retry in 0s stalled"


def test_one_that_waits_for_room_counts_nothing_down() -> None:
    """When the disk is looked at again does not matter."""
    full = replace(IDLE, phase=Phase.WAITING, due=NOW + timedelta(seconds=7), failure="no-space")
    assert shown(full) == "waits for room"


def test_paused_says_how_far_it_got() -> None:
    assert shown(running(phase=Phase.PAUSED)) == "paused 43%"
    assert shown(running(phase=Phase.PAUSED, size=None)) == "paused"


def test_a_failure_is_told_in_words() -> None:
    failed = replace(IDLE, isostate=IsoState.FAILED, failure="checksum")
    (cell,) = render.progress(failed, NOW)
    assert cell == (("wrong checksum", Tone.BAD),)


def test_direct_download_says_that_nothing_is_stored() -> None:
    assert shown(replace(IDLE, directdownload=True)) == "direct download"
    assert shown(IDLE) == ""


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_has_words_in_both_languages(phase: Phase) -> None:
    for language in locale.LANGUAGES:
        locale.use(language)
        render.progress(replace(IDLE, isostate=IsoState.CREATING, phase=phase), NOW)


def test_every_failure_of_a_download_has_a_few_words() -> None:
    short = {id_ for id_ in CATALOGUE if id_.startswith("screen.failure.")}
    of_servers = {Exit.NETWORK, Exit.SERVER, Exit.CONTENT}
    codes = {code for code, failure in FAILURES.items() if failure.exit in of_servers}
    codes |= {"ca-bundle", "url-format", "no-space", "disk", "disk-denied", "file-missing"}
    codes |= {"file-unreadable", "file-not-regular", "cancelled", "worker-lost", "unexpected"}
    assert codes == {id_.removeprefix("screen.failure.") for id_ in short}
    for id_ in short:
        assert f"failure.{id_.removeprefix('screen.failure.')}" in CATALOGUE
        assert all(width_of(render.plain(text)) <= 21 for text in CATALOGUE[id_])


def test_units_are_dim() -> None:
    assert render.memory(2048) == (("2048", Tone.PLAIN), (" MB", Tone.DIM))
    assert render.size(replace(IDLE, size=829 * MIB)) == (
        ("829.0", Tone.PLAIN),
        (" MiB", Tone.DIM),
    )
    assert render.size(IDLE) == (("–", Tone.DIM),)


def test_zones_by_name_or_all_of_them() -> None:
    assert written(render.zones(replace(IDLE, zonenames=("busan", "seoul")))) == "busan, seoul"
    assert written(render.zones(replace(IDLE, allzones=True))) == "All zones"


def test_nothing_that_a_terminal_obeys_comes_through() -> None:
    assert written(render.plain("a\x1b[31m\u202eb\n[red]")) == "a�[31m�b�[red]"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [("쿠버네티스", 10, "쿠버네티스"), ("쿠버네티스", 8, "쿠버네 …"), ("abcdef", 4, "abc…")],
)
def test_what_is_too_long_is_cut_to_whole_columns(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected
