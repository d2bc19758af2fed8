"""What can be found in an ISO: everything has its words, in both languages."""

from __future__ import annotations

from string import Formatter

import pytest

from kisotui.domain.contents import Severity
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


def test_a_code_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(KeyError):
        finding("no-such-code")
