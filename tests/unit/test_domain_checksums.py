"""Checksums in CloudStack's notation."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.domain import checksums
from kisotui.domain.checksums import ALGORITHMS, Checksum
from kisotui.domain.failures import Problem


def refusal(text: str) -> Problem:
    with pytest.raises(Problem) as caught:
        checksums.parse(text)
    assert caught.value.field == "checksum"
    return caught.value


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_each_algorithm_is_hashlibs(algorithm: str) -> None:
    digest = hashlib.new(Checksum(algorithm, "").hashlib_name, b"kisotui").hexdigest()
    assert checksums.parse(f"{{{algorithm}}}{digest}") == Checksum(algorithm, digest)


@given(st.sampled_from(sorted(ALGORITHMS)), st.data())
def test_notation_goes_there_and_back(algorithm: str, data: st.DataObject) -> None:
    length = ALGORITHMS[algorithm]
    digest = data.draw(st.text("0123456789abcdef", min_size=length, max_size=length))
    checksum = Checksum(algorithm, digest)
    assert checksums.parse(str(checksum)) == checksum
    assert checksums.parse(f"  {{{algorithm.lower()}}} {digest.upper()} ") == checksum


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_none(text: str) -> None:
    assert checksums.parse(text) is None


def test_bare_md5() -> None:
    assert checksums.parse("AB" * 16) == Checksum("MD5", "ab" * 16)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ab" * 32, "checksum-format"),
        ("zz" * 16, "checksum-format"),
        ("SHA-256:" + "ab" * 32, "checksum-format"),
        ("{SHA-256}" + "zz" * 32, "checksum-format"),
        ("{}" + "ab" * 16, "checksum-algorithm"),
        ("{CRC32}abcdef01", "checksum-algorithm"),
        ("{SHA-256}" + "ab" * 31, "checksum-length"),
        ("{MD5}" + "ab" * 32, "checksum-length"),
        ("{SHA-256}", "checksum-length"),
    ],
)
def test_refused(text: str, code: str) -> None:
    assert refusal(text).code == code


def test_a_wrong_length_says_which_would_be_right() -> None:
    values = refusal("{SHA-1}" + "ab" * 32).values
    assert values == {"algorithm": "SHA-1", "digits": 40, "given": 64}


@given(st.text(max_size=300))
def test_any_text_is_a_checksum_or_a_problem(text: str) -> None:
    with suppress(Problem):
        checksum = checksums.parse(text)
        assert checksum is None or len(checksum.digest) == ALGORITHMS[checksum.algorithm]
