"""Files that state checksums: what they say of one file.

Known are the forms of the usual tools: ``hex  name`` and ``hex *name`` (coreutils, md5sum.txt,
SHA256SUMS), ``SHA256 (name) = hex`` (BSD, ``--tag``), ``SHA256(name)= hex`` (OpenSSL), and the hex
digits alone in a file that belongs to one ISO. Whatever else stands there is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from kisotui.domain.checksums import ALGORITHMS, Checksum

LARGEST: Final = 256 << 10
"""Bytes of such a file that are looked at."""

_BY_DIGITS: Final = {digits: algorithm for algorithm, digits in ALGORITHMS.items()}
_PLAIN: Final = re.compile(r"\\?([0-9a-fA-F]{32,128})[ \t]+[ *]?(\S.*)")
_TAGGED: Final = re.compile(r"\\?([A-Za-z0-9-]{3,12}) ?\((.+)\) ?= ?([0-9a-fA-F]{32,128})")
_ALONE: Final = re.compile(r"[0-9a-fA-F]{32,128}")


class _Line(NamedTuple):
    """``name``: empty where the line names no file."""

    checksum: Checksum
    name: str


def stated(text: str, name: str, *, own: bool = False) -> tuple[Checksum, ...]:
    """The checksums that the text states of the file with that name, each algorithm once.

    ``own``: whether the text is of that file alone, so that it need not name it. A text that says
    two things of one name says nothing of it.
    """
    lines = [line for line in _lines(text) if _is_of(line.name, name) or (own and not line.name)]
    exact = [line for line in lines if line.name == name]
    found: dict[str, set[Checksum]] = {}
    for line in exact or lines:
        found.setdefault(line.checksum.algorithm, set()).add(line.checksum)
    return tuple(each for all_ in found.values() if len(all_) == 1 for each in all_)


def _is_of(named: str, name: str) -> bool:
    return bool(named) and PurePosixPath(named.replace("\\", "/")).name == name


def _lines(text: str) -> Iterator[_Line]:
    for line in text.removeprefix("\ufeff")[:LARGEST].splitlines():
        line = line.strip()
        if match := _TAGGED.fullmatch(line):
            algorithm, name, digest = match.groups()
            if _BY_DIGITS.get(len(digest)) == _named(algorithm):
                yield _Line(Checksum(_BY_DIGITS[len(digest)], digest.lower()), name)
        elif match := _PLAIN.fullmatch(line):
            if algorithm := _BY_DIGITS.get(len(match[1])):
                yield _Line(Checksum(algorithm, match[1].lower()), match[2].removeprefix("./"))
        elif _ALONE.fullmatch(line) and len(line) in _BY_DIGITS:
            yield _Line(Checksum(_BY_DIGITS[len(line)], line.lower()), "")


def _named(algorithm: str) -> str:
    """CloudStack's name of an algorithm: ``SHA256`` is its ``SHA-256``."""
    name = algorithm.upper().replace("SHA2-", "SHA").replace("-", "")
    return name if name == "MD5" else f"SHA-{name.removeprefix('SHA')}"
