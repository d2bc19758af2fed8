"""Who sits at the keyboard: the real login behind sudo, and where from."""

from __future__ import annotations

import ipaddress
import os
import pwd
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

from kisotui.domain.actors import Actor

_PROC = Path("/proc")
_NOBODY_LOGGED_IN = 2**32 - 1
_ANCESTORS = 64


def current_actor(environ: Mapping[str, str] = os.environ, proc: Path = _PROC) -> Actor:
    """The person behind this process."""
    return Actor(_username(environ, proc), _origin(environ, proc))


def _username(environ: Mapping[str, str], proc: Path) -> str:
    # Only root may have got it from sudo; anybody else could have set it.
    if os.geteuid() == 0 and environ.get("SUDO_USER"):
        return environ["SUDO_USER"]
    return _login(proc) or _name(os.getuid()) or f"uid {os.getuid()}"


def _login(proc: Path) -> str | None:
    """Who logged in, as the kernel remembers: it outlives su."""
    try:
        uid = int((proc / "self" / "loginuid").read_text())
    except (OSError, ValueError):
        return None
    return None if uid == _NOBODY_LOGGED_IN else _name(uid)


def _name(uid: int) -> str | None:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None


def _origin(environ: Mapping[str, str], proc: Path) -> str:
    for variables in (environ, *_ancestors(proc)):
        address = _client(variables)
        if address:
            return address
    return socket.gethostname()


def _client(environ: Mapping[str, str]) -> str | None:
    """The address of the SSH client: the first word of what sshd sets."""
    for name in ("SSH_CONNECTION", "SSH_CLIENT"):
        words = environ.get(name, "").split()
        if words:
            try:
                return str(ipaddress.ip_address(words[0]))
            except ValueError:
                continue
    return None


def _ancestors(proc: Path) -> Iterator[dict[str, str]]:
    """The environments of the processes above this one, nearest first: sudo drops ours."""
    pid = os.getppid()
    for _ in range(_ANCESTORS):
        if pid <= 1:
            return
        try:
            stat = (proc / str(pid) / "stat").read_text(errors="replace")
            yield _environment(proc / str(pid) / "environ")
        except OSError:
            return
        # The command's name, in brackets, may hold anything.
        pid = int(stat.rpartition(")")[2].split()[1])


def _environment(path: Path) -> dict[str, str]:
    try:
        text = path.read_bytes().decode(errors="replace")
    except PermissionError:
        return {}
    pairs = (entry.partition("=") for entry in text.split("\0"))
    return {name: value for name, _, value in pairs}
