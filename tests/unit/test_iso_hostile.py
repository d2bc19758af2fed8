"""Whatever an ISO holds, it is judged soon, in little memory, and something is said of it."""

from __future__ import annotations

import gzip
import io
import tarfile
import threading
import tracemalloc
from collections.abc import Iterable

import pytest

from demo.image_tars import tar
from kisotui.domain.contents import Contents
from kisotui.iso import budgets, yaml_manifest
from kisotui.iso.gzipped import Gunzip, Unpacked
from kisotui.iso.judge import Expected, judge
from kisotui.iso.tar_header import ArchiveError
from tests.support import isos
from tests.support.iso_writer import Files, Link, write
from tests.support.spoiled import CNI
from tests.support.spoiled_images import PAUSE

MEMORY = 100 << 20
"""Bytes that judging may take beside the image itself, which lies in memory here."""


def members(*infos: tarfile.TarInfo, form: int = tarfile.GNU_FORMAT) -> bytes:
    """An archive of members without their bytes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for info in infos:
            archive.addfile(info)
    return buffer.getvalue()


def member(
    name: str, size: int = 0, kind: bytes = tarfile.REGTYPE, target: str = ""
) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname = size, kind, target
    return info


def raw(name: str, kind: bytes, size: int) -> bytes:
    """One header, whatever it says."""
    return member(name, size, kind).tobuf(tarfile.GNU_FORMAT)


def found(path: str, data: bytes | Link) -> list[tuple[str, str]]:
    return isos.codes(isos.judged({**isos.whole("cloudstack"), path: data}))


HUGE = 1 << 50
ARCHIVES = {
    "claims a petabyte": (raw("a", tarfile.REGTYPE, HUGE), "cut"),
    "a long name of a petabyte": (raw("a", tarfile.GNUTYPE_LONGNAME, HUGE), "huge"),
    "PAX records of a petabyte": (raw("a", tarfile.XHDTYPE, HUGE), "huge"),
    "PAX records without an end": (raw("a", tarfile.XHDTYPE, 512) + b"9" * 512, "broken"),
    "holes": (raw("a", tarfile.GNUTYPE_SPARSE, 0), "broken"),
    "headers without an end": (raw("a", tarfile.REGTYPE, 0) * (budgets.MEMBERS + 1), "huge"),
    "a name of 60 KB": (members(member("a" * 60_000)), "huge"),
    "an altered header": (
        bytes([raw("a", tarfile.REGTYPE, 0)[0] ^ 1]) + raw("a", b"0", 0)[1:],
        "broken",
    ),
    "a size that is none": (
        members(member("a"), form=tarfile.PAX_FORMAT).replace(b"\0" * 12, b"zzzzzzzzzzz\0", 1),
        "broken",
    ),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_archives_that_lie(name: str) -> None:
    data, fault = ARCHIVES[name]
    assert (f"archive-{fault}", CNI) in found(CNI, gzip.compress(data, 1))
    assert (f"image-{fault}", PAUSE) in found(PAUSE, data)


@pytest.mark.parametrize(
    "info",
    [
        member("../../etc/passwd"),
        member("/etc/passwd"),
        member("a/../../b"),
        member("a", kind=tarfile.SYMTYPE, target="../b"),
        member("a", kind=tarfile.SYMTYPE, target="/etc/passwd"),
        member("a", kind=tarfile.LNKTYPE, target="../b"),
    ],
    ids=lambda info: f"{info.name} {info.linkname}",
)
def test_names_that_lead_out(info: tarfile.TarInfo) -> None:
    assert ("archive-unsafe", f"{CNI}:{info.name}") in found(CNI, gzip.compress(members(info)))
    assert ("image-unsafe", PAUSE) in found(PAUSE, members(info))


def test_links_inside_are_no_harm() -> None:
    """Older Dockers save a layer that two images share as a link to it."""
    link = member("b/layer.tar", kind=tarfile.SYMTYPE, target="../a/layer.tar")
    assert ("image-unsafe", PAUSE) not in found(PAUSE, members(link))


def peak(files: Files) -> tuple[int, Contents]:
    """The most memory that judging takes."""
    data = isos.MemoryData(write(files))
    tracemalloc.start()
    try:
        found = judge(data, Expected(isos.VERSION, isos.ARCH))
        return tracemalloc.get_traced_memory()[1], found
    finally:
        tracemalloc.stop()


BOMBS = {
    "gzip": (CNI, gzip.compress(bytes(256 << 20), 9), "archive-huge"),
    "gzip in gzip": (CNI, gzip.compress(gzip.compress(bytes(64 << 20), 9), 9), "archive-broken"),
    "images in gzip": (
        PAUSE,
        gzip.compress(raw("a", b"0", HUGE) + bytes(128 << 20), 9),
        "image-huge",
    ),
    "streams": (CNI, gzip.compress(b"") * 50_000, "archive-huge"),
    "lists": (
        PAUSE,
        tar({"manifest.json": b"[" + b"[]," * 340_000 + b"[]]"}),
        "image-config-missing",
    ),
    "depth": (PAUSE, tar({"index.json": b"[" * budgets.JSON}), "image-json"),
    "texts": (PAUSE, tar({f"{n}": b"{" * budgets.JSON for n in range(12)}), "image-huge"),
    "YAML": ("network.yaml", b"- [x, y]\n" * 20_000, "yaml-huge"),
    "a long YAML": ("network.yaml", b"a: b\n" * (budgets.YAML // 4), "yaml-huge"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budgets, "YAML_EVENTS", 20_000)
    path, data, code = BOMBS[name]
    most, found = peak({**isos.whole("cloudstack"), path: data})
    assert (code, path) in isos.codes(found)
    assert most < MEMORY


def test_files_that_share_their_bytes() -> None:
    """Names cost nothing, so that a small image may claim any number of bytes."""
    image = bytearray(write({f"docker/{n}.tar": bytes([n]) * 100_000 for n in range(20)}))
    found = judge(isos.MemoryData(_overlaid(image)), Expected("", ""))
    assert "budget-bytes" in {each.code for each in found.findings}


def _overlaid(image: bytearray) -> bytes:
    """All files as large as the image, and in the same place."""
    size = len(image)
    at = 0
    while (at := image.find(b"F000", at + 1)) > 0:
        start = at - 33
        for offset, number in ((2, 0), (10, size)):
            image[start + offset : start + offset + 8] = number.to_bytes(
                4, "little"
            ) + number.to_bytes(4, "big")
    return bytes(image)


def test_what_is_packed_in_all_archives_together_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budgets, "UNPACKED", 1 << 20)
    unpacked = Unpacked()
    for _ in range(2):
        stream = Gunzip(lambda _: None, unpacked)
        stream.feed(gzip.compress(bytes(400_000)))
        stream.finish()
    with pytest.raises(ArchiveError) as caught:
        Gunzip(lambda _: None, unpacked).feed(gzip.compress(bytes(400_000)))
    assert caught.value.fault == "huge"


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budgets, "CPU", 0.0)
    found = isos.judged(isos.whole("mold"))
    assert "budget-time" in {each.code for each in found.findings}


def test_a_stopped_one_reads_no_further() -> None:
    image = isos.MemoryData(write(isos.whole("mold")))
    told: list[tuple[int, int]] = []
    judge(
        image,
        Expected("", ""),
        stopped=lambda: len(told) == 3,
        on_progress=lambda done, size: told.append((done, size)),
    )
    assert len(told) == 3


def test_a_fault_of_ours_is_not_kept_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(_path: str, _data: bytes) -> yaml_manifest.Manifest:
        raise ZeroDivisionError

    monkeypatch.setattr(yaml_manifest, "look", look)
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError):
        isos.judged(isos.whole("mold"))
    assert threading.active_count() == before


def test_of_many_findings_the_first_are_shown() -> None:
    lines: Iterable[bytes] = (b"%064d  %d.conf\n" % (n, n) for n in range(500))
    found = isos.judged({**isos.whole("mold"), "SHA256SUMS": b"".join(lines)})
    by_code = [each.code for each in found.findings]
    assert by_code.count("sums-absent") == budgets.SAID
    (more,) = (each for each in found.findings if each.code == "findings-more")
    assert more.values["count"] == 500 - budgets.SAID + len(isos.whole("mold")) - 1 - budgets.SAID
