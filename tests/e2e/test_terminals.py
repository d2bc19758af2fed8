"""Copying, the title and the keyboard in real terminals, in tmux and in screen."""

from __future__ import annotations

import json
import re
import shutil
from base64 import b64decode
from pathlib import Path

import pytest

from tests.e2e.conftest import PROGRAM, Person, eventually
from tests.e2e.terminal import Terminal

EMPTY = "There is no Kubernetes version yet"
UTF8 = {"LANG": "C.UTF-8"}


@pytest.fixture
def listed(person: Person) -> Person:
    """A person with one version, whose ISO is nowhere."""
    url = "http://kim:s3cret@127.0.0.1:9/a.iso?token=s3cret&b=1"
    person.run("version", "add", "1.34.12", "--name", "v1.34.12 한글", "--url", url)
    return person


def copied(terminal: Terminal) -> str:
    """What the person's clipboard holds, once there is something in it."""
    found: list[bytes] = []

    def sent() -> bool:
        found[:] = re.findall(rb"\x1b]52;c?;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)", terminal.output)
        return bool(found)

    terminal.wait_until(sent, 20, "nothing came into the clipboard")
    return b64decode(found[-1]).decode()


def inside(person: Person, *argv: str, env: dict[str, str]) -> Terminal:
    """A terminal in which a program runs that runs kisotui."""
    return Terminal([*argv, PROGRAM], {**person.env, **env})


def test_a_field_is_copied(listed: Person) -> None:
    with listed.console() as terminal:
        terminal.wait_for("v1.34.12 한글")
        terminal.press("c")
        terminal.wait_for("Copied: v1.34.12 한글")
        assert copied(terminal) == "v1.34.12 한글"
        terminal.press("right", "l", "c")
        terminal.wait_for("Copied: 1.34.12")


def test_json_and_the_command_are_copied_without_secrets(listed: Person) -> None:
    with listed.console() as terminal:
        terminal.wait_for("v1.34.12 한글")
        terminal.press("y")
        terminal.wait_for("Copied: {")
        shown = json.loads(listed.run("version", "show", "v1.34.12 한글", "-o", "json").stdout)
        assert json.loads(copied(terminal)).keys() == shown.keys() - {"contents", "why"}
        assert json.loads(copied(terminal))["id"] == shown["id"]
        terminal.press("Y")
        terminal.wait_for("Copied: kisotui version add")
        command = "kisotui version add 1.34.12 --name 'v1.34.12 한글' --url "
        assert copied(terminal) == f"{command}'http://127.0.0.1:9/a.iso?b=1'"
    assert b"s3cret" not in terminal.output


@pytest.mark.parametrize("term", ["linux", "vt100", "dumb", "ansi"])
def test_without_a_clipboard_there_is_a_private_file(term: str, listed: Person) -> None:
    with listed.console({"TERM": term}) as terminal:
        terminal.wait_for("v1.34.12")
        terminal.press("c")
        terminal.wait_for("This terminal has no clipboard")
        file = listed.home / ".local/state/kisotui/copied.txt"
        assert file.read_text() == "v1.34.12 한글\n"
        assert file.stat().st_mode & 0o777 == 0o600
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert b"]52" not in terminal.output
    assert b"]2;" not in terminal.output
    assert not re.search(rb"\x1b\[(?:>[0-9]*u|\?[0-9]*\$p|\?1000|\?2004)", terminal.output)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")
