"""Checksums that lie beside an ISO: a worker finds them, and holds the file to them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kisotui.domain.evidence import Origin
from kisotui.domain.states import IsoState
from kisotui.service import versions
from tests.crash.conftest import House, until


def beside(house: House, name: str, text: str) -> None:
    (Path(house.server.directory) / name).write_text(text)


def test_one_that_lies_beside_the_iso_proves_it(house: House) -> None:
    house.server.pace = None
    digest = hashlib.sha256(house.image.read_bytes()).hexdigest()
    beside(house, "SHA256SUMS", f"{digest}  a.iso\n")
    version = house.add()
    house.on_duty()
    house.wait_ready(version)
    assert house.iso(version).verified
    [found] = versions.get(house.ctx, version).evidence
    assert (found.origin, found.source) == (Origin.BESIDE, f"{house.server.url}/SHA256SUMS")
    assert house.messages(version).count("event.iso.evidence") == 1


def test_a_wrong_one_is_said_to_be_of_that_file(house: House) -> None:
    house.server.pace = None
    beside(house, "a.iso.sha256", "0" * 64)
    version = house.add()
    house.on_duty()
    until(lambda: house.iso(version).state is IsoState.FAILED, "it is found wrong")
    iso = house.iso(version)
    assert iso.failure == "checksum-found"
    assert iso.failure_values["source"] == f"{house.server.url}/a.iso.sha256"


def test_a_person_is_believed_more_than_the_file_beside(house: House) -> None:
    house.server.pace = None
    beside(house, "a.iso.sha256", "0" * 64)
    digest = hashlib.sha512(house.image.read_bytes()).hexdigest()
    version = house.add(checksum=f"{{SHA-512}}{digest}")
    house.on_duty()
    house.wait_ready(version)
    assert "event.iso.evidence" not in house.messages(version), "nobody had to look"
