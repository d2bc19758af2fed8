"""Files that state checksums, as the usual tools write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.domain.checksums import ALGORITHMS, Checksum
from kisotui.domain.sums import stated

NAME = "setup-v1.33.6-calico-x86_64.iso"
MD5, SHA1, SHA256, SHA512 = "a" * 32, "b" * 40, "c" * 64, "d" * 128
RIGHT = (Checksum("SHA-256", SHA256),)


@pytest.mark.parametrize(
    "text",
    [
        f"{SHA256}  {NAME}\n",
        f"{SHA256} *{NAME}\r\n",
        f"{SHA256.upper()}  ./{NAME}",
        f"\ufeff{SHA256}\t{NAME}",
        f"{'e' * 64}  other.iso\n{SHA256}  isos/{NAME}\n",
        f"SHA256 ({NAME}) = {SHA256}",
        f"SHA2-256({NAME})= {SHA256}",
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n# {NAME}: 1 byte\n"
        f"SHA256 ({NAME}) = {SHA256}\n-----BEGIN PGP SIGNATURE-----\n{'f' * 64}\n",
    ],
)
def test_names_the_file(text: str) -> None:
    assert stated(text, NAME) == RIGHT


def test_the_digits_alone_are_of_the_file_that_they_belong_to() -> None:
    assert stated(f"{SHA256}\n", NAME, own=True) == RIGHT
    assert stated(f"{SHA256}\n", NAME) == ()


def test_the_algorithm_is_known_by_the_digits() -> None:
    text = "\n".join(f"{digest}  {NAME}" for digest in (MD5, SHA1, SHA256, SHA512))
    assert [each.algorithm for each in stated(text, NAME)] == ["MD5", "SHA-1", "SHA-256", "SHA-512"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html><body>Not found</body></html>",
        f"{SHA256}  {NAME}.sig",
        f"{SHA256}  other-{NAME}",
        f"{'c' * 63}  {NAME}",
        f"{SHA256} {SHA256}",
        f"SHA512 ({NAME}) = {SHA256}",
        f"{SHA256}  {NAME}\n{'e' * 64}  {NAME}\n",
    ],
)
def test_says_nothing_of_the_file(text: str) -> None:
    assert stated(text, NAME) == ()


def test_the_very_name_counts_more_than_one_in_another_directory() -> None:
    assert stated(f"{'e' * 64}  old/{NAME}\n{SHA256}  {NAME}\n", NAME) == RIGHT


@given(st.text(), st.booleans())
def test_whatever_stands_there_is_read(text: str, own: bool) -> None:
    for each in stated(text, NAME, own=own):
        assert len(each.digest) == ALGORITHMS[each.algorithm]
