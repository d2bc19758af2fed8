"""Of which kind a source is, by its place."""

from __future__ import annotations

import pytest

from kisotui.domain.catalogue import SourceKind
from kisotui.domain.source_places import kind_of, repository


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/mnt/isos", SourceKind.DIRECTORY),
        ("ablecloud-team/ablestack-kubernetes-iso", SourceKind.GITHUB),
        (" https://github.com/o/r.git/ ", SourceKind.GITHUB),
        ("https://github.com/o/r/releases", SourceKind.GITHUB),
        ("https://h/x.registration.json", SourceKind.REGISTRATION),
        ("https://h/x.json?a=b", SourceKind.REGISTRATION),
        ("https://h/isos/", SourceKind.INDEX),
        ("https://github.com/o/r/raw/main/isos", SourceKind.INDEX),
        ("h", SourceKind.INDEX),
        ("", SourceKind.INDEX),
    ],
)
def test_guessed(place: str, kind: SourceKind) -> None:
    assert kind_of(place) is kind


def test_a_repository() -> None:
    assert repository("https://github.com/o/r/releases") == "o/r"
    assert repository("https://h/o/r") == ""
