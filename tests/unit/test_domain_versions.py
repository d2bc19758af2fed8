"""Semantic versions: what is accepted, how they sort, what they can do."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from semver import Version as SemVer

from kisotui.domain import versions
from kisotui.domain.failures import Problem

PARTS = st.integers(min_value=0, max_value=999_999)
VERSIONS = st.builds(SemVer, PARTS, PARTS, PARTS)


def refusal(text: str) -> str:
    with pytest.raises(Problem) as caught:
        versions.parse_supported(text)
    assert caught.value.field == "semanticversion"
    return caught.value.code


@pytest.mark.parametrize("text", ["1.34.12", " 1.34.12\n", "1.11.0", "2.0.0", "1.11.999999"])
def test_accepted(text: str) -> None:
    assert str(versions.parse_supported(text)) == text.strip()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "version-missing"),
        ("   ", "version-missing"),
        ("v1.30.0", "version-format"),
        ("1.30", "version-format"),
        ("1.30.0.1", "version-format"),
        ("1.30.x", "version-format"),
        ("01.30.0", "version-format"),
        ("-1.30.0", "version-format"),
        ("1.30.0-rc.1", "version-format"),
        ("1.30.0+build", "version-format"),
        ("1. 30.0", "version-format"),
        ("١.٣٠.٠", "version-format"),
        ("1.30.0\x1b[31m", "version-format"),
        ("1." + "9" * 10_000 + ".0", "version-format"),
        ("1.10.9", "version-too-old"),
        ("0.99.0", "version-too-old"),
        ("1.30.1000000", "version-too-big"),
    ],
)
def test_refused(text: str, code: str) -> None:
    assert refusal(text) == code


@given(st.text(max_size=200))
def test_any_text_is_a_version_or_a_problem(text: str) -> None:
    with suppress(Problem):
        assert str(versions.parse(text)) == text.strip()


@given(VERSIONS, VERSIONS)
def test_numbers_sort_as_versions_do(one: SemVer, other: SemVer) -> None:
    assert (versions.order(one) < versions.order(other)) == (one < other)


@given(VERSIONS)
def test_numbers_fit_a_column(version: SemVer) -> None:
    assert 0 <= versions.order(version) < 2**63


@pytest.mark.parametrize(
    ("text", "autoscaling", "ha"),
    [
        ("1.9.0", False, False),
        ("1.14.9", False, False),
        ("1.15.0", True, False),
        ("1.16.0", True, True),
        ("1.100.0", True, True),
        ("2.0.0", True, True),
    ],
)
def test_what_it_can_do(text: str, autoscaling: bool, ha: bool) -> None:
    order = versions.order(versions.parse(text))
    assert versions.supports_autoscaling(order) is autoscaling
    assert versions.supports_ha(order) is ha
