"""Holding an ISO to what a Kubernetes ISO must be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kisotui.domain.contents import Contents, Finding
from kisotui.domain.contents_json import MOST_FINDINGS
from kisotui.domain.findings import finding, ordered
from kisotui.iso import budgets, demands, mold, parts
from kisotui.iso.data import Data
from kisotui.iso.entry import Entry, EntryKind
from kisotui.iso.glance import glance
from kisotui.iso.image import Image
from kisotui.iso.inspection import Inspection, build_arch
from kisotui.iso.reading import End, Reading
from kisotui.iso.tree import tree

_GIB: Final = 1 << 30
_BEYOND: Final = {End.BYTES: "budget-bytes", End.TIME: "budget-time"}


@dataclass(frozen=True, slots=True)
class Expected:
    """What the version says of its ISO; empty where it says nothing. ``arch``: by CloudStack's
    name."""

    version: str
    arch: str


def _unheard(_done: int, _size: int) -> None:
    """Nobody wants to know."""


def judge(
    data: Data,
    expected: Expected,
    *,
    stopped: Callable[[], bool] = lambda: False,
    on_progress: Callable[[int, int], None] = _unheard,
) -> Contents:
    """What is in it, and what is wrong with that; every file is read once.

    ``stopped``: whether to stop; what has been found by then is of no use. ``on_progress``: bytes
    read, and bytes to be read. Raises Problem: ``not-iso``, ``iso-truncated``, and what reading
    raises, as OSError is.
    """
    image = Image(data)
    entries = tuple(image.walk())
    told = glance(data)
    wanted = Expected(expected.version or told.version, expected.arch or told.arch)
    files = dict(_files(image, entries))
    inspection, findings = _inspected(image, data, entries, files, wanted, stopped, on_progress)
    found = [
        *image.defects,
        *_links(image, entries),
        *parts.missing(files, told.kind, build_arch(wanted.arch)),
        *parts.cut_off(entries),
        *inspection.findings,
        *findings,
        *_demanded(files, inspection, wanted),
    ]
    return Contents(
        glance=told,
        size=data.size,
        tree=tree(entries),
        components=tuple(sorted(inspection.components, key=lambda each: each.path)),
        images=tuple(sorted(inspection.images, key=lambda each: each.path)),
        findings=_bounded(found),
    )


def _files(image: Image, entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    for entry in entries:
        found = image.find(entry.path) if entry.kind is EntryKind.LINK else entry
        if found is not None and found.kind is EntryKind.FILE:
            yield entry.path, found


def _inspected(
    image: Image,
    data: Data,
    entries: Iterable[Entry],
    files: dict[str, Entry],
    wanted: Expected,
    stopped: Callable[[], bool],
    on_progress: Callable[[int, int], None],
) -> tuple[Inspection, list[Finding]]:
    """All files, read; with it, what a Mold build says of them."""
    sums = files.get(mold.SUMS)
    proven = mold.proven(image.read(sums, length=budgets.LIST)) if sums else ()
    seconds = budgets.CPU * (1 + data.size / _GIB)
    inspection = Inspection(
        wanted.version,
        wanted.arch,
        digests=sums is not None or mold.MANIFEST in files,
        proven=proven,
    )
    reading = Reading(data, inspection.tasks, stopped, on_progress, seconds)
    end = reading.run(entry for entry in entries if entry.kind is EntryKind.FILE)
    if end in _BEYOND:
        return inspection, [finding(_BEYOND[end])]
    return inspection, list(_said_by_mold(inspection, wanted))


def _said_by_mold(inspection: Inspection, wanted: Expected) -> Iterator[Finding]:
    if (sums := inspection.texts.get(mold.SUMS)) is not None:
        yield from mold.check_sums(sums, inspection.digests)
    if (manifest := inspection.texts.get(mold.MANIFEST)) is not None:
        arch = build_arch(wanted.arch)
        yield from mold.check_manifest(manifest, inspection.digests, wanted.version, arch)


def _demanded(
    files: dict[str, Entry], inspection: Inspection, wanted: Expected
) -> Iterator[Finding]:
    """The container images that somebody will ask for."""
    archives = [path for path in files if parts.role(path) is parts.Role.IMAGES]
    if not archives:
        return
    held = demands.Held(inspection.images)
    if wanted.version:
        yield from demands.check_kubeadm(held, wanted.version, build_arch(wanted.arch))
    yield from demands.check_references(held, inspection.named)
    if (listed := inspection.texts.get(mold.IMAGES)) is not None:
        lines = islice(mold.listed_images(listed), budgets.REFERENCES)
        yield from demands.check_list(mold.IMAGES, lines, archives, held)


def _links(image: Image, entries: Iterable[Entry]) -> Iterator[Finding]:
    """Links that lead nowhere."""
    links = (entry for entry in entries if entry.kind is EntryKind.LINK)
    for link in islice(links, MOST_FINDINGS):
        if image.find(link.path) is None:
            yield finding("link-broken", link.path)


def _bounded(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The worst ones, and of one kind not more than can be read; how many are left out is said."""
    kept: list[Finding] = []
    counts: dict[str, int] = {}
    for each in ordered(found):
        counts[each.code] = counts.get(each.code, 0) + 1
        if counts[each.code] <= budgets.SAID:
            kept.append(each)
    left_out = sum(max(0, count - budgets.SAID) for count in counts.values())
    more = [finding("findings-more", count=left_out)] if left_out else []
    return ordered([*kept[: MOST_FINDINGS - 1], *more])
