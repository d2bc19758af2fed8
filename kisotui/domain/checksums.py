"""Checksums in CloudStack's notation: ``{ALGORITHM}hex``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kisotui.domain.failures import Problem

# CloudStack's names, with the digits of each one's hex form.
ALGORITHMS = {
    "MD5": 32,
    "SHA-1": 40,
    "SHA-224": 56,
    "SHA-256": 64,
    "SHA-384": 96,
    "SHA-512": 128,
}
_NOTATION = re.compile(r"\{([^{}]*)\}(.*)", re.DOTALL)
_ENOUGH = 12  # digits
_HEX = re.compile(r"[0-9a-fA-F]*")


@dataclass(frozen=True, slots=True)
class Checksum:
    """An algorithm by CloudStack's name, and the digest in lower-case hex."""

    algorithm: str
    digest: str

    @property
    def hashlib_name(self) -> str:
        return self.algorithm.replace("-", "").lower()

    @property
    def short(self) -> str:
        """Enough of it to tell it from another one, where there is little room."""
        return f"{{{self.algorithm}}}{self.digest[:_ENOUGH]}…"

    def __str__(self) -> str:
        return f"{{{self.algorithm}}}{self.digest}"


def parse(text: str) -> Checksum | None:
    """The checksum that the text names; None for an empty one. Bare 32 hex digits mean MD5.

    Raises Problem: ``checksum-format``, ``checksum-algorithm``, ``checksum-length``.
    """
    text = text.strip()
    if not text:
        return None
    match = _NOTATION.fullmatch(text)
    if match is None:
        if len(text) == ALGORITHMS["MD5"] and _HEX.fullmatch(text):
            return Checksum("MD5", text.lower())
        raise Problem("checksum-format", field="checksum")
    algorithm, digest = match[1].strip().upper(), match[2].strip()
    if algorithm not in ALGORITHMS:
        raise Problem("checksum-algorithm", field="checksum", algorithm=match[1][:20])
    if not _HEX.fullmatch(digest):
        raise Problem("checksum-format", field="checksum")
    if len(digest) != ALGORITHMS[algorithm]:
        raise Problem(
            "checksum-length",
            field="checksum",
            algorithm=algorithm,
            digits=ALGORITHMS[algorithm],
            given=len(digest),
        )
    return Checksum(algorithm, digest.lower())
