"""The programs that the benchmarks run, and the Debian packages that have them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import Final

from benchmarks.measured import BenchmarkError, say

_PACKAGES: Final = {
    "nginx": "nginx-light",
    "curl": "curl",
    "wget": "wget",
    "aria2c": "aria2",
    "openssl": "openssl",
    "ip": "iproute2",
}
_VERSIONS: Final = (
    ("nginx", "-v"),
    ("curl", "--version"),
    ("wget", "--version"),
    ("aria2c", "--version"),
    ("openssl", "version"),
)


def require() -> None:
    """Install what is missing, where we may. Raises BenchmarkError: what is to be installed."""
    os.environ["PATH"] += ":/usr/sbin:/sbin"  # where nginx and ip lie; not on everybody's PATH
    missing = _missing()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"installing {', '.join(missing)}")
        _apt("update")
        _apt("install", "--no-install-recommends", *missing)
        missing = _missing()
    if missing:
        raise BenchmarkError(f"missing programs; on Debian: apt-get install {' '.join(missing)}")


def versions() -> str:
    """What the figures are of, in one line."""
    return ", ".join(_version(*command) for command in _VERSIONS)


def _missing() -> list[str]:
    return [package for program, package in _PACKAGES.items() if not shutil.which(program)]


def _apt(*args: str) -> None:
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        ["apt-get", "-qq", *args, "-y"], env=environ, check=False, stdout=subprocess.DEVNULL
    )


def _version(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    line = (done.stdout or done.stderr).splitlines()[0]
    number = re.search(r"\d+(\.\d+)+", line)
    return f"{command[0]} {number[0] if number else '?'}"
