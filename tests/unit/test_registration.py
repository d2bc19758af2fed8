"""registration.json, strictly read, and what names of ISOs tell."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.domain import iso_names, registration
from kisotui.domain.evidence import Origin
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from tests.support.source_server import registration as written

AT = "https://github.example/o/r/releases/download/t/k8s.registration.json"


def test_it_fills_the_whole_form() -> None:
    listed = registration.read(written("1.34.12"), AT)
    form = listed.form(VersionForm(zone="z", directdownload=True))
    assert form.semanticversion == "1.34.12"
    assert form.name == "v1.34.12-mold"
    assert form.url == AT.rpartition("/")[0] + "/k8s-v1.34.12-mold-cks-amd64-r1.iso"
    assert form.checksum == "{SHA-256}" + "ab" * 32
    assert (form.mincpunumber, form.minmemory, form.arch) == ("2", "4096", "x86_64")
    assert (form.zone, form.directdownload) == ("z", True)
    assert [each.origin for each in form.found] == [Origin.REGISTRATION]
    assert form.found[0].source == AT


def test_the_url_that_it_names_counts() -> None:
    url = "https://mirror.example/x.iso"
    assert registration.read(written(download_url=url), AT).url == url


def test_in_a_directory_the_iso_lies_beside_it() -> None:
    url = "https://mirror.example/x.iso"
    listed = registration.read(written(download_url=url), "/mnt/isos/a.registration.json")
    assert listed.file == "/mnt/isos/k8s-v1.34.12-mold-cks-amd64-r1.iso"
    assert not listed.url


def test_the_builds_names_of_architectures_are_taken() -> None:
    assert registration.read(written(arch="arm64"), AT).arch == "aarch64"


def test_what_may_be_missing() -> None:
    told = json.loads(written())
    for name in ("name", "checksum", "mincpunumber", "minmemory", "source_sha"):
        del told[name]
    listed = registration.read(json.dumps(told), AT)
    assert (listed.name, listed.evidence, listed.minmemory) == ("", (), 2048)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kubernetesversion", "1.34"),
        ("kubernetesversion", 1.34),
        ("kubernetesversion", None),
        ("kubernetesversion", "1.9.0"),
        ("arch", "mips"),
        ("arch", ["x86_64"]),
        ("checksum", "{SHA-256}abc"),
        ("filename", "../../etc/passwd.iso"),
        ("filename", "a\\b.iso"),
        ("filename", ".."),
        ("filename", "a\x1b[31m.iso"),
        ("filename", ""),
        ("download_url", "file:///etc/passwd"),
        ("download_url", "https://user:word@host/a.iso"),
        ("download_url", "https://host/" + "a" * 3000),
        ("mincpunumber", 1),
        ("mincpunumber", True),
        ("mincpunumber", "2"),
        ("minmemory", 10**30),
        ("name", "a\x1b[31m"),
        ("name", "n" * 256),
    ],
)
def test_what_is_wrong_is_named(field: str, value: object) -> None:
    with pytest.raises(Problem) as caught:
        registration.read(changed(field, value), AT)
    assert caught.value.code == "registration-field"
    assert caught.value.values["name"] == field


def test_a_url_that_is_none_names_no_file_either() -> None:
    told = {**json.loads(written()), "filename": None, "download_url": "http://[a"}
    assert outcome(json.dumps(told)) == "registration-field"


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{", "<html>", "[" * 100_000, '{"a":' * 50_000, "1" * 10_000, "NaN"]
)
def test_what_is_none(text: str) -> None:
    with pytest.raises(Problem, match="registration-f"):
        registration.read(text, AT)


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner)))
def test_any_value_of_any_field_is_read_or_refused(value: object) -> None:
    for field in json.loads(written()):
        assert outcome(changed(field, value)) in ("", "registration-field")


def changed(field: str, value: object) -> str:
    return json.dumps({**json.loads(written()), field: value})


def outcome(text: str) -> str:
    try:
        registration.read(text, AT)
    except Problem as problem:
        return problem.code
    return ""


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        (AT, True),
        ("https://h/A.JSON?x=1 ", True),
        ("https://h/a.iso", False),
        ("https://h/a.json/b.iso", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_which_urls_are_meant(url: str, meant: bool) -> None:
    assert registration.is_meant(url) is meant


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "setup-v1.30.3-calico-x86_64.iso",
            ("1.30.3", "x86_64", "v1.30.3-calico-x86_64"),
        ),
        ("setup-1.11.4.iso", ("1.11.4", "", "1.11.4")),
        (
            "k8s-v1.34.12-mold-cks-amd64-r1.iso",
            ("1.34.12", "x86_64", "k8s-v1.34.12-mold-cks-amd64-r1"),
        ),
        ("setup-v1.27.2-arm64.ISO", ("1.27.2", "aarch64", "v1.27.2-arm64")),
        ("a-x86_64-arm64-v1.30.0.iso", ("1.30.0", "", "a-x86_64-arm64-v1.30.0")),
    ],
)
def test_names_of_isos(name: str, told: tuple[str, str, str]) -> None:
    assert iso_names.read(name) == told


@pytest.mark.parametrize(
    "name",
    [
        *("setup.iso", "setup-v1.30.iso", "setup-v1.30.3.4.iso", "v1.9.9.iso", "v1.30.3.txt"),
        *("a/v1.30.3.iso", "v1.30.3\x1b.iso", "v1.30.3" + "x" * 300 + ".iso", ".iso"),
    ],
)
def test_names_that_tell_nothing(name: str) -> None:
    assert iso_names.read(name) is None
