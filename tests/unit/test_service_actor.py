"""Who is at the keyboard, and where from."""

from __future__ import annotations

import os
import pwd
import socket
from pathlib import Path

import pytest

from kisotui.service import actor
from kisotui.service.actor import current_actor

ME = pwd.getpwuid(os.getuid()).pw_name
PARENT = os.getppid()


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    """A /proc that tells nothing."""
    (tmp_path / "self").mkdir()
    return tmp_path


def ancestor(proc: Path, pid: int, parent: int, environ: bytes = b"", name: str = "sh") -> Path:
    folder = proc / str(pid)
    folder.mkdir()
    (folder / "stat").write_text(f"{pid} ({name}) S {parent} {pid} {pid} 0 -1")
    (folder / "environ").write_bytes(environ)
    return folder


class TestUsername:
    def test_the_real_login_behind_sudo(self, proc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        assert current_actor({"SUDO_USER": "kim"}, proc).username == "kim"

    def test_nobody_else_may_call_himself_so(
        self, proc: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        assert current_actor({"SUDO_USER": "kim"}, proc).username == ME

    def test_who_logged_in_before_su(self, proc: Path) -> None:
        (proc / "self" / "loginuid").write_text("0")
        assert current_actor({}, proc).username == pwd.getpwuid(0).pw_name

    @pytest.mark.parametrize("loginuid", ["4294967295", "4242424", "", "nonsense"])
    def test_no_login_is_known(self, proc: Path, loginuid: str) -> None:
        (proc / "self" / "loginuid").write_text(loginuid)
        assert current_actor({}, proc).username == ME

    def test_a_user_without_a_name(self, proc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "getuid", lambda: 4242424)
        assert current_actor({}, proc).username == "uid 4242424"


class TestOrigin:
    def test_the_ssh_client(self, proc: Path) -> None:
        environ = {"SSH_CONNECTION": "192.0.2.7 50022 198.51.100.1 22"}
        assert current_actor(environ, proc).origin == "192.0.2.7"
        assert current_actor({"SSH_CLIENT": "2001:db8::7 50022 22"}, proc).origin == "2001:db8::7"

    def test_behind_sudo(self, proc: Path) -> None:
        ancestor(proc, PARENT, 77, b"TERM=xterm", name="sudo (a) b")
        ancestor(proc, 77, 1, b"A=1\0SSH_CONNECTION=192.0.2.7 1 2 3\0B=2")
        assert current_actor({}, proc).origin == "192.0.2.7"

    def test_what_may_not_be_read_is_passed_over(
        self, proc: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hidden = ancestor(proc, PARENT, 77) / "environ"
        ancestor(proc, 77, 1, b"SSH_CLIENT=192.0.2.7 1 2")
        read = Path.read_bytes

        def read_bytes(path: Path) -> bytes:
            if path == hidden:
                raise PermissionError
            return read(path)

        monkeypatch.setattr(Path, "read_bytes", read_bytes)
        assert current_actor({}, proc).origin == "192.0.2.7"

    @pytest.mark.parametrize("lie", ["\x1b[31mred", "example.org 1 2 3", " ", "999.1.1.1"])
    def test_what_is_no_address_is_not_believed(self, proc: Path, lie: str) -> None:
        assert current_actor({"SSH_CONNECTION": lie}, proc).origin == socket.gethostname()

    def test_what_was_typed_at_the_host(self, proc: Path) -> None:
        assert current_actor({}, proc).origin == socket.gethostname()

    def test_parents_that_go_in_a_circle(self, proc: Path) -> None:
        ancestor(proc, PARENT, PARENT)
        assert current_actor({}, proc).origin == socket.gethostname()


def test_this_process() -> None:
    assert actor.current_actor().username
