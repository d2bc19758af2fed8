"""A good server: the whole file arrives, is verified and placed; what was begun is gone on with."""

from __future__ import annotations

import asyncio
import hashlib
import stat
import time
from email.utils import formatdate
from pathlib import Path

import pytest

from kisotui.domain.checksums import ALGORITHMS, Checksum
from kisotui.domain.failures import Problem
from kisotui.download import sidecar
from kisotui.download.names import sidecar_path
from kisotui.download.part import Part
from kisotui.download.sidecar import Sidecar
from tests.support.downloads import failing, get, leftovers
from tests.support.fault_server import ETAG, FINE, FaultServer, Reply


def checksum_of(data: bytes, algorithm: str = "SHA-256") -> Checksum:
    name = algorithm.replace("-", "").lower()
    return Checksum(algorithm, hashlib.new(name, data).hexdigest())


async def interrupted(url: str, place: Path, at: int) -> None:
    """Begin a download and cancel it once so many bytes are there."""
    there, loop = asyncio.Event(), asyncio.get_running_loop()

    def on_progress(received: int, size: int | None) -> None:
        if received >= at:
            loop.call_soon_threadsafe(there.set)

    task = asyncio.create_task(get(url, place, on_progress=on_progress))
    await asyncio.wait_for(there.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def stored(place: Path) -> int:
    note = sidecar.load(sidecar_path(place))
    assert note is not None
    return note.stored


async def test_places_the_whole_file(server: FaultServer, place: Path, image: bytes) -> None:
    progress: list[tuple[int, int | None]] = []
    fetched = await get(
        f"{server.url}/a.iso", place, on_progress=lambda *step: progress.append(step)
    )
    assert place.read_bytes() == image
    assert (fetched.path, fetched.size) == (place, len(image))
    assert (fetched.digest, fetched.verified) == (checksum_of(image), False)
    assert leftovers(place) == {""}
    assert progress[0] == (0, len(image))
    assert progress[-1] == (len(image), len(image))
    assert progress == sorted(progress)


async def test_files_are_closed_to_others(server: FaultServer, place: Path) -> None:
    await get(f"{server.url}/a.iso", place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    for directory in (place.parent, place.parent.parent):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


@pytest.mark.parametrize("algorithm", ALGORITHMS)
async def test_verifies_by_every_algorithm(
    server: FaultServer, place: Path, image: bytes, algorithm: str
) -> None:
    checksum = checksum_of(image, algorithm)
    fetched = await get(f"{server.url}/a.iso", place, checksum)
    assert (fetched.digest, fetched.verified) == (checksum, True)


async def test_refusing_does_no_harm_to_who_took_over(
    server: FaultServer, place: Path, image: bytes
) -> None:
    """It was taken for dead, and another process has begun anew."""
    theirs: list[Part] = []

    def take_over(received: int, size: int | None) -> None:
        if received == len(image):
            theirs.append(Part.begin(place, Sidecar("", "", 5)))

    with pytest.raises(Problem, match="checksum"):
        await get(f"{server.url}/a.iso", place, checksum_of(b""), on_progress=take_over)
    theirs[0].write(b"right", 0)
    theirs[0].put_in_place()
    theirs[0].close()
    assert place.read_bytes() == b"right"


async def test_refuses_a_wrong_checksum(server: FaultServer, place: Path, image: bytes) -> None:
    expected = checksum_of(b"")
    problem = await failing(f"{server.url}/a.iso", place, expected)
    assert problem.code == "checksum"
    assert problem.values["found"] == checksum_of(image).digest
    assert problem.values["expected"] == expected.digest
    assert leftovers(place) == set()


@pytest.mark.parametrize("at", [1, 40_000, 1_500_000, 2_500_000])
async def test_goes_on_where_it_was_cancelled(
    server: FaultServer, place: Path, image: bytes, at: int
) -> None:
    server.pace = 4_000_000
    await interrupted(f"{server.url}/a.iso", place, at)
    assert not place.exists()
    there = stored(place)
    assert there >= at
    server.pace = None
    progress: list[int] = []
    fetched = await get(
        f"{server.url}/a.iso",
        place,
        checksum_of(image),
        on_progress=lambda received, size: progress.append(received),
    )
    assert fetched.verified
    assert place.read_bytes() == image
    assert progress[0] == there
    asked = server.seen[-1].headers
    assert asked["Range"] == f"bytes={there}-"
    assert asked["If-Range"].startswith('"')


async def test_goes_on_by_the_date_where_there_is_no_etag(
    server: FaultServer, place: Path, image: bytes
) -> None:
    modified = formatdate(1_700_000_000, usegmt=True)
    rest = image[1_000_000:]
    url = server.script(
        "/x.iso",
        Reply(image, headers={"Last-Modified": modified}, cut=1_000_000, ends="closed"),
        Reply(
            rest,
            status=206,
            headers={
                "Last-Modified": modified,
                "Content-Range": f"bytes 1000000-{len(image) - 1}/{len(image)}",
            },
        ),
    )
    assert (await failing(url, place)).code == "cut-short"
    await get(url, place)
    assert place.read_bytes() == image
    assert server.seen[-1].headers["If-Range"] == modified


@pytest.mark.parametrize(
    "validators",
    [
        {},
        {"ETag": 'W/"weak"'},
        {"ETag": "unquoted"},
        {"Last-Modified": "yesterday"},
        {"Last-Modified": "this second"},
    ],
    ids=["none", "weak", "unquoted", "no-date", "within-the-second"],
)
async def test_starts_over_where_nothing_proves_the_file_the_same(
    server: FaultServer, place: Path, image: bytes, validators: dict[str, str]
) -> None:
    if validators.get("Last-Modified") == "this second":  # and the next few: they pass quickly
        validators = {"Last-Modified": formatdate(time.time() + 30, usegmt=True)}
    url = server.script(
        "/x.iso", Reply(image, headers=validators, cut=1_000_000, ends="closed"), Reply(image)
    )
    assert (await failing(url, place)).code == "cut-short"
    await get(url, place)
    assert place.read_bytes() == image
    assert server.seen[-1].headers["Range"] is None


async def test_a_complete_part_needs_no_server(
    server: FaultServer, place: Path, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a crash between the last byte and the final name."""

    def crash(*args: object) -> None:
        raise Problem("unexpected", kind="crash")

    with monkeypatch.context() as patch:
        patch.setattr("kisotui.download.part.Part.put_in_place", crash)
        with pytest.raises(Problem):
            await get(f"{server.url}/a.iso", place)
    assert stored(place) == len(image)
    requests = len(server.seen)
    fetched = await get(f"{server.url}/a.iso", place, checksum_of(image))
    assert place.read_bytes() == image
    assert fetched.verified
    assert len(server.seen) == requests


async def test_another_address_starts_over(server: FaultServer, place: Path, image: bytes) -> None:
    server.pace = 4_000_000
    await interrupted(f"{server.url}/a.iso", place, 1_000_000)
    server.pace = None
    await get(f"{server.url}/a.iso?mirror=2", place)
    assert place.read_bytes() == image
    assert server.seen[-1].headers["Range"] is None


async def test_a_new_file_on_the_server_starts_over(
    server: FaultServer, site: Path, place: Path, other_image: bytes
) -> None:
    server.pace = 4_000_000
    await interrupted(f"{server.url}/a.iso", place, 1_000_000)
    server.pace = None
    (site / "a.iso").write_bytes(other_image)
    await get(f"{server.url}/a.iso", place, checksum_of(other_image))
    assert place.read_bytes() == other_image


def rest(image: bytes, start: int, **headers: str) -> Reply:
    """The right continuation, with some headers changed."""
    content_range = f"bytes {start}-{len(image) - 1}/{len(image)}"
    told = {"ETag": ETAG, "Content-Range": content_range}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(image[start:], status=206, headers=told)


@pytest.mark.parametrize(
    "headers",
    [{"ETag": '"second"'}, {"Content_Range": "bytes 1000000-{last}/{more}"}],
    ids=["etag", "size"],
)
async def test_the_rest_of_another_file_is_not_taken(
    server: FaultServer, place: Path, image: bytes, other_image: bytes, headers: dict[str, str]
) -> None:
    """A server that does not know If-Range, and a file that has changed meanwhile."""
    size = len(image)
    headers = {name: v.format(last=size - 1, more=size + 9) for name, v in headers.items()}
    url = server.script(
        "/x.iso",
        Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed"),
        rest(other_image, 1_000_000, **headers),
        Reply(other_image),
    )
    assert (await failing(url, place)).code == "cut-short"
    assert (await failing(url, place)).code == "changed"
    assert leftovers(place) == set()
    await get(url, place)
    assert place.read_bytes() == other_image


@pytest.mark.parametrize("told", [{"ETag": ETAG}, {"Last-Modified": formatdate(0, usegmt=True)}])
async def test_the_rest_need_not_tell_the_validator_again(
    server: FaultServer, place: Path, image: bytes, told: dict[str, str]
) -> None:
    content_range = f"bytes 1000000-{len(image) - 1}/{len(image)}"
    url = server.script(
        "/x.iso",
        Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed"),
        Reply(image[1_000_000:], 206, headers={**told, "Content-Range": content_range}),
    )
    assert (await failing(url, place)).code == "cut-short"
    await get(url, place)
    assert place.read_bytes() == image
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    "answer",
    [
        Reply(status=416, headers={"Content-Range": "bytes */5"}),
        Reply(status=206, body=b"x" * 99, headers={"Content-Range": "bytes 0-98/99"}),
        Reply(status=206, body=b"x" * 99, headers={"Content-Range": "bytes 1000000-999/99"}),
        Reply(status=206, body=b"x" * 99, headers={"Content-Range": "bytes 1000000-1000005/*"}),
        Reply(status=206, body=b"x" * 99, headers={"Content-Type": "multipart/byteranges"}),
        Reply(status=206, body=b"x" * 99, headers={"Content-Range": "lines 1-2/3"}),
    ],
    ids=["416", "other-start", "backwards", "other-length", "multipart", "no-bytes"],
)
async def test_a_range_that_does_not_fit_starts_over(
    server: FaultServer, place: Path, image: bytes, answer: Reply
) -> None:
    url = server.script(
        "/x.iso",
        Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed"),
        answer,
        Reply(image),
    )
    assert (await failing(url, place)).code == "cut-short"
    await get(url, place, checksum_of(image))
    assert place.read_bytes() == image
    assert [seen.headers["Range"] for seen in server.seen] == [None, "bytes=1000000-", None]


async def test_a_server_that_ignores_ranges_starts_over(
    server: FaultServer, place: Path, image: bytes
) -> None:
    url = server.script(
        "/x.iso",
        Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed"),
        Reply(image, headers={"ETag": ETAG}),
    )
    assert (await failing(url, place)).code == "cut-short"
    await get(url, place)
    assert place.read_bytes() == image
    assert len(server.seen) == 2


async def test_a_range_nobody_asked_for_is_refused(
    server: FaultServer, place: Path, image: bytes
) -> None:
    url = server.script("/x.iso", rest(image, 1_000_000))
    assert (await failing(url, place)).code == "http-status"


async def test_a_part_that_went_bad_is_fetched_anew(
    server: FaultServer, place: Path, image: bytes
) -> None:
    """The checksum fails, but the fault may be the part's: once more from the start."""
    url = server.script(
        "/x.iso",
        Reply(image, headers={"ETag": ETAG}, cut=2_000_000, ends="closed"),
        rest(image, 2_000_000),
        Reply(image),
    )
    assert (await failing(url, place)).code == "cut-short"
    part = place.with_name("id.iso.part")
    damaged = bytearray(part.read_bytes())
    damaged[1_234_567] ^= 1
    part.write_bytes(damaged)
    await get(url, place, checksum_of(image))
    assert place.read_bytes() == image


async def test_what_lay_at_the_place_is_replaced(
    server: FaultServer, place: Path, image: bytes
) -> None:
    place.parent.mkdir(parents=True)
    place.write_bytes(b"old")
    server.script("/a.iso", FINE)
    await get(f"{server.url}/a.iso", place)
    assert place.read_bytes() == image
