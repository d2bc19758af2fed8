"""The version of Kubernetes inside one of its programs, whatever the file is called.

Kubernetes has its version put in by the linker: ``-X PACKAGE.gitVersion=v1.34.12`` for two
packages, ``k8s.io/client-go/pkg/version`` and ``k8s.io/component-base/version``
(hack/lib/version.sh, ``kube::version::ldflags``). Go's linker writes such a value with a zero
behind it, which its compiler's own strings do not have, and lays out what is equally long side by
side (cmd/link/internal/ld/data.go, ``addstrdata``): so the version stands there twice within a few
bytes. That is still so in the programs that are released, which are stripped and, being built with
``-trimpath``, do not tell in their build info (``go version -m``) how they were linked. Other
builds do tell, and that may be the only place where the flags were given for one package alone.

Tried on kubectl 1.20.2 of Debian, and on the released 1.25.0, 1.29.4 and 1.32.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_APART: Final = 128  # bytes between the two copies, at most; no match is longer

_VERSION: Final = rb"v(\d{1,3}\.\d{1,3}\.\d{1,3}(?:[-+][\w.+-]{1,48})?)"
_VALUE: Final = re.compile(_VERSION + rb"\0")
_FLAG: Final = re.compile(rb"component-base/version\.gitVersion=" + _VERSION + rb"(?=[ '\"\n])")


class VersionScan:
    """Looks for the version in a program that is handed to it in pieces, each of them once."""

    def __init__(self) -> None:
        self.version = ""
        """Without its ``v``: ``1.34.12``, ``1.30.4+k3s1``. Empty until it is found."""
        self._behind = b""
        self._last: tuple[bytes, int] = (b"", 0)
        self._at = 0

    def feed(self, data: bytes) -> None:
        """The next bytes, as many as are at hand."""
        if self.version:
            return
        window = self._behind + data
        start = self._at - len(self._behind)
        self._look(window, start)
        self._at += len(data)
        self._behind = window[-_APART:]

    def _look(self, window: bytes, start: int) -> None:
        for match in _VALUE.finditer(window):
            value, place = match[1], start + match.start()
            last, where = self._last
            if value == last and 0 < place - where <= _APART:
                self.version = value.decode("ascii")
                return
            self._last = (value, place)
        if flag := _FLAG.search(window):
            self.version = flag[1].decode("ascii")


def go_version(pieces: Iterable[bytes]) -> str:
    """The version in a program that comes in pieces; empty where none is found."""
    scan = VersionScan()
    for piece in pieces:
        scan.feed(piece)
        if scan.version:
            break
    return scan.version
