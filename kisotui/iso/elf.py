"""For which machine a program is: the head of an ELF file says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

HEAD: Final = 20
"""Bytes from a file's start that tell."""

_MACHINES: Final = {62: "x86_64", 183: "aarch64", 22: "s390x"}
_ORDERS: Final[dict[int, Literal["little", "big"]]] = {1: "little", 2: "big"}
_BIG: Final = "s390x"  # the one whose numbers begin with their highest byte


@dataclass(frozen=True, slots=True)
class Elf:
    """What the head says."""

    machine: int
    """``e_machine``."""
    bits: int
    arch: str
    """CloudStack's name of the architecture; empty where no node has it."""


def read_elf(head: bytes) -> Elf | None:
    """None where that is no head of an ELF file."""
    if len(head) < HEAD or head[:4] != b"\x7fELF" or head[4] not in (1, 2):
        return None
    if (order := _ORDERS.get(head[5])) is None:
        return None
    machine, bits = int.from_bytes(head[18:20], order), 32 * head[4]
    arch = _MACHINES.get(machine, "") if bits == 64 else ""
    return Elf(machine, bits, arch if (order == "big") == (arch == _BIG) else "")
