"""The add form: the rules field by field."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.domain import forms
from kisotui.domain.checksums import Checksum
from kisotui.domain.forms import FIELDS, VersionForm
from kisotui.domain.states import Arch, ZoneType

FORM = VersionForm(semanticversion="1.34.12", url="https://h.example/a.iso")


def codes(form: VersionForm) -> dict[str, str]:
    new, problems = forms.check(form)
    assert (new is None) == bool(problems)
    assert all(problem.field == field for field, problem in problems.items())
    return {field: problem.code for field, problem in problems.items()}


def test_the_consoles_defaults() -> None:
    new, problems = forms.check(FORM)
    assert problems == {}
    assert new is not None
    assert (new.mincpunumber, new.minmemory, new.arch) == (2, 2048, Arch.X86_64)
    assert (new.zone, new.directdownload, new.checksum, new.name) == (None, False, None, "")
    assert new.order == 1_000034_000012


def test_everything_given() -> None:
    form = VersionForm(
        semanticversion=" 1.34.12 ",
        name=" mine ",
        zone="z",
        url="https://kim:geheim@h.example/a.iso",
        checksum="AB" * 16,
        mincpunumber=" 4 ",
        minmemory="4096",
        directdownload=True,
        arch="aarch64",
    )
    new, _ = forms.check(form)
    assert new is not None
    assert (new.name, new.zone, new.mincpunumber, new.minmemory) == ("mine", "z", 4, 4096)
    assert new.address is not None
    assert new.address.credentials == ("kim", "geheim")
    assert (new.checksum, new.arch) == (Checksum("MD5", "ab" * 16), Arch.AARCH64)
    assert "geheim" not in repr(new)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("semanticversion", "1.10.9", "version-too-old"),
        ("name", "x" * 10_000, "name-too-long"),
        ("url", "ftp://h/a.iso", "url-scheme"),
        ("checksum", "ab", "checksum-format"),
        ("mincpunumber", "1", "cpu-invalid"),
        ("mincpunumber", "-2", "cpu-invalid"),
        ("mincpunumber", "2.5", "cpu-invalid"),
        ("mincpunumber", "", "cpu-invalid"),
        ("mincpunumber", "²", "cpu-invalid"),
        ("mincpunumber", "2147483648", "cpu-invalid"),
        ("mincpunumber", "9" * 10_000, "cpu-invalid"),
        ("minmemory", "2047", "memory-invalid"),
        ("minmemory", "2 048", "memory-invalid"),
        ("arch", "amd64", "arch-unknown"),
        ("arch", "", "arch-unknown"),
    ],
)
def test_one_field_is_wrong(field: str, text: str, code: str) -> None:
    given: dict[str, Any] = {field: text}
    assert codes(replace(FORM, **given)) == {field: code}


def test_all_that_is_wrong_is_said_in_the_consoles_order() -> None:
    form = VersionForm(checksum="x", mincpunumber="x", minmemory="x", arch="x", name="a\nb")
    expected = set(FIELDS) - {"zone", "directdownload"}
    assert list(codes(form)) == [field for field in FIELDS if field in expected]


def test_a_local_file_in_place_of_the_url() -> None:
    form = replace(FORM, url="", file="/srv/a.iso")
    assert codes(form) == {}
    assert codes(replace(form, url="https://h/a.iso")) == {"url": "url-and-file"}
    assert codes(replace(form, file=" ")) == {"file": "file-missing"}
    assert codes(replace(form, directdownload=True)) == {"directdownload": "file-direct"}


def test_an_edge_zone_switches_direct_download_on() -> None:
    assert forms.with_zone_type(FORM, ZoneType.EDGE).directdownload
    for kind in (ZoneType.CORE, None):
        assert forms.with_zone_type(FORM, kind) == FORM


def test_every_field_is_a_forms_field() -> None:
    assert {*FIELDS, "file", "state", "found", "overruled"} == {
        field.name for field in fields(VersionForm)
    }


@given(st.builds(VersionForm, *[st.text(max_size=40)] * 2, st.none(), *[st.text(max_size=40)] * 4))
def test_any_form_is_a_request_or_problems(form: VersionForm) -> None:
    codes(form)
