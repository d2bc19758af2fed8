"""Images made byte by byte: each defect ends in its finding, and what is sound is still read."""

from __future__ import annotations

import pytest

from kisotui.domain.failures import Problem
from kisotui.iso.bounds import Bounds
from kisotui.iso.entry import EntryKind
from kisotui.iso.image import Image
from kisotui.iso.volume import SECTOR
from tests.support.image_bytes import (
    ASSOCIATED,
    DIRECTORY,
    MORE,
    ROOT,
    SHARING,
    Bytes,
    directory,
    elsewhere,
    image,
    link,
    record,
    rock,
)

FILE = record(b"KUBELET.;1", 40, 5)
CONTENT = {40: b"bytes"}


def of(*records: bytes, sectors: dict[int, bytes] | None = None, rock_ridge: bool = False) -> Image:
    """An image with these in its root."""
    root = directory(ROOT, *records, system=SHARING if rock_ridge else b"")
    made = image({ROOT: root, **CONTENT, **(sectors or {})}, root_length=len(root))
    return Image(Bytes(made))


def found(reader: Image) -> dict[str, str]:
    """All of the image's paths, with what they are."""
    return {entry.path: entry.kind.value for entry in reader.walk()}


def defects(reader: Image) -> dict[str, str]:
    """What is wrong after all of it was walked, with where."""
    for _ in reader.walk():
        pass
    return {each.code: each.path for each in reader.defects}


def test_plain_names_as_linux_shows_them() -> None:
    reader = of(FILE)
    assert found(reader) == {"kubelet": "file"}
    entry = reader.find("kubelet")
    assert entry is not None
    assert reader.read(entry) == b"bytes"
    assert reader.read(entry, 1, 3) == b"yte"
    assert reader.open(entry).read() == b"bytes"
    assert defects(reader) == {}


def test_joliet_comes_before_plain_names_and_rock_ridge_before_joliet() -> None:
    other = directory(24, record("Küb:elet;1".encode("utf-16-be"), 40, 5))
    plain = image({ROOT: directory(ROOT, FILE), 24: other, **CONTENT}, joliet=24)
    assert found(Image(Bytes(plain))) == {"Küb:elet": "file"}
    root = directory(ROOT, record(b"K.;1", 40, 5, 0, rock("kube-proxy:v1.34.tar")), system=SHARING)
    rocky = image({ROOT: root, 24: other, **CONTENT}, joliet=24)
    assert found(Image(Bytes(rocky))) == {"kube-proxy:v1.34.tar": "file"}


def test_a_file_of_several_extents_is_one() -> None:
    name = b"BIG.;1"
    reader = of(
        record(name, 41, SECTOR, MORE),
        record(name, 45, SECTOR, MORE),
        record(name, 40, 5),
        sectors={41: b"a" * SECTOR, 45: b"b" * SECTOR},
    )
    entry = reader.find("big")
    assert entry is not None
    assert entry.size == 2 * SECTOR + 5
    assert reader.read(entry) == b"a" * SECTOR + b"b" * SECTOR + b"bytes"
    assert reader.read(entry, SECTOR - 1, 2) == b"ab"
    assert reader.read(entry, 2 * SECTOR + 3) == b"es"
    assert defects(reader) == {}


def test_an_extent_without_its_rest_is_no_file() -> None:
    reader = of(record(b"BIG.;1", 41, SECTOR, MORE), FILE)
    assert found(reader) == {"kubelet": "file"}
    assert defects(reader) == {"directory-broken": ""}


def test_what_is_associated_is_not_shown() -> None:
    assert found(of(record(b"KUBELET.;1", 41, 9, ASSOCIATED), FILE)) == {"kubelet": "file"}


def test_padded_and_short_directories() -> None:
    root = directory(ROOT, FILE) + bytes(SECTOR)
    assert found(Image(Bytes(image({ROOT: root}, root_length=2 * SECTOR)))) == {"kubelet": "file"}
    short = 34 * 2 + len(FILE)
    assert found(Image(Bytes(image({ROOT: root}, root_length=short)))) == {"kubelet": "file"}
    cut = Image(Bytes(image({ROOT: root}, root_length=short - 1)))
    assert found(cut) == {}
    assert defects(cut) == {"directory-broken": ""}


def test_a_directory_that_holds_one_above_it() -> None:
    reader = of(
        record(b"A", 30, SECTOR, DIRECTORY),
        sectors={30: directory(30, record(b"B", ROOT, SECTOR, DIRECTORY), FILE)},
    )
    assert found(reader) == {"a": "directory", "a/b": "directory", "a/kubelet": "file"}
    assert defects(reader) == {"directory-loop": "a/b"}


