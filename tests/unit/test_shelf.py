"""ISOs on a shelf: when what was read of them before still counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kisotui.domain.evidence import Origin
from kisotui.download.shelf import Clerk, File
from tests.support.source_server import registration

ISO = File("v1.30.3-x86_64.iso", "https://h/v1.30.3-x86_64.iso", 7)
SUMS = File("SHA256SUMS", "https://h/SHA256SUMS")


@pytest.mark.parametrize("date", [None, datetime(2026, 1, 1, tzinfo=UTC)])
def test_of_what_tells_no_date_the_sums_are_read_again(date: datetime | None) -> None:
    texts = iter(f"{digit * 64}  {ISO.name}" for digit in "ab")
    shelf = (replace(ISO, date=date), SUMS)

    def listed(clerk: Clerk) -> tuple[str, ...]:
        return tuple(str(each.checksum.digest[0]) for each in clerk.listed([shelf])[0].evidence)

    first = Clerk(lambda file, largest: next(texts), Origin.BESIDE, ())
    former = first.listed([shelf])
    again = Clerk(lambda file, largest: next(texts), Origin.BESIDE, former)
    assert listed(again) == (("b",) if date is None else ("a",))


def test_a_release_of_mold_is_one_iso_with_all_that_is_known_of_it() -> None:
    """Names as Mold's publisher gives them: tag ``k8s-NAME``, files ``kubernetes-NAME.*``."""
    name = "kubernetes-v1.34.12-mold-cks-amd64-r1-0a1b2c3d"
    place = "https://github.example/o/r/releases/download/k8s-v1.34.12-mold-cks-amd64-r1-0a1b2c3d"
    ends = (".iso", ".manifest.json", ".notes.ko.md", ".registration.json", ".sbom.cdx.json")
    names = [*(name + end for end in (*ends, ".sha256", ".validation.json")), "SHA256SUMS"]
    shelf = [File(each, f"{place}/{each}", 7) for each in names]
    line = f"{'ab' * 32}  {name}.iso\n"
    texts = {
        f"{name}.registration.json": registration(
            filename=f"{name}.iso", minmemory=2048, download_url=f"{place}/{name}.iso"
        ),
        f"{name}.sha256": line,
        "SHA256SUMS": f"{'cd' * 32}  {name}.manifest.json\n{line}",
    }
    asked: list[str] = []

    def read(file: File, largest: int) -> str:
        asked.append(file.name)
        return texts[file.name]

    (found,) = Clerk(read, Origin.RELEASE, ()).listed([shelf])
    assert (found.semanticversion, found.arch, found.url) == (
        "1.34.12",
        "x86_64",
        f"{place}/{name}.iso",
    )
    assert (found.mincpunumber, found.minmemory) == (2, 2048)
    assert {each.checksum.digest for each in found.evidence} == {"ab" * 32}
    assert found.evidence[0].origin is Origin.REGISTRATION
    assert sorted(asked) == sorted(texts)
