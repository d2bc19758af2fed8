"""Bundles: written by a worker, taken in on the other side, whatever was done to them between."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from sqlmodel import select

from kisotui.domain import bundles as rules
from kisotui.domain.errands import ErrandKind
from kisotui.domain.failures import Exit, Problem
from kisotui.domain.states import DownloadStatus, IsoState, Work
from kisotui.domain.views import VersionQuery
from kisotui.service import bundles, versions, zones
from kisotui.service.context import Context
from kisotui.store import tables, work
from kisotui.store.engine import Store
from kisotui.store.versions import isos
from kisotui.worker.desk import Desk
from kisotui.worker.errand import Means, Report
from kisotui.worker.errand_export import write
from kisotui.worker.judging import Bench
from tests.support.cli import Cli
from tests.support.jobs import JOB
from tests.support.rows import add_version, add_zone

DATA = bytes(range(256)) * 20_000  # 5 MB: more than one piece
HEX = hashlib.sha256(DATA).hexdigest()
URL = "https://public.example/cks/setup-v1.34.1-calico-x86_64.iso"
FILE = "setup-v1.34.1-calico-x86_64.iso"


def stored(ctx: Context, file: Path, /, called: str = "mine", **columns: Any) -> str:
    """A version whose ISO is Ready, as the file there; its id."""
    with ctx.store.write() as session:
        zone = add_zone(session, f"there-{called}")
        version = add_version(session, [zone], name=called, url=URL)
        (iso,) = [iso for iso, _ in isos(session, version)]
        values = {
            "state": IsoState.READY.value,
            "status": DownloadStatus.DOWNLOADED.value,
            "work": Work.NONE.value,
            "path": str(file),
            "digest": f"{{SHA-256}}{HEX}",
            "storage": "s",
        }
        for name, value in (values | columns).items():
            setattr(iso, name, value)
    return version


@pytest.fixture
def iso(tmp_path: Path) -> Path:
    path = tmp_path / "stored.iso"
    path.write_bytes(DATA)
    return path


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return tmp_path / "bundle"


def exported(ctx: Context, version: str, directory: Path) -> Report:
    job = work.ErrandJob(
        id="1",
        token=1,
        kind=ErrandKind.EXPORT,
        request={"version": version, "directory": str(directory)},
        secret="",
    )
    desk = Desk(ctx.store, work.this_process())

    async def run() -> Report:
        return await write(job, Means(ctx.settings, desk, lambda report: None, Bench()))

    try:
        return asyncio.run(run())
    finally:
        desk.close()


class TestExport:
    def test_two_versions_whose_isos_have_one_name(
        self, ctx: Context, iso: Path, bundle: Path, tmp_path: Path
    ) -> None:
        (other := tmp_path / "other.iso").write_bytes(DATA[::-1])
        digest = hashlib.sha256(DATA[::-1]).hexdigest()
        first = exported(ctx, stored(ctx, iso), bundle)
        second = stored(ctx, other, "theirs", digest=f"{{SHA-256}}{digest}")
        for _ in range(2):  # and once more, which changes nothing
            report = exported(ctx, second, bundle)
        assert (first["file"], report["file"]) == (FILE, f"{FILE[:-4]}-{digest[:8]}.iso")
        packed = rules.read((bundle / rules.NAME).read_text(), str(bundle))
        assert {each.filename: each.sha256.digest for each in packed} == {
            FILE: HEX,
            report["file"]: digest,
        }

    def test_all_that_the_other_side_needs(self, ctx: Context, iso: Path, bundle: Path) -> None:
        report = exported(ctx, stored(ctx, iso), bundle)
        assert report == {"file": FILE, "copied": len(DATA)}
        assert (bundle / FILE).read_bytes() == DATA
        assert (bundle / "SHA256SUMS").read_text() == f"{HEX}  {FILE}\n"
        assert sorted(path.name for path in bundle.iterdir()) == [
            "SHA256SUMS",
            "bundle.json",
            FILE,
            FILE.removesuffix(".iso") + ".registration.json",
        ]
        (packed,) = bundles.contents(bundle)
        assert (packed.listed.name, packed.origin, packed.sha256.digest) == ("mine", URL, HEX)

    def test_again_nothing_is_copied(self, ctx: Context, iso: Path, bundle: Path) -> None:
        version = stored(ctx, iso)
        exported(ctx, version, bundle)
        before = (bundle / FILE).stat()
        exported(ctx, version, bundle)
        assert (bundle / FILE).stat().st_ino == before.st_ino
        assert len(bundles.contents(bundle)) == 1

    def test_what_lies_there_and_is_another_is_replaced(
        self, ctx: Context, iso: Path, bundle: Path
    ) -> None:
        bundle.mkdir()
        (bundle / FILE).write_bytes(b"x" * len(DATA))
        (bundle / f".{FILE}.part").write_bytes(b"of one that was cut off")
        exported(ctx, stored(ctx, iso), bundle)
        assert (bundle / FILE).read_bytes() == DATA
        assert not (bundle / f".{FILE}.part").exists()
        assert len(bundles.contents(bundle)) == 1

    def test_very_many_stay_listed(self, ctx: Context, iso: Path, bundle: Path) -> None:
        entry = dict(json.loads((packed(bundle) / "bundle.json").read_text())["versions"][0])
        many = [{**entry, "filename": f"{at:04}-{'x' * 200}.iso"} for at in range(2_000)]
        (bundle / "bundle.json").write_text(rules.written(many))
        assert (bundle / "bundle.json").stat().st_size > 1 << 20
        exported(ctx, stored(ctx, iso), bundle)
        names = [each.filename for each in bundles.contents(bundle)]
        assert names == [*(each["filename"] for each in many), FILE]

    def test_a_bundle_that_is_full(
        self, ctx: Context, iso: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rules, "_MOST", 1)
        before = (packed(bundle) / "bundle.json").read_bytes()
        with pytest.raises(Problem, match="bundle-full"):
            exported(ctx, stored(ctx, iso), bundle)
        assert (bundle / "bundle.json").read_bytes() == before

    @pytest.mark.parametrize(
        "text", ["", "{", '{"format": 2, "versions": []}', '{"versions": [{"filename": 5}]}']
    )
    def test_a_list_that_cannot_be_read_is_left(
        self, ctx: Context, iso: Path, bundle: Path, text: str
    ) -> None:
        bundle.mkdir()
        (bundle / "bundle.json").write_text(text)
        with pytest.raises(Problem, match="bundle-format"):
            exported(ctx, stored(ctx, iso), bundle)
        assert [path.name for path in bundle.iterdir()] == ["bundle.json"]
        assert (bundle / "bundle.json").read_text() == text

    @pytest.mark.parametrize(
        ("spoil", "code"),
        [("pipe", "bundle-format"), ("link", "disk"), ("directory", "bundle-format")],
    )
    def test_what_is_no_file_is_not_waited_for(
        self, ctx: Context, iso: Path, bundle: Path, spoil: str, code: str
    ) -> None:
        how = {"pipe": pipe, "link": link, "directory": directory}[spoil]
        how(packed(bundle) / "bundle.json")
        with pytest.raises(Problem, match=code):
            exported(ctx, stored(ctx, iso), bundle)

    def test_a_rotten_iso_never_gets_its_name(self, ctx: Context, iso: Path, bundle: Path) -> None:
        version = stored(ctx, iso)
        with iso.open("r+b") as file:
            file.seek(4_500_000)
            file.write(b"rot")
        with pytest.raises(Problem, match="checksum"):
            exported(ctx, version, bundle)
        assert list(bundle.iterdir()) == []

    def test_another_algorithm_is_heeded(self, ctx: Context, iso: Path, bundle: Path) -> None:
        digest = hashlib.sha512(DATA).hexdigest()
        exported(ctx, stored(ctx, iso, digest=f"{{SHA-512}}{digest}"), bundle)
        assert bundles.contents(bundle)[0].sha256.digest == HEX

    @pytest.mark.parametrize(
        "columns",
        [
            {"state": IsoState.FAILED.value},
            {"state": IsoState.READY.value, "status": DownloadStatus.BYPASSED.value, "path": ""},
        ],
    )
    def test_what_is_not_stored(self, ctx: Context, iso: Path, columns: dict[str, str]) -> None:
        version = stored(ctx, iso, **columns)
        with pytest.raises(Problem, match="nothing-to-export"):
            bundles.exportable(ctx, version)

    @pytest.mark.parametrize(
        ("name", "origin", "called"),
        [
            ("v1", URL, FILE),
            ("v1", "https://h/download?id=5", "v1.iso"),
            ("../../etc/x", "", "_.._etc_x.iso"),
            ("쿠버", "", "__.iso"),
            ("v1", "https://h/..%2f..%2fx.iso", "_2f.._2fx.iso"),
        ],
    )
    def test_what_a_file_is_called(self, name: str, origin: str, called: str) -> None:
        found = rules.filename(name, origin)
        assert found == called


def packed(directory: Path, changed: Mapping[str, object] = MappingProxyType({})) -> Path:
    """A bundle of one ISO, with something else in its ``bundle.json``."""
    directory.mkdir(exist_ok=True)
    (directory / FILE).write_bytes(DATA)
    entry = rules.entry(
        fields={
            "name": "mine",
            "kubernetesversion": "1.34.1",
            "arch": "x86_64",
            "mincpunumber": 2,
            "minmemory": 2048,
        },
        filename=FILE,
        sha256=HEX,
        size=len(DATA),
        origin=URL,
    )
    (directory / "bundle.json").write_text(rules.written([{**entry, **changed}]))
    return directory


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def link(file: Path) -> None:
    file.rename(file.with_name("x"))
    file.symlink_to("x")


def directory(file: Path) -> None:
    file.unlink()
    file.mkdir()


class TestImport:
    def test_added_once(self, ctx: Context, bundle: Path) -> None:
        (found,) = bundles.contents(packed(bundle))
        assert bundles.take(ctx, found, (), dry=True) == bundles.Imported("mine")
        assert versions.count(ctx, VersionQuery()) == 0
        added = bundles.take(ctx, found, ()).added
        detail = versions.get(ctx, added)
        assert detail.version.file == str(bundle / FILE)
        assert detail.version.checksum == f"{{SHA-256}}{HEX}"
        assert bundles.take(ctx, found, ()).there == "mine"
        assert versions.count(ctx, VersionQuery()) == 1

    def test_in_several_zones(self, ctx: Context, bundle: Path) -> None:
        ids = [zones.add(ctx, name, "Core").id for name in ("a", "b")]
        zones.add(ctx, "c", "Core")
        (found,) = bundles.contents(packed(bundle))
        detail = versions.get(ctx, bundles.take(ctx, found, ids).added)
        assert sorted(detail.version.zonenames) == ["a", "b"]

    @pytest.mark.parametrize(
        ("spoil", "code"),
        [
            (lambda file: file.write_bytes(DATA[:-1] + b"x"), "bundle-digest"),
            (lambda file: file.unlink(), "bundle-file"),
            (link, "bundle-file"),
            (directory, "bundle-file"),
            (pipe, "bundle-file"),
        ],
    )
    def test_a_file_that_is_not_what_was_packed(
        self, ctx: Context, bundle: Path, spoil: Callable[[Path], object], code: str
    ) -> None:
        spoil(packed(bundle) / FILE)
        (found,) = bundles.contents(bundle)
        with pytest.raises(Problem, match=code):
            bundles.take(ctx, found, ())
        assert versions.count(ctx, VersionQuery()) == 0

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("filename", "../other.iso", "registration-field"),
            ("filename", "/etc/passwd", "registration-field"),
            ("filename", "a\x00.iso", "registration-field"),
            ("sha256", "ab", "bundle-format"),
            ("sha256", None, "bundle-format"),
            ("origin", "x" * 5000, "bundle-format"),
            ("kubernetesversion", "latest", "registration-field"),
        ],
    )
    def test_entries_that_cannot_be(
        self, bundle: Path, field: str, value: object, code: str
    ) -> None:
        packed(bundle, {field: value})
        with pytest.raises(Problem, match=code):
            bundles.contents(bundle)

    @pytest.mark.parametrize(
        "text",
        [
            *("", "[]", "{}", '{"format": 2, "versions": []}', "[" * 100_000),
            *('{"format": 1, "versions": [5]}', '{"format": 1, "versions": 5}', " " * (2 << 20)),
        ],
    )
    def test_what_is_no_bundle(self, bundle: Path, text: str) -> None:
        bundle.mkdir()
        (bundle / "bundle.json").write_text(text)
        with pytest.raises(Problem, match="bundle-format"):
            bundles.contents(bundle)

    def test_a_link_is_no_bundle(self, bundle: Path, tmp_path: Path) -> None:
        packed(bundle)
        (bundle / "bundle.json").rename(tmp_path / "elsewhere")
        (bundle / "bundle.json").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(Problem, match="bundle-missing"):
            bundles.contents(bundle)


def test_the_command_says_what_became_of_each(cli: Cli, bundle: Path) -> None:
    packed(bundle)
    assert cli.ok("bundle", "import", "--dry-run", str(bundle)).startswith("Verified")
    assert cli.ensured == []
    assert cli.ok("bundle", "import", str(bundle)) == "Added: mine\n"
    assert len(cli.ensured) == 1
    assert cli.ok("bundle", "import", str(bundle)) == "Already there: mine, as mine\n"
    (bundle / FILE).write_bytes(b"x")
    with cli.store.write() as session:
        for row in session.exec(select(tables.Version)):
            row.checksum = ""
    result = cli("bundle", "import", str(bundle))
    assert result.status == Exit.CONTENT
    assert cli("bundle", "import", str(bundle / "x")).status == Exit.NOT_FOUND


def test_the_command_refuses_what_is_not_stored(cli: Cli, bundle: Path) -> None:
    version = cli.add("1.34.1")
    assert cli("bundle", "export", version, str(bundle)).status == Exit.CONFLICT
    assert not bundle.exists()


def test_the_mirror_is_shown(ctx: Context, iso: Path) -> None:
    version = stored(ctx, iso)
    assert versions.get(ctx, version).mirror == ""
    settings = replace(ctx.settings, rewrite={"https://public.example/": "http://mirror/p/"})
    shown = versions.get(replace(ctx, settings=settings), version)
    assert shown.mirror == f"http://mirror/p/cks/{FILE}"
    assert shown.version.url == URL


def test_the_event_names_the_mirror(store: Store, version: str, me: work.Process) -> None:
    with store.write() as session:
        (iso,) = [iso for iso, _ in isos(session, version)]
        iso.owner, iso.token = me.owner, 1
        session.flush()
        job = replace(JOB, iso=iso.id)
        assert work.mirrored(session, me, job, "http://mirror/a.iso")
        assert not work.mirrored(session, me, replace(job, token=2), "http://mirror/b.iso")
        told = [event.description for event in session.exec(select(tables.Event))]
    assert [text for text in told if "mirror" in text] == [
        "Asking http://mirror/a.iso for the ISO of v1.34.1 in zone zone1, in place of its URL"
    ]