def test_one_directory_by_two_names() -> None:
    reader = of(
        record(b"A", 30, SECTOR, DIRECTORY),
        record(b"B", 30, SECTOR, DIRECTORY),
        sectors={30: directory(30, FILE)},
    )
    assert found(reader) == {"a": "directory", "a/kubelet": "file", "b": "directory"}
    assert defects(reader) == {"directory-loop": "b"}


def test_deeper_than_anybody_builds() -> None:
    sectors = {
        30 + n: directory(30 + n, record(b"D", 31 + n, SECTOR, DIRECTORY)) for n in range(33)
    }
    reader = of(record(b"D", 30, SECTOR, DIRECTORY), sectors=sectors)
    assert len(found(reader)) == 32
    assert defects(reader) == {"directory-deep": "/".join("d" * 32)}


def test_what_is_no_directory() -> None:
    reader = of(record(b"A", 40, SECTOR, DIRECTORY), record(b"B", 50, 0, DIRECTORY))
    assert found(reader) == {"a": "directory", "b": "directory"}
    assert defects(reader) == {"directory-broken": "a"}
    assert reader.children("a") == ()


@pytest.mark.parametrize(
    ("block", "length"), [(60, 99 * SECTOR), (64, 1), (0xFFFFFFFF, 1), (41, 0xFFFFFFFF)]
)
def test_a_file_outside_the_image_is_as_long_as_there_is(block: int, length: int) -> None:
    reader = of(record(b"BIG.;1", block, length), FILE)
    entry = reader.find("big")
    assert entry is not None
    assert entry.size == length
    assert sum(size for _, size in entry.extents) == max(0, (64 - block) * SECTOR)
    assert len(reader.read(entry)) == max(0, (64 - block) * SECTOR)
    assert defects(reader) == {"outside-volume": "big"}


def test_a_file_longer_than_the_image_by_the_same_bytes_again_and_again() -> None:
    name, length = b"BIG.;1", 60 * SECTOR
    reader = of(*(record(name, 2, length, MORE) for _ in range(20)), record(name, 2, length))
    entry = reader.find("big")
    assert entry is not None
    assert entry.size == 21 * length
    assert sum(size for _, size in entry.extents) == 64 * SECTOR
    assert defects(reader) == {"outside-volume": "big"}


def test_extents_that_overlap_are_right() -> None:
    reader = of(FILE, record(b"AGAIN.;1", 40, 4))
    assert found(reader) == {"kubelet": "file", "again": "file"}
    assert defects(reader) == {}


def test_names_that_lead_elsewhere() -> None:
    hostile = ("..", ".", "a/b", "../../etc/passwd", "", "nul\0", "x" * 250 + "y" * 6)
    reader = of(
        *(record(b"X.;1", 40, 5, 0, rock(name)[:200]) for name in hostile[:6]),
        record(b"K.;1", 40, 5, 0, rock("kubelet")),
        rock_ridge=True,
    )
    names = set(found(reader))
    assert "kubelet" in names
    assert not names & {"..", ".", "a/b", "../../etc/passwd"}
    assert defects(reader)["name-unsafe"] == ""


def test_one_name_twice_is_the_first() -> None:
    reader = of(FILE, record(b"KUBELET.;1", 41, 9))
    entry = reader.find("kubelet")
    assert entry is not None
    assert entry.size == 5
    assert defects(reader) == {"directory-twice": "kubelet"}


def test_numbers_whose_halves_differ() -> None:
    spoiled = bytearray(FILE)
    spoiled[17] ^= 1
    reader = of(bytes(spoiled))
    entry = reader.find("kubelet")
    assert entry is not None
    assert entry.size == 5
    assert defects(reader) == {"number-halves": "kubelet"}


def test_devices_and_files_in_pieces_are_not_read() -> None:
    spread = bytearray(FILE)
    spread[26] = spread[27] = 1
    assert found(of(bytes(spread))) == {"kubelet": "other"}
    device = record(b"SDA.;1", 40, 5, 0, rock("sda", 0o060644))
    reader = of(device, rock_ridge=True)
    assert found(reader) == {"sda": "other"}
    assert defects(reader) == {"file-odd": "sda"}


def test_links_inside_are_followed() -> None:
    reader = of(
        record(b"A", 30, SECTOR, DIRECTORY, rock("a", 0o040755)),
        record(b"L.;1", 0, 0, 0, rock("l", 0o120777, link(b"a", b".", b"..", b"a", b"k"))),
        sectors={30: directory(30, record(b"K.;1", 40, 5, 0, rock("k")))},
        rock_ridge=True,
    )
    entry = reader.find("l")
    assert entry is not None
    assert entry.path == "a/k"
    assert found(reader)["l"] == "link"
    assert defects(reader) == {}


