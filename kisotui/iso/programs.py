"""Programs of an ISO, and those in its packed archives: are they for the right machine?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from kisotui.domain.contents import Component, Finding
from kisotui.domain.findings import finding
from kisotui.iso import budgets, elf_end
from kisotui.iso.archive_paths import linked, resolved
from kisotui.iso.elf import read_elf
from kisotui.iso.go_version import VersionScan
from kisotui.iso.tar import Member, MemberKind
from kisotui.iso.tar_header import Fault
from kisotui.iso.tasks import HEAD

_LINKS: Final = {MemberKind.SYMLINK: False, MemberKind.HARDLINK: True}
_FAULTS: Final[dict[Fault, str]] = {
    "broken": "archive-broken",
    "cut": "archive-cut",
    "huge": "archive-huge",
}
_VERSION: Final = re.compile(r"-v(\d+\.\d+\.\d+)(?=[-./]|$)")


class ProgramArchive:
    """The sink of a packed archive's walker. ``arch``: CloudStack's name of what its programs must
    be made for; empty where any will do."""

    def __init__(self, path: str, arch: str) -> None:
        self.findings: list[Finding] = []
        self.arches: set[str] = set()
        self.version = ""
        """As a directory's name tells it: ``etcd-v3.5.24-linux-amd64``."""
        self.size = 0
        """Bytes of its programs, unpacked."""
        self._path, self._arch = path, arch
        self._is_wrong = False
        self._member: str | None = None
        self._head = bytearray()
        self._file_size = 0

    def begin(self, member: Member) -> None:
        self._member = None
        path = resolved(member.name)
        if path is None or (
            member.kind in _LINKS and linked(path, member.target, hard=_LINKS[member.kind]) is None
        ):
            self._say("archive-unsafe", member.name)
            return
        if match := _VERSION.search(path.partition("/")[0] + "/"):
            self.version = match[1]
        if member.kind is MemberKind.FILE:
            self._member, self._file_size = path, member.size
            self._head.clear()

    def data(self, piece: memoryview) -> None:
        if self._member is not None and len(self._head) < HEAD:
            self._head += piece[: HEAD - len(self._head)]

    def end(self) -> None:
        if self._member is None:
            return
        arch = made_for(bytes(self._head))
        if arch is not None:
            self.arches.add(arch)
            self.size += self._file_size
            if self._arch and arch != self._arch and not self._is_wrong:
                self._is_wrong = True  # as most often all the others are, too
                self._say("arch-wrong", self._member, found=arch, expected=self._arch)

    def finish(self, fault: Fault | None) -> None:
        """All has come, or as much as could be read."""
        if fault is not None:
            self.findings.append(finding(_FAULTS[fault], self._path))
        elif not self.arches:
            self.findings.append(finding("archive-empty", self._path))

    def component(self, size: int) -> Component:
        """``size``: bytes of the archive."""
        name = self._path.rpartition("/")[2].partition(".")[0]
        known = next(
            (each for each in ("cni-plugins", "crictl", "etcd") if name.startswith(each)), name
        )
        return Component(known, self._path, size, self.version, ", ".join(sorted(self.arches)))

    def _say(self, code: str, member: str, **values: object) -> None:
        if len(self.findings) < budgets.SAID:
            self.findings.append(finding(code, f"{self._path}:{member}", **values))


class Program:
    """One of the programs that carry the version of Kubernetes."""

    def __init__(self, path: str, size: int, done: Callable[[Program], None]) -> None:
        self.path, self.size = path, size
        self.arch: str | None = None
        """None for what is no program."""
        self._head = bytearray()
        self._scan = VersionScan()
        self._done = done

    @property
    def component(self) -> Component:
        name = self.path.rpartition("/")[2]
        return Component(name, self.path, self.size, self._scan.version, self.arch or "")

    def feed(self, piece: bytes) -> None:
        if len(self._head) < HEAD:
            self._head += piece[: HEAD - len(self._head)]
        self._scan.feed(piece)

    def finish(self) -> None:
        self.arch = made_for(bytes(self._head))
        self._done(self)

    def findings(self, version: str, arch: str) -> Iterator[Finding]:
        """What is wrong with it; nothing of one that is empty."""
        if self.arch is None:
            if self._head:
                yield finding("not-elf", self.path)
            return
        yield from check_arch(self.path, self.arch, arch)
        found = self._scan.version
        if elf_end.end(bytes(self._head)) > self.size:
            yield finding("elf-cut", self.path)
        elif not found:
            yield finding("version-unknown", self.path)
        elif version and found.partition("+")[0] != version:
            yield finding("version-wrong", self.path, found=found, expected=version)


def made_for(head: bytes) -> str | None:
    """CloudStack's name of the architecture, or the machine's number; None for no program."""
    elf = read_elf(head)
    return (elf.arch or f"ELF {elf.machine}/{elf.bits}") if elf else None


def check_arch(path: str, made_for: str, arch: str) -> list[Finding]:
    if arch and made_for != arch:
        return [finding("arch-wrong", path, found=made_for, expected=arch)]
    return []