@pytest.mark.parametrize("settings", ["", "set -g set-clipboard on", "set -g set-clipboard off"])
def test_tmux_takes_it_whatever_its_settings(settings: str, listed: Person, tmp_path: Path) -> None:
    (tmp_path / "tmux.conf").write_text(settings)
    tmux = ("tmux", "-S", str(tmp_path / "socket"), "-f", str(tmp_path / "tmux.conf"))
    with inside(listed, *tmux, "new-session", env=UTF8) as terminal:
        terminal.wait_for("v1.34.12 한글")
        terminal.press("c")
        terminal.wait_for("Copied: v1.34.12")
        if "off" not in settings:
            assert copied(terminal) == "v1.34.12 한글"
        terminal.press("q")
        terminal.wait_exit()


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")
@pytest.mark.parametrize("settings", ["set-clipboard on", "allow-passthrough on"])
def test_tmux_of_another_host_takes_it_if_it_is_set_so(
    settings: str, listed: Person, tmp_path: Path
) -> None:
    (tmp_path / "tmux.conf").write_text(f"set -g {settings}\n")
    tmux = ("tmux", "-S", str(tmp_path / "socket"), "-f", str(tmp_path / "tmux.conf"))
    # As over SSH: nothing but TERM tells of it.
    argv = (*tmux, "new-session", "env", "-u", "TMUX", "TERM=tmux-256color")
    with inside(listed, *argv, env=UTF8) as terminal:
        terminal.wait_for("v1.34.12 한글")
        terminal.press("c")
        assert copied(terminal) == "v1.34.12 한글"
        terminal.press("q")
        terminal.wait_exit()


@pytest.mark.skipif(shutil.which("screen") is None, reason="there is no screen")
@pytest.mark.parametrize("told", [(), ("env", "-u", "STY")])
def test_screen_passes_it_on(told: tuple[str, ...], listed: Person) -> None:
    env = {**UTF8, "SCREENDIR": str(listed.home / "s")}
    (listed.home / "s").mkdir(mode=0o700)
    with inside(listed, "screen", "-U", "-c", "/dev/null", *told, env=env) as terminal:
        terminal.wait_for("v1.34.12 한글")
        terminal.press("y")  # longer than what screen takes at once
        assert json.loads(copied(terminal))["name"] == "v1.34.12 한글"
        terminal.press("q")
        terminal.wait_exit()


def test_the_title_names_the_store_and_is_put_back(person: Person) -> None:
    title = rb"\x1b\[22;2t\x1b\]2;kisotui: [^\x07]*/kisotui\.db\x07"
    with person.console() as terminal:
        terminal.wait_for(EMPTY)
        terminal.wait_until(
            lambda: re.search(title, terminal.output) is not None, 20, "there is no title"
        )
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert b"\x1b]2;\x07\x1b[23;2t" in terminal.output


def test_keys_of_another_encoding_end_nothing(person: Person) -> None:
    with person.console() as terminal:
        terminal.wait_for(EMPTY)
        terminal.send(b"/\xe9\xff")
        terminal.type("x")
        terminal.wait_for("/.*x")
        terminal.press("escape")
        terminal.wait_for("a Add")
        terminal.press("q")
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize(
    ("lang", "encoding", "shown"),
    [("ko_KR.EUC-KR", "euc_kr", "한글"), ("de_DE.ISO-8859-1", "iso8859-1", r"\?\?\?\?")],
)
def test_an_old_locale_gets_its_own_encoding(
    lang: str, encoding: str, shown: str, listed: Person
) -> None:
    with listed.console({"LANG": lang, "KISOTUI_LANG": "en"}) as terminal:
        eventually(
            lambda: re.search(shown, terminal.output.decode(encoding, "replace")) is not None,
            "the name never came",
        )
        terminal.press("q")
        assert terminal.wait_exit() == 0
    terminal.output.decode(encoding)
    assert rb"\u" not in terminal.output


def test_the_mouse_is_the_terminal_s_if_it_is_wanted_so(person: Person) -> None:
    with person.console() as terminal:
        terminal.wait_for(EMPTY)
        assert {1000, 1002, 1006} <= terminal.modes
        assert not {1003, 1015, 1016} & terminal.modes  # every move would be sent
    with Terminal([PROGRAM, "--no-mouse"], person.env) as terminal:
        terminal.wait_for(EMPTY)
        assert not {1000, 1002, 1003, 1006} & terminal.modes


@pytest.mark.parametrize("key", ["q", "ctrl+z"])
def test_nothing_of_it_stays_where_there_is_no_other_screen(key: str, person: Person) -> None:
    shell = ["bash", "--norc", "-ic", f"{PROGRAM}; echo back"]
    with Terminal(shell, person.env) as terminal:  # as mosh, it has but one screen
        terminal.wait_for(EMPTY)
        terminal.press(key)
        terminal.wait_for("back")
        assert EMPTY not in terminal.text
        assert "Kubernetes ISO" not in terminal.text
