"""What is learnt of an ISO's files while their bytes pass by."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import partial

from kisotui.domain.contents import Component, ContainerImage, Finding
from kisotui.domain.findings import PROGRAMS, finding
from kisotui.domain.image_names import BUILD_ARCH
from kisotui.domain.states import Arch
from kisotui.iso import budgets, image_judge, yaml_manifest
from kisotui.iso.entry import Entry
from kisotui.iso.gzipped import Unpacked
from kisotui.iso.image_archive import ImageArchive
from kisotui.iso.parts import Role, role
from kisotui.iso.programs import Program, ProgramArchive, check_arch, made_for
from kisotui.iso.reading import Task
from kisotui.iso.tar_header import Fault
from kisotui.iso.tasks import HEAD, Archive, Collected, Digest

_FAULTS: dict[Fault, str] = {"broken": "image-broken", "cut": "image-cut", "huge": "image-huge"}


def build_arch(arch: str) -> str:
    """What builds call it: ``amd64`` for ``x86_64``."""
    return BUILD_ARCH[Arch(arch)] if arch in list(Arch) else arch


class Inspection:
    """Gives each file to those who look at it, and keeps what they find.

    ``version`` of the three programs, ``arch``: CloudStack's name of what all must be made for;
    empty where any will do.
    ``digests``: whether the files' digests are wanted. ``proven``: those that the ISO's own sums
    prove byte for byte; large blobs in them are not digested once more. The files may be looked at
    in several threads, each of them in one.
    """

    def __init__(
        self,
        version: str,
        arch: str,
        *,
        digests: bool,
        proven: Container[str],
    ) -> None:
        self.findings: list[Finding] = []
        self.images: list[ContainerImage] = []
        self.components: list[Component] = []
        self.digests: dict[str, str] = {}
        self.texts: dict[str, bytes] = {}
        self.named: dict[str, list[str]] = {}
        """The images that each manifest names."""
        self._version, self._arch, self._wants_digests = version, arch, digests
        self._proven = proven
        self._unpacked = Unpacked()

    def tasks(self, file: Entry) -> Iterator[Task]:
        """Who wants the file's bytes."""
        yield self._task(file)
        if self._wants_digests:
            yield Digest(partial(self.digests.__setitem__, file.path))

    def _task(self, file: Entry) -> Task:
        what = role(file.path)
        if what is Role.IMAGES:
            archive = ImageArchive(is_proven=file.path in self._proven)
            return Archive(archive, self._unpacked, partial(self._images_done, file.path, archive))
        if what is Role.PACKED:
            programs = ProgramArchive(file.path, self._arch)
            return Archive(programs, self._unpacked, partial(self._packed_done, file, programs))
        if what is Role.MANIFEST:
            return Collected(budgets.YAML + 1, partial(self._manifest_done, file.path))
        if what is Role.TEXT:
            return Collected(budgets.LIST + 1, partial(self.texts.__setitem__, file.path))
        if file.path in PROGRAMS:
            return Program(file.path, file.size, self._program_done)
        return Collected(HEAD, partial(self._head_done, file.path))

    def _images_done(self, path: str, archive: ImageArchive, fault: Fault | None) -> None:
        if fault is not None:
            self.findings.append(finding(_FAULTS[fault], path))
        images, findings = image_judge.judged(path, archive, build_arch(self._arch))
        self.images += images
        # What an archive that ends too early lacks is told by its end.
        self.findings += [each for each in findings if fault is None or each.code == "image-arch"]

    def _packed_done(self, file: Entry, programs: ProgramArchive, fault: Fault | None) -> None:
        programs.finish(fault)
        self.findings += programs.findings
        self.components.append(programs.component(file.size))

    def _manifest_done(self, path: str, data: bytes) -> None:
        if len(data) > budgets.YAML:
            self.findings.append(finding("yaml-huge", path))
            return
        manifest = yaml_manifest.look(path, data)
        self.findings += manifest.findings
        self.named[path] = manifest.images

    def _program_done(self, program: Program) -> None:
        self.findings += program.findings(self._version, self._arch)
        if program.arch is not None:
            self.components.append(program.component)

    def _head_done(self, path: str, head: bytes) -> None:
        if (found := made_for(head)) is not None:
            self.findings += check_arch(path, found, self._arch)
