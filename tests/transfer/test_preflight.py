"""The pre-flight of an address: what it sees, and how little it asks for."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from kisotui.domain.contents import Glance, Kind
from kisotui.domain.failures import Problem
from kisotui.domain.preflight import Name, Report, State
from kisotui.domain.preflight_json import from_json, to_json
from kisotui.domain.urls import Address
from kisotui.download.model import Limits
from kisotui.download.preflight import HEAD, preflight
from kisotui.download.preflight_looks import Looks
from kisotui.download.ranged import PIECE, Ranged
from kisotui.download.server.trust import Trust
from kisotui.iso.glance import Seen
from kisotui.iso.glance import look as look_into
from kisotui.iso.volume import Volume, read_descriptors
from tests.support.certificates import Authority
from tests.support.downloads import LIMITS, SECRET
from tests.support.fault_server import ETAG, FaultServer, Reply
from tests.support.iso_writer import write
from tests.support.isos import VERSION, whole

MIB = 1 << 20
PLACES = (HEAD, MIB, 2 * MIB, 2 * MIB + PIECE)


def volume(data: Ranged) -> Volume:
    return read_descriptors(data).volume


def glance(data: Ranged) -> Seen:
    """Reads a little here and there, the last two places being neighbours."""
    for place in PLACES:
        assert len(data.read(place, 64)) == 64
    return Seen(Glance("CDROM", version="1.34.12", arch="x86_64"), ())


LOOKS = Looks(volume=volume, glance=glance, space=lambda size: 5 << 30)


async def look(
    url: str,
    *,
    looks: Looks = LOOKS,
    limits: Limits = LIMITS,
    trust: Trust | None = None,
    is_mirror: bool = False,
) -> Report:
    told: list[Report] = []
    report = await preflight(
        Address(url, ("admin", SECRET)),
        limits=limits,
        trust=trust or Trust(),
        looks=looks,
        on_report=told.append,
        is_mirror=is_mirror,
    )
    for each in (*told, report):
        stored = json.dumps(to_json(each), ensure_ascii=False)
        assert SECRET not in stored
        assert from_json(json.loads(stored)) == each
    return report


def states(report: Report) -> dict[str, str]:
    return {each.name.value: each.state.value for each in report.steps}


def failed(report: Report) -> tuple[str, str]:
    """Which step, and the code."""
    step = report.failed
    assert step is not None
    assert step.problem is not None
    return step.name.value, step.problem.code


async def test_all_that_can_be_seen(server: FaultServer, image: bytes) -> None:
    report = await look(f"{server.url}/a.iso")
    assert states(report) == {
        **dict.fromkeys((name.value for name in Name), "passed"),
        "tls": "skipped",
    }
    assert report.size == len(image)
    assert report.glance == Glance("CDROM", version="1.34.12", arch="x86_64")
    assert report[Name.CONNECTION].values == {"host": "127.0.0.1", "peer": "127.0.0.1"}
    assert report[Name.VALIDATOR].fact in ("etag", "date")


async def test_few_requests_over_one_connection(server: FaultServer) -> None:
    connections: list[object] = []
    accept = server.process_request

    def counted(request: object, address: object) -> None:
        connections.append(address)
        accept(request, address)  # type: ignore[arg-type]

    server.process_request = counted  # type: ignore[method-assign,assignment]
    report = await look(f"{server.url}/a.iso")
    asked = [each.headers["Range"] for each in server.seen]
    assert asked == [
        f"bytes=0-{HEAD - 1}",
        *(f"bytes={place}-{place + PIECE - 1}" for place in PLACES),
    ]
    assert report.requests == len(asked) < 12
    assert report.received == HEAD + len(PLACES) * PIECE < MIB
    assert len(connections) == 1
    assert all(each.headers["If-Range"] for each in server.seen[1:])


async def test_neighbours_are_asked_for_together_and_once(server: FaultServer) -> None:
    def reads(data: Ranged) -> Seen:
        whole = data.read(MIB - 5, 3 * PIECE)
        assert data.read(MIB + 9, PIECE) == whole[14 : 14 + PIECE]
        assert data.read(data.size - 3, 99) == data.read(data.size - 3, 3)
        return Seen(Glance(version="1.34.12"), ())

    report = await look(f"{server.url}/a.iso", looks=Looks(volume=volume, glance=reads, space=None))
    assert report.requests == 3
    assert server.seen[1].headers["Range"] == f"bytes={MIB - PIECE}-{MIB + 3 * PIECE - 1}"


async def test_it_ends_before_it_costs_too_much(server: FaultServer) -> None:
    def endless(data: Ranged) -> Seen:
        for place in range(0, data.size, 2 * PIECE):
            data.read(place, 1)
        raise AssertionError

    report = await look(
        f"{server.url}/a.iso", looks=Looks(volume=volume, glance=endless, space=None)
    )
    assert report.requests == len(server.seen) <= 11
    assert (report[Name.CONTENTS].state, report[Name.CONTENTS].fact) == (State.SKIPPED, "too-far")
    assert report.failed is None


async def test_without_ranges_it_hangs_up(server: FaultServer, image: bytes) -> None:
    url = server.script("/x", Reply(image, length=6 << 30, cut=400_000, ends="stalled"))
    report = await look(url)
    assert report.size == 6 << 30
    assert report[Name.RANGES].state is State.WARNED
    assert report[Name.VOLUME].state is State.PASSED
    assert (report[Name.CONTENTS].state, report[Name.CONTENTS].fact) == (State.SKIPPED, "head-only")
    assert (report.requests, report.received) == (1, HEAD)


REAL = Looks(volume=volume, glance=look_into, space=None)


async def test_an_iso_that_lacks_a_program(server: FaultServer, site: Path) -> None:
    files = {path: data for path, data in whole().items() if path != "k8s/kubelet"}
    (site / "b.iso").write_bytes(write(files))
    report = await look(f"{server.url}/b.iso", looks=REAL)
    assert report.glance is not None
    assert report.glance.version == VERSION
    assert [str(each) for each in report.findings] == ["part-missing k8s/kubelet"]
    assert report[Name.CONTENTS].state is State.FAILED
    assert report.is_delivered
    assert report.requests < 12


async def test_what_a_server_without_ranges_does_not_tell(server: FaultServer) -> None:
    """The head holds the directories; what Mold's manifest says lies behind it."""
    kept = {path: data for path, data in whole("mold").items() if not path.startswith("docker/")}
    files = {"first": bytes(HEAD), **kept, "docker/images.tar": b"x"}
    report = await look(server.script("/x", Reply(write(files))), looks=REAL)
    glance = report.glance
    assert glance is not None
    assert (glance.version, glance.kind) == ("", Kind.UNKNOWN)
    assert report[Name.CONTENTS].fact == "partly"
    assert report.findings == ()


