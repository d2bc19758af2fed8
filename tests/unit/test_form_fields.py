"""Parts of the add form that need no screen: passwords out of sight, paths completed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.domain.forms import VersionForm
from kisotui.tui.widgets.form import veiled
from kisotui.tui.widgets.paths import completed


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://server/a.iso", "https://server/a.iso"),
        ("https://server:8443/a.iso", "https://server:8443/a.iso"),
        ("https://kim@server/a.iso", "https://kim@server/a.iso"),
        ("https://kim:secret@server/a.iso", "https://kim:******@server/a.iso"),
        ("https://kim:se@cr:et@server:80/a", "https://kim:********@server:80/a"),
        ("https://kim:secr", "https://kim:****"),
        ("ftp://kim:secret@server/a.iso", "ftp://kim:******@server/a.iso"),
        ("https://[::1]:8080/a.iso", "https://[::1]:8080/a.iso"),
        ("", ""),
    ],
)
def test_a_password_is_veiled_and_nothing_else(url: str, shown: str) -> None:
    assert veiled(url) == shown


@given(st.text(st.characters(exclude_characters="/?#@"), min_size=3))
def test_no_password_is_left_whatever_is_in_it(password: str) -> None:
    shown = veiled(f"https://kim:{password}@server/a.iso")
    assert shown == f"https://kim:{'*' * len(password)}@server/a.iso"


def test_a_form_in_a_traceback_does_not_tell_its_url() -> None:
    assert "secret" not in repr(VersionForm(url="https://kim:secret@server/a.iso"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name in ("setup-1.30.iso", "setup-1.31.iso", "notes.txt", ".hidden.iso", "bad\x1b.iso"):
        (tmp_path / name).touch()
    (tmp_path / "other").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("begun", "whole"),
    [
        ("setup-1.31", "setup-1.31.iso"),
        ("setup", "setup-1.30.iso"),
        ("o", "other/"),
        ("", "other/"),
        (".", ".hidden.iso"),
        ("notes", None),
        ("bad", None),
        ("nothing", None),
    ],
)
def test_directories_and_isos_are_offered(place: Path, begun: str, whole: str | None) -> None:
    expected = None if whole is None else f"{place}/{whole}"
    assert completed(f"{place}/{begun}") == expected


def test_a_home_directory_is_offered_as_it_was_typed(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(place))
    assert completed("~/setup-1.31") == "~/setup-1.31.iso"


@pytest.mark.parametrize("path", ["/no/such/directory/x", "a\0b/c", "~nobody-of-that-name/x"])
def test_a_path_that_cannot_be_looked_into_offers_nothing(path: str) -> None:
    assert completed(path) is None
