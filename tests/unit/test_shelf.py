"""ISOs on a shelf: when what was read of them before still counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kisotui.domain.evidence import Origin
from kisotui.download.shelf import Clerk, File

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
