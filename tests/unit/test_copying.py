"""What is copied, and how it gets through to the terminal."""

from __future__ import annotations

import json
import re
import shlex
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.domain.detail_views import VersionDetail
from kisotui.domain.states import Arch, IsoState, Phase, VersionState
from kisotui.domain.views import Version
from kisotui.tui.copy_sequence import clipboard
from kisotui.tui.copy_text import cell, command, fields, record
from kisotui.tui.terminal import Inside

SHA = "{SHA-256}" + "9f86d081884c7d65" * 4
VERSION = Version(
    id="8f0039b4-e77a-4ffb-84de-864174fc1a73",
    name="v1.34.12",
    semanticversion="1.34.12",
    state=VersionState.ENABLED,
    isostate=IsoState.READY,
    phase=Phase.IDLE,
    mincpunumber=2,
    minmemory=2048,
    arch=Arch.X86_64,
    zonenames=("seoul",),
    allzones=True,
    directdownload=False,
    url="https://host/a.iso",
    file="",
    checksum="",
    supportsha=True,
    supportsautoscaling=True,
    created=datetime(2026, 11, 23, tzinfo=UTC),
    size=1 << 30,
    received=1 << 30,
    rate=0,
    due=None,
    failure=None,
)


def plain(sequence: str) -> str:
    """The text that a terminal puts into its clipboard."""
    found = re.fullmatch(r"\x1b]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert found
    return b64decode(found[1]).decode()


@given(st.text(max_size=3000))
def test_a_terminal_gets_the_text(text: str) -> None:
    sequence = clipboard(text, Inside.NOTHING)
    assert sequence is not None
    assert plain(sequence) == text


@given(st.text(max_size=3000))
def test_screen_gets_it_in_pieces_that_it_takes(text: str) -> None:
    sequence = clipboard(text, Inside.SCREEN)
    assert sequence is not None
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sequence, re.DOTALL)
    assert all(len(piece) < 768 for piece in pieces)
    assert plain("".join(pieces)) == text
    assert re.sub(r"\x1bP.*?\x1b\\", "", sequence, flags=re.DOTALL) == ""


def test_tmux_gets_it_for_either_of_its_settings() -> None:
    sequence = clipboard("x", Inside.TMUX)
    assert sequence is not None
    first, _, through = sequence.partition("\x1bPtmux;")
    assert plain(first) == "x"
    assert plain(through.removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b")) == "x"


@pytest.mark.parametrize("inside", Inside)
def test_what_is_too_long_is_not_sent(inside: Inside) -> None:
    assert clipboard("x" * 56_244, inside) is not None
    assert clipboard("x" * 56_245, inside) is None


@pytest.mark.parametrize(
    ("changes", "column", "shown", "copied"),
    [
        ({}, "name", "v1…", "v1.34.12"),
        ({}, "id", "8f0039b4", VERSION.id),
        ({}, "state", "✓ Enabled", "Enabled"),
        ({}, "size", " 1.0 GiB", "1.0 GiB"),
        ({}, "checksum", "–", ""),
        ({"name": "שלום"}, "name", "\ufffd", "שלום"),
        ({"name": "a\nrm -rf ~\x1b"}, "name", "", "a\ufffdrm -rf ~\ufffd"),
    ],
)
def test_a_cell_is_copied_whole(
    changes: dict[str, str], column: str, shown: str, copied: str
) -> None:
    assert cell(replace(VERSION, **changes), column, shown) == copied  # type: ignore[arg-type]


def test_a_version_is_one_line_of_json() -> None:
    text = record(VersionDetail(replace(VERSION, name="한\u2028글"), ()))
    assert text.isascii()
    assert text.isprintable()
    assert json.loads(text)["name"] == "한\u2028글"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ["--url", "https://host/a.iso"]),
        ({"url": "", "file": "/srv/a b.iso"}, ["--file", "/srv/a b.iso"]),
        ({"url": "https://h/a?token=***&b=1"}, ["--url", "https://h/a?b=1"]),
        ({"allzones": False}, ["--url", "https://host/a.iso", "--zone", "seoul"]),
        (
            {"arch": Arch.AARCH64, "checksum": SHA, "mincpunumber": 4, "directdownload": True},
            [
                *("--url", "https://host/a.iso", "--checksum", SHA),
                *("--arch", "aarch64", "--min-cpu", "4", "--direct-download"),
            ],
        ),
    ],
)
def test_the_command_adds_the_same_version(changes: dict[str, object], words: list[str]) -> None:
    text = command(replace(VERSION, **changes))  # type: ignore[arg-type]
    start = ["kisotui", "version", "add", "1.34.12", "--name", "v1.34.12"]
    assert shlex.split(text) == [*start, *words]


def test_a_name_is_no_part_of_the_command() -> None:
    text = command(replace(VERSION, name="x; rm -rf ~ #"))
    assert "--name 'x; rm -rf ~ #' " in text


def test_fields_have_names_and_values() -> None:
    named = dict(fields(VersionDetail(VERSION, ())))
    assert named["Name"] == "v1.34.12"
    assert named["Supports HA"] == "yes"
    assert "Checksum" not in named
