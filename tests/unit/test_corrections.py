"""What an ISO says otherwise than the form."""

from __future__ import annotations

import pytest

from kisotui.domain.checksums import Checksum
from kisotui.domain.contents import Glance
from kisotui.domain.corrections import Correction, corrected, corrections
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.findings import finding
from kisotui.domain.forms import VersionForm, check
from kisotui.domain.preflight import Report

SUM = Checksum("SHA-256", "ab" * 32)
OTHER = Checksum("SHA-256", "cd" * 32)
REPORT = Report(
    glance=Glance(version="1.34.12", arch="aarch64"),
    evidence=(Evidence(SUM, Origin.BESIDE, "http://h/a.sha256"),),
)
FORM = VersionForm(
    semanticversion="1.34.12", arch="aarch64", url="http://h/a.iso", checksum=str(SUM)
)


def test_nothing_where_they_agree() -> None:
    assert corrections(FORM, REPORT) == ()
    assert corrections(VersionForm(semanticversion="1.34.12", arch="aarch64"), REPORT) == (
        Correction("checksum", "", str(SUM), contradicts=False, source="a.sha256"),
    )


def test_nothing_where_nothing_is_known() -> None:
    assert corrections(FORM, Report()) == ()
    assert corrections(FORM, Report(glance=Glance(label="CDROM", arch="riscv"))) == ()


@pytest.mark.parametrize(
    ("typed", "contradicts"), [("", False), ("1.3", False), ("x", False), ("1.33.2", True)]
)
def test_a_version_that_is_not_finished_contradicts_nothing(typed: str, contradicts: bool) -> None:
    form = VersionForm(semanticversion=typed, arch="aarch64", checksum=str(SUM))
    assert corrections(form, REPORT) == (
        Correction("semanticversion", typed, "1.34.12", contradicts),
    )


def test_a_checksum_contradicts_one_of_its_algorithm_only() -> None:
    form = VersionForm(semanticversion="1.34.12", arch="aarch64", checksum=str(OTHER))
    (found,) = corrections(form, REPORT)
    assert found == Correction("checksum", str(OTHER), str(SUM), True, "a.sha256")
    for other in (str(Checksum("MD5", "ab" * 16)), "{SHA-256}unfinished"):
        form = VersionForm(semanticversion="1.34.12", arch="aarch64", checksum=other)
        assert corrections(form, REPORT) == ()


def test_taken_over_the_form_agrees() -> None:
    form = VersionForm(semanticversion="1.33.2", url="http://h/a.iso")
    found = corrections(form, REPORT)
    assert {each.field for each in found} == {"semanticversion", "arch", "checksum"}
    assert corrected(form, found) == FORM
    assert corrections(corrected(form, found), REPORT) == ()


def test_what_is_overruled_goes_along() -> None:
    against = Correction("arch", "x86_64", "aarch64", contradicts=True)
    lacking = finding("part-missing", "k8s/kubelet")
    new, problems = check(VersionForm("1.34.12", url="http://h/a", overruled=(against, lacking)))
    assert not problems
    assert new is not None
    assert new.overruled == (against, lacking)
    assert list(map(str, new.overruled)) == ["arch x86_64 ≠ aarch64", "part-missing k8s/kubelet"]