@pytest.mark.parametrize(
    "target", [(b"/", b"etc", b"passwd"), (b"..", b"x"), (b"a", b"..", b"..", b"x")]
)
def test_links_out(target: tuple[bytes, ...]) -> None:
    reader = of(record(b"L.;1", 0, 0, 0, rock("l", 0o120777, link(*target))), rock_ridge=True)
    assert reader.find("l") is None
    assert defects(reader) == {"link-outside": "l"}


def test_links_in_a_circle_lead_nowhere() -> None:
    reader = of(
        record(b"A.;1", 0, 0, 0, rock("a", 0o120777, link(b"b"))),
        record(b"B.;1", 0, 0, 0, rock("b", 0o120777, link(b"a"))),
        rock_ridge=True,
    )
    assert reader.find("a") is None
    assert reader.find("a/b/c") is None


def test_a_way_of_very_many_names_leads_nowhere() -> None:
    reader = of(FILE)
    assert reader.find("./" * 900 + "kubelet") is not None
    assert reader.find("./" * 1000 + "kubelet") is None


def test_rock_ridge_goes_on_elsewhere() -> None:
    more = rock("-and-the-rest")
    start = b"NM\x09\x01\x01kube" + elsewhere(50, 8, len(more))
    reader = of(record(b"K.;1", 40, 5, 0, start), sectors={50: bytes(8) + more}, rock_ridge=True)
    assert found(reader) == {"kube-and-the-rest": "file"}


def test_rock_ridge_goes_on_for_ever() -> None:
    again = elsewhere(50, 0, 28)
    data = Bytes(
        image(
            {
                ROOT: directory(ROOT, record(b"K.;1", 40, 5, 0, again), system=SHARING),
                50: again,
            }
        )
    )
    assert found(Image(data)) == {"k": "file"}
    assert data.reads < 10


def test_moved_directories_are_listed_where_they_belong() -> None:
    """As mkisofs does with what lies deeper than eight: ``CL`` there, ``RE`` in ``rr_moved``."""
    child = b"CL\x0c\x01" + (31).to_bytes(4, "little") + (31).to_bytes(4, "big")
    reader = of(
        record(b"MOVED", 30, SECTOR, DIRECTORY, rock("rr_moved", 0o040755)),
        record(b"DEEP.;1", 0, 0, 0, rock("deep", 0o100644, child)),
        sectors={
            30: directory(
                30, record(b"D", 31, SECTOR, DIRECTORY, rock("deep", 0o040755, b"RE\x04\x01"))
            ),
            31: directory(31, record(b"K.;1", 40, 5, 0, rock("k"))),
        },
        rock_ridge=True,
    )
    assert found(reader) == {"rr_moved": "directory", "deep": "directory", "deep/k": "file"}
    assert defects(reader) == {}


def test_more_entries_than_are_looked_at() -> None:
    root = directory(ROOT, *(record(b"F%d.;1" % n, 40, 5) for n in range(30)))
    made = Bytes(image({ROOT: root}, root_length=len(root)))
    few = Image(made, Bounds(entries=20))
    assert len(found(few)) == 20
    assert defects(few) == {"too-many-entries": ""}
    small = Image(made, Bounds(directory=SECTOR, total=SECTOR - 1))
    assert found(small) == {}
    assert "too-many-entries" in defects(small)


def test_an_image_without_its_end_is_read_as_far_as_it_goes() -> None:
    root = directory(ROOT, FILE, record(b"LATE.;1", 60, 9))
    reader = Image(Bytes(image({ROOT: root, **CONTENT})[: 45 * SECTOR]))
    assert found(reader) == {"kubelet": "file", "late": "file"}
    assert defects(reader) == {"volume-cut": "", "outside-volume": "late"}


@pytest.mark.parametrize(("sectors", "code"), [(18, "iso-truncated"), (12, "not-iso")])
def test_an_image_without_its_root(sectors: int, code: str) -> None:
    data = Bytes(image({ROOT: directory(ROOT, FILE)})[: sectors * SECTOR])
    with pytest.raises(Problem) as caught:
        Image(data)
    assert caught.value.code == code


def test_a_stream_can_be_read_from_anywhere() -> None:
    reader = of(FILE)
    entry = reader.find("kubelet")
    assert entry is not None
    assert entry.kind is EntryKind.FILE
    stream = reader.open(entry)
    assert stream.seek(-3, 2) == 2
    assert stream.read(2) == b"te"
    assert stream.tell() == 4
    assert stream.seek(9) == 9
    assert stream.read() == b""
