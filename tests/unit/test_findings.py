"""What can be found in an ISO: everything has its words, in both languages."""

from __future__ import annotations

from string import Formatter

import pytest

from kisotui.domain.contents import LONGEST, Severity
from kisotui.domain.contents_json import finding_from_json, finding_to_json
from kisotui.domain.findings import FINDINGS, finding, ordered
from kisotui.locale import CATALOGUE
from kisotui.locale import findings as words


def test_every_finding_says_what_is_wrong_and_what_to_do() -> None:
    said = {f"finding.{code}{end}" for code in FINDINGS for end in ("", ".next")}
    assert said == set(words.FINDINGS)


@pytest.mark.parametrize("code", FINDINGS)
def test_both_languages_name_the_same_values(code: str) -> None:
    english, korean = (
        {name for _, name, _, _ in Formatter().parse(text) if name}
        for text in CATALOGUE[f"finding.{code}"]
    )
    assert english == korean


def test_the_worst_comes_first_and_nothing_twice() -> None:
    note, warning = finding("image-unlisted", "b"), finding("image-tag", image="x")
    error = finding("not-elf", "a")
    assert ordered([note, warning, error, error]) == (error, warning, note)
    assert error.severity is Severity.ERROR


def test_what_matters_most_comes_first() -> None:
    first_to_last = (
        finding("volume-cut"),
        finding("arch-wrong", "k8s/kubelet", found="aarch64", expected="x86_64"),
        finding("manifest-version", found="1.33.1", expected="1.34.12"),
        finding("image-missing", image="registry.k8s.io/pause:3.10.1"),
        finding("part-missing", "network.yaml"),
        finding("arch-wrong", "cni/cni-plugins-amd64.tgz:bridge", found="s390x", expected="x86_64"),
        finding("image-tag", image="registry.k8s.io/pause:3.10.1", found="pause:3.9"),
    )
    assert ordered(sorted(first_to_last, key=str)) == first_to_last


def test_what_an_iso_says_at_length_is_found_as_it_is_kept() -> None:
    found = finding("image-listed", "docker/" + "i" * 2_000, image="n" * 1_000_000, count=3)
    assert len(str(found.values["image"])) == len(found.path) == LONGEST
    assert finding_from_json(finding_to_json(found)) == found


def test_a_code_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(KeyError):
        finding("no-such-code")