async def test_without_a_length(server: FaultServer, image: bytes) -> None:
    report = await look(server.script("/x", Reply(image, chunked=True)))
    assert report.size is None
    assert report[Name.FILE].fact == "endless"
    assert report[Name.VOLUME].state is State.PASSED


async def test_redirects_are_told_by_their_hosts(server: FaultServer, image: bytes) -> None:
    target = f"http://localhost:{server.server_port}/a.iso?token={SECRET}"
    url = server.script("/x", Reply(status=302, headers={"Location": target}))
    report = await look(url)
    assert report[Name.ANSWER].values == {"status": 206, "hosts": "localhost"}
    assert "Authorization" not in server.seen[1].headers
    assert report.requests == len(server.seen) == 6


async def test_what_is_asked_for_again_is_the_same_file(server: FaultServer, image: bytes) -> None:
    headers = {"ETag": ETAG, "Content-Range": f"bytes 0-{HEAD - 1}/{len(image)}"}
    other = Reply(image, 200, headers={"ETag": '"second"'})
    url = server.script("/x", Reply(image[:HEAD], 206, headers=headers), other)
    assert failed(await look(url)) == ("contents", "changed")


async def test_a_range_that_is_not_what_was_asked_for(server: FaultServer, image: bytes) -> None:
    headers = {"ETag": ETAG, "Content-Range": f"bytes 0-{HEAD - 1}/{len(image)}"}
    url = server.script("/x", Reply(image[:HEAD], 206, headers=headers))
    assert failed(await look(url)) == ("contents", "no-ranges")


