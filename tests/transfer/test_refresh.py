"""What sources have, asked of servers that answer as Apache, nginx and GitHub's API do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kisotui.domain.catalogue import Page, SourceKind
from kisotui.domain.evidence import Origin
from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download.model import Limits
from kisotui.download.refresh import Order, refresh
from tests.support import source_server
from tests.support.source_server import SourceServer, apache, asset, nginx, registration, release

LIMITS = Limits(connect_timeout=5, stall_timeout=5)
ISO = "setup-v1.30.3-calico-x86_64.iso"
MOLD = "k8s-v1.34.12-mold-cks-amd64-r1"
HEX = "9f" * 32
REPOSITORY = "o/r"
FIRST = f"/repos/{REPOSITORY}/releases?per_page=30"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SourceServer]:
    with SourceServer(tmp_path) as server:
        yield server


@pytest.fixture
def other(tmp_path: Path) -> Iterator[SourceServer]:
    with SourceServer(tmp_path) as server:
        yield server


async def listed(order: Order) -> tuple[Page, ...]:
    return await refresh(order, limits=LIMITS)


def index(server: SourceServer) -> Order:
    return Order(kind=SourceKind.INDEX, location=f"{server.url}/cks")


def github(server: SourceServer, token: str = "") -> Order:
    return Order(kind=SourceKind.GITHUB, location=REPOSITORY, api=server.url, token=token)


class TestIndex:
    async def test_checksums_that_lie_there_come_along(self, server: SourceServer) -> None:
        date = ("2024-07-01 12:34", "831M")
        names = (ISO, f"{ISO}.md5", "SHA256SUMS", f"{MOLD}.iso", f"{MOLD}.registration.json")
        server.page("/cks/", apache(dict.fromkeys((*names, "README.iso"), date)))
        server.page("/cks/SHA256SUMS", f"{HEX}  {ISO}\n")
        server.page(f"/cks/{ISO}.md5", "ab" * 16)
        server.page(f"/cks/{MOLD}.registration.json", registration())
        (page,) = await listed(index(server))
        by_name, mold = page.items
        assert by_name.url == f"{server.url}/cks/{ISO}"
        assert by_name.size == 831 << 20
        assert [str(each.checksum) for each in by_name.evidence] == [
            "{SHA-256}" + HEX,
            "{MD5}" + "ab" * 16,
        ]
        assert {each.origin for each in by_name.evidence} == {Origin.BESIDE}
        assert mold.evidence[0].origin is Origin.REGISTRATION
        assert mold.name == "v1.34.12-mold"

    async def test_what_did_not_change_is_not_sent_again(self, server: SourceServer) -> None:
        server.page("/cks/", nginx({ISO: ("01-Jul-2024 12:34", "871366656")}))
        first = await listed(index(server))
        again = await listed(replace(index(server), former=first))
        assert again == first
        assert [each.status for each in server.asked] == [200, 304]

    async def test_what_changed_is(self, server: SourceServer) -> None:
        server.page("/cks/", nginx({ISO: ("01-Jul-2024 12:34", "871366656")}))
        first = await listed(index(server))
        server.page("/cks/", nginx({}))
        (page,) = await listed(replace(index(server), former=first))
        assert page.items == ()

    async def test_a_file_that_cannot_be_read_states_nothing(self, server: SourceServer) -> None:
        server.page("/cks/", nginx(dict.fromkeys((ISO, "SHA256SUMS"), ("01-Jul-2024 12:34", "8"))))
        server.page("/cks/SHA256SUMS", b"\xff" * (1 << 20))
        (page,) = await listed(index(server))
        assert page.items[0].evidence == ()

    async def test_user_and_password_go_to_their_own_host_alone(
        self, server: SourceServer, other: SourceServer
    ) -> None:
        there = other.page("/moved/", nginx({}))
        server.page("/cks/", "", status=302, headers={"Location": there})
        await listed(replace(index(server), credentials=("kim", "word")))
        assert server.asked[0].headers["Authorization"].startswith("Basic ")
        assert other.asked[0].headers["Authorization"] is None

    async def test_a_redirect_leaves_the_permanent_url(
        self, server: SourceServer, other: SourceServer
    ) -> None:
        there = other.page("/expiring/", apache({ISO: ("2024-07-01 12:34", "8M")}))
        server.page("/cks/", "", status=302, headers={"Location": there})
        (page,) = await listed(index(server))
        assert page.items[0].url == f"{server.url}/cks/{ISO}"

    @pytest.mark.parametrize(
        ("page", "code"),
        [
            (source_server.Page(b"<p>Please log in"), "source-format"),
            (source_server.Page(b"<a>" * (2 << 20)), "source-large"),
            (source_server.Page(b"", 404), "http-missing"),
            (source_server.Page(b"", 304), "http-status"),
            (source_server.Page(b"x", headers={"Content-Encoding": "gzip"}), "packed"),
        ],
    )
    async def test_what_is_no_listing(
        self, server: SourceServer, page: source_server.Page, code: str
    ) -> None:
        server.pages["/cks/"] = page
        with pytest.raises(Problem, match=code):
            await listed(index(server))

    async def test_a_mirror_is_asked_instead_and_told_no_password(
        self, server: SourceServer, other: SourceServer
    ) -> None:
        server.page("/cks/", nginx({ISO: ("01-Jul-2024 12:34", "8")}))
        order = replace(
            index(other), location="https://public.example/cks/", credentials=("kim", "word")
        )

        def mirrored(address: Address) -> Address:
            return Address(address.url.replace("https://public.example", server.url))

        (page,) = await refresh(order, limits=LIMITS, mirrored=mirrored)
        assert page.items[0].url == f"https://public.example/cks/{ISO}"
        assert server.asked[0].headers["Authorization"] is None


class TestReleases:
    def fill(self, server: SourceServer, other: SourceServer) -> None:
        """Two pages: a release with everything, and an older one with sums alone."""
        at = f"{other.url}/dl"
        files = (f"{MOLD}.iso", f"{MOLD}.registration.json", "SHA256SUMS")
        newest = release("k8s-v1.34.12", [asset(at, name) for name in files])
        older = release("k8s-v1.33.1", [asset(at, "k8s-v1.33.1-arm64.iso", 7, f"sha256:{HEX}")])
        second = f"{server.url}/repositories/1/releases?page=2"
        link = {"Link": f'<{second}>; rel="next"'}
        server.page(FIRST, json.dumps([newest]), headers=link)
        server.page("/repositories/1/releases?page=2", json.dumps([older]))
        other.page(f"/dl/{MOLD}.registration.json", registration())
        other.page("/dl/SHA256SUMS", f"{'ab' * 32}  {MOLD}.iso\n")

    async def test_pages_and_what_is_known_of_the_digests(
        self, server: SourceServer, other: SourceServer
    ) -> None:
        self.fill(server, other)
        first, second = await listed(github(server))
        (mold,), (older,) = first.items, second.items
        assert mold.url == f"{other.url}/dl/{MOLD}.iso"
        # Both state the same: the stronger one counts.
        assert [each.origin for each in mold.evidence] == [Origin.REGISTRATION]
        assert [each.origin for each in older.evidence] == [Origin.RELEASE]
        assert (older.semanticversion, older.arch, older.size) == ("1.33.1", "aarch64", 7)

    async def test_a_second_time_costs_only_the_questions_whether_it_changed(
        self, server: SourceServer, other: SourceServer
    ) -> None:
        self.fill(server, other)
        former = await listed(github(server))
        before = len(other.asked)
        assert await listed(replace(github(server), former=former)) == former
        assert [each.status for each in server.asked] == [200, 200, 304, 304]
        assert len(other.asked) == before

    async def test_the_token_goes_to_the_api_alone(
        self, server: SourceServer, other: SourceServer
    ) -> None:
        self.fill(server, other)
        pages = await listed(github(server, token="ghp_secret"))
        assert {each.headers["Authorization"] for each in server.asked} == {"Bearer ghp_secret"}
        assert {each.headers["Authorization"] for each in other.asked} == {None}
        assert "ghp_secret" not in repr(pages)

    async def test_nor_behind_a_redirect(self, server: SourceServer, other: SourceServer) -> None:
        there = other.page("/moved", "[]")
        server.page(FIRST, "", status=301, headers={"Location": there})
        await listed(github(server, token="ghp_secret"))
        assert other.asked[0].headers["Authorization"] is None

    async def test_a_next_page_elsewhere_is_not_asked(
        self, server: SourceServer, other: SourceServer
    ) -> None:
        link = {"Link": f'<{other.url}/2>; rel="next"'}
        server.page(FIRST, "[]", headers=link)
        await listed(github(server, token="ghp_secret"))
        assert other.asked == []

    @pytest.mark.parametrize(
        ("status", "headers", "least"),
        [
            (403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9999999999"}, 1440),
            (429, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "junk"}, 1),
            (403, {"Retry-After": "600"}, 10),
        ],
    )
    async def test_a_limit_is_told_with_its_end(
        self, server: SourceServer, status: int, headers: dict[str, str], least: int
    ) -> None:
        server.page(FIRST, "", status=status, headers={"X-RateLimit-Limit": "60", **headers})
        with pytest.raises(Problem, match="rate-limited") as caught:
            await listed(github(server))
        assert caught.value.values["minutes"] == least

    async def test_another_refusal_is_no_limit(self, server: SourceServer) -> None:
        left = {"X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "59"}
        server.page(FIRST, "", status=403, headers=left)
        with pytest.raises(Problem, match="http-denied"):
            await listed(github(server))


async def test_a_registration(server: SourceServer) -> None:
    url = server.page("/x/a.registration.json", registration())
    (page,) = await listed(Order(kind=SourceKind.REGISTRATION, location=url))
    assert page.items[0].url == f"{server.url}/x/{MOLD}.iso"


class TestDirectory:
    def order(self, path: Path) -> Order:
        return Order(kind=SourceKind.DIRECTORY, location=str(path))

    async def test_files_and_what_lies_beside_them(self, tmp_path: Path) -> None:
        (tmp_path / ISO).write_bytes(b"12345")
        (tmp_path / f"{MOLD}.iso").write_bytes(b"1")
        (tmp_path / f"{MOLD}.registration.json").write_text(registration())
        (tmp_path / "SHA256SUMS").write_text(f"{HEX}  {ISO}\n")
        (tmp_path / "v1.30.1.iso").mkdir()
        (tmp_path / "v1.30.2.iso").symlink_to(tmp_path / "nowhere")
        (page,) = await listed(self.order(tmp_path))
        found = {each.filename: each for each in page.items}
        assert found.keys() == {ISO, f"{MOLD}.iso"}
        assert (found[ISO].file, found[ISO].url) == (str(tmp_path / ISO), "")
        assert found[ISO].size == 5
        assert str(found[ISO].evidence[0].checksum) == "{SHA-256}" + HEX
        assert found[f"{MOLD}.iso"].evidence[0].origin is Origin.REGISTRATION

    @pytest.mark.parametrize("name", ["missing", "file"])
    async def test_one_that_cannot_be_read(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(Problem, match="source-directory"):
            await listed(self.order(tmp_path / name))
