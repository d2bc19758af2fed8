"""The long path: two network namespaces and the relay between them, or the relay alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.measured import MIB, BenchmarkError
from benchmarks.relay import DELAY, LINK, WINDOW

# Of the network that is set aside for benchmarks (RFC 2544).
_NEAR: Final = "198.18.0.1"
_FAR: Final = "198.18.0.2"


@dataclass(frozen=True, slots=True)
class LongPath:
    """``url``: of the server at its far end. ``prefix``: runs a command at its near end."""

    url: str
    prefix: tuple[str, ...]
    description: str


@contextmanager
def long(server: Path) -> Iterator[LongPath]:
    """A path to what serves HTTP on the Unix socket ``server``, while the ``with`` lasts."""
    facts = (
        f"{2 * DELAY * 1000:g} ms round trip, windows of {WINDOW / MIB:g} MiB, "
        f"{LINK * 8 / 1e9:g} Gbit/s in all"
    )
    with ExitStack() as stack:
        near, far = f"kisobench-near-{os.getpid()}", f"kisobench-far-{os.getpid()}"
        if _namespaces(stack, near, far):
            port = stack.enter_context(_relay(("ip", "netns", "exec", far), _FAR, server))
            prefix = ("ip", "netns", "exec", near)
            yield LongPath(f"http://{_FAR}:{port}", prefix, f"{facts}, two network namespaces")
        else:
            port = stack.enter_context(_relay((), "127.0.0.1", server))
            yield LongPath(f"http://127.0.0.1:{port}", (), f"{facts}, on loopback")


@contextmanager
def _relay(prefix: Sequence[str], host: str, server: Path) -> Iterator[int]:
    """Its port. It ends with its standard input."""
    command = [*prefix, sys.executable, "-m", "benchmarks.relay", host, "0", str(server)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise BenchmarkError("the delay relay does not start")
        yield int(line)


def _namespaces(stack: ExitStack, near: str, far: str) -> bool:
    """Make two that see each other, where we may."""
    for name in (near, far):
        if not _ip("netns", "add", name):
            return False
        stack.callback(_ip, "netns", "del", name)  # and with it what is inside
    return (
        _ip("link", "add", "near", "netns", near, "type", "veth", "peer", "far", "netns", far)
        and _up(near, "near", _NEAR)
        and _up(far, "far", _FAR)
    )


def _up(namespace: str, device: str, address: str) -> bool:
    inside = ("-n", namespace)
    return (
        _ip(*inside, "address", "add", f"{address}/30", "dev", device)
        and _ip(*inside, "link", "set", device, "up")
        and _ip(*inside, "link", "set", "lo", "up")
    )


def _ip(*args: str) -> bool:
    return subprocess.run(("ip", *args), check=False, capture_output=True).returncode == 0