@pytest.mark.parametrize(
    ("reply", "step", "code"),
    [
        (Reply(status=404), "answer", "http-missing"),
        (Reply(status=503), "answer", "http-unavailable"),
        (Reply(status=302, headers={"Location": "ftp://x/y"}), "answer", "redirect-scheme"),
        (Reply(status=302, headers={"Location": "http://127.0.0.1:1/"}), "connection", "refused"),
        (Reply(b"<html>" * 9999, headers={"Content-Type": "text/html"}), "volume", "web-page"),
        (Reply(b"x" * 99), "file", "too-small"),
        (Reply(b"x" * 99_999), "volume", "not-iso"),
        (Reply(b"x" * 99_999, headers={"Content-Encoding": "gzip"}), "file", "packed"),
        (Reply(b"x", 206, headers={"Content-Range": "bytes 9-9/99999"}), "ranges", "no-ranges"),
        (Reply(b"x", 206, headers={"Content-Range": "bytes 5-1/99999"}), "file", "too-small"),
        (Reply(b"x" * 99_999, cut=9, ends="stalled"), "volume", "stalled"),
        (Reply(b"x" * 99_999, cut=9, ends="closed"), "volume", "connection-lost"),
    ],
)
async def test_what_fails(server: FaultServer, reply: Reply, step: str, code: str) -> None:
    report = await look(server.script("/x", reply))
    assert failed(report) == (step, code)
    assert report.is_over


async def test_nobody_is_there() -> None:
    report = await look("http://127.0.0.1:1/a.iso")
    assert failed(report) == ("connection", "refused")
    assert report.requests == 0
    assert states(report)["volume"] == "skipped"


async def test_a_host_that_nobody_knows() -> None:
    report = await look("http://nowhere.invalid/a.iso")
    assert failed(report) == ("address", "dns")
    assert report.requests == 0
    for name in (Name.CONNECTION, Name.TLS, Name.ANSWER):
        assert (report[name].state, report[name].fact) == (State.SKIPPED, "unreached")


async def test_the_mirror_that_was_asked_is_named(server: FaultServer) -> None:
    report = await look(f"{server.url}/a.iso?token={SECRET}", is_mirror=True)
    step = report[Name.ADDRESS]
    assert (step.state, step.fact) == (State.PASSED, "mirror")
    assert str(step.values["url"]).startswith(f"{server.url}/a.iso")


async def test_larger_than_may_be(server: FaultServer) -> None:
    limits = Limits(connect_timeout=1.0, stall_timeout=0.5, largest=99_999)
    assert failed(await look(f"{server.url}/a.iso", limits=limits)) == ("file", "too-large")


async def test_no_room_is_no_failure(server: FaultServer) -> None:
    def full(size: int) -> int:
        raise Problem("no-space", path="/isos", needed="3 MiB", free="1 MiB")

    looks = Looks(volume=volume, glance=glance, space=full)
    report = await look(f"{server.url}/a.iso", looks=looks)
    assert report[Name.SPACE].state is State.WARNED
    assert report[Name.CONTENTS].state is State.PASSED


async def test_the_certificate(site: Path, authority: Authority, certificate: Path) -> None:
    with FaultServer(site, certificate=certificate) as server:
        report = await look(f"{server.url}/a.iso", trust=Trust(authority.bundle))
        assert report[Name.TLS].values["issuer"] == "O=Site, CN=Site CA"
        report = await look(f"{server.url}/a.iso")
    assert failed(report) == ("tls", "tls-unknown-ca")
    assert report[Name.CONNECTION].state is State.PASSED


async def test_stopped_at_any_time(server: FaultServer) -> None:
    url = server.script("/x", Reply(ends="stalled", length=None))
    limits = Limits(connect_timeout=1.0, stall_timeout=60)
    looking = asyncio.create_task(look(url, limits=limits))
    while not server.seen:  # filled by another thread
        assert not looking.done(), looking.result()
        await asyncio.sleep(0.01)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(looking, 5)
