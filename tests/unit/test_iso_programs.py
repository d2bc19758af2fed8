"""For which machine a program is, and which version of Kubernetes."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from kisotui.iso.elf import read_elf
from kisotui.iso.go_version import VersionScan, go_version
from tests.support import debian_parts


def head(machine: int, *, order: int = 1, bits: int = 2) -> bytes:
    number = machine.to_bytes(2, "little" if order == 1 else "big")
    return b"\x7fELF" + bytes([bits, order, 1]) + bytes(9) + b"\x02\x00" + number


@pytest.mark.parametrize(
    ("data", "arch"),
    [
        (head(62), "x86_64"),
        (head(183), "aarch64"),
        (head(22, order=2), "s390x"),
        (head(22), ""),  # no s390x begins with its lowest byte
        (head(62, order=2), ""),
        (head(62, bits=1), ""),
        (head(243), ""),  # RISC-V
    ],
)
def test_machines(data: bytes, arch: str) -> None:
    found = read_elf(data)
    assert found is not None
    assert found.arch == arch


@pytest.mark.parametrize(
    "data", [b"", head(62)[:-1], b"#!/bin/sh\n" * 9, head(62, bits=3), head(62, order=0)]
)
def test_no_program(data: bytes) -> None:
    assert read_elf(data) is None


def program(*parts: bytes) -> bytes:
    """Bytes like a program's, with these in the middle."""
    noise = random.Random(5)
    return noise.randbytes(70_000) + b"".join(parts) + noise.randbytes(70_000)


RELEASED = (b"\0", b"v1.32.3\0", b"v1.32.3\0", b"\0\x70\x9c\x03", b"go1.23.6\0")
TWO_DIGITS = (b"\0", b"v1.34.12\0", bytes(7), b"v1.34.12\0", bytes(7))
DEBIAN = (b"\0archive\0v1.20.2\0archive\0v1.20.2\0?",)
FLAGS = (b"-X k8s.io/component-base/version.gitVersion=v1.30.4+k3s1' -X a.b=c",)


@pytest.mark.parametrize("size", [1, 7, 64, 4096, 1 << 20])
@pytest.mark.parametrize(
    ("parts", "version"),
    [(RELEASED, "1.32.3"), (TWO_DIGITS, "1.34.12"), (DEBIAN, "1.20.2"), (FLAGS, "1.30.4+k3s1")],
)
def test_versions_wherever_the_pieces_end(
    parts: tuple[bytes, ...], version: str, size: int
) -> None:
    data = program(*parts) if size > 7 else b"".join(parts) + bytes(200)
    assert go_version(data[at : at + size] for at in range(0, len(data), size)) == version


@pytest.mark.parametrize(
    "parts",
    [
        (b"v1.32.3v1.32.3",),  # two of the compiler's strings
        (b"\0v1.32.3\0",),  # once: any string
        (b"\0v1.32.3\0v1.29.4\0",),
        (b"\0v1.32.3\0", bytes(300), b"v1.32.3\0"),
        (b"client-go/pkg/version.gitVersion=v1.2",),
        (b"k8s.io/component-base/version.gitVersion=",),
    ],
)
def test_what_is_no_version(parts: tuple[bytes, ...]) -> None:
    assert go_version([program(*parts)]) == ""


def kubectl() -> str:
    """The one that is installed, else Debian's."""
    try:
        return shutil.which("kubectl") or str(debian_parts.parts() / "usr/bin/kubectl")
    except debian_parts.NoPartsError as reason:
        pytest.skip(str(reason))


def test_a_real_program_says_the_same_when_it_is_asked() -> None:
    found = kubectl()
    command = [found, "version", "--client", "--output=json"]
    asked = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    data = Path(found).read_bytes()
    pieces = (data[at : at + (1 << 20)] for at in range(0, len(data), 1 << 20))
    assert f"v{go_version(pieces)}" == asked["clientVersion"]["gitVersion"]
    elf = read_elf(data)
    assert elf is not None
    assert elf.arch == os.uname().machine


def test_the_first_one_counts() -> None:
    scan = VersionScan()
    scan.feed(program(*RELEASED))
    scan.feed(program(*TWO_DIGITS))
    assert scan.version == "1.32.3"
