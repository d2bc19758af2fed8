"""What is known of a digest, in the order of its worth."""

from __future__ import annotations

from kisotui.domain.checksums import Checksum
from kisotui.domain.evidence import Evidence, Origin, Verdict, known, verdict

MD5 = Checksum("MD5", "a" * 32)
SHA256 = Checksum("SHA-256", "b" * 64)
SHA512 = Checksum("SHA-512", "c" * 128)
BESIDE = Evidence(SHA512, Origin.BESIDE, "https://example.org/a.iso.sha512")
RELEASE = Evidence(SHA256, Origin.RELEASE, "https://example.org/a.sha256")


def test_what_a_person_gave_comes_first_however_weak_its_algorithm() -> None:
    assert known(MD5, [BESIDE, RELEASE]) == (Evidence(MD5, Origin.GIVEN), RELEASE, BESIDE)


def test_the_stronger_algorithm_comes_first_among_equals() -> None:
    weaker = Evidence(MD5, Origin.BESIDE, "https://example.org/md5sum.txt")
    assert known(None, [weaker, BESIDE]) == (BESIDE, weaker)


def test_what_was_found_is_no_stronger_for_standing_in_the_form() -> None:
    assert known(SHA512, [BESIDE]) == (BESIDE,)


def test_one_checksum_counts_once_with_its_strongest_origin() -> None:
    again = Evidence(SHA256, Origin.BESIDE, "https://example.org/SHA256SUMS")
    assert known(None, [again, RELEASE]) == (RELEASE,)


def test_nothing_is_known_of_a_version_without_any() -> None:
    assert known(None, ()) == ()


def test_a_verdict_needs_a_digest_by_the_same_algorithm() -> None:
    assert verdict(BESIDE, [SHA256]) is Verdict.OPEN
    assert verdict(RELEASE, [MD5, SHA256]) is Verdict.MATCHES
    assert verdict(RELEASE, [Checksum("SHA-256", "0" * 64)]) is Verdict.CONTRADICTS
