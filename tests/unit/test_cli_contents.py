"""What is in an ISO, as the command line prints it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from demo.images import Kind
from kisotui import locale
from kisotui.cli.contents import lines
from tests.support.isos import judged, prove, whole


def test_all_that_is_in_a_whole_iso_is_listed() -> None:
    text = "\n".join(lines(judged(whole("mold"))))
    assert any(line.split()[:2] == ["kubelet", "1.34.12"] for line in text.splitlines())
    assert "registry.k8s.io/kube-apiserver:v1.34.12" in text
    assert "network.yaml" in text


def test_each_finding_says_what_to_do() -> None:
    files = whole("mold")
    del files["k8s/kubelet"]
    printed = list(lines(judged(prove(files))))
    at = next(i for i, line in enumerate(printed) if "k8s/kubelet" in line)
    assert printed[at + 1].startswith("  ")


def test_names_in_an_iso_do_not_reach_the_terminal_as_escapes() -> None:
    text = "\n".join(lines(judged({**whole(), "a\x1b[31m.yaml": b"- a\n"})))
    assert "\x1b" not in text


def test_an_image_without_its_layers_has_no_size() -> None:
    found = judged(whole())
    image = replace(found.images[0], size=0)
    printed = "\n".join(lines(replace(found, images=(image,))))
    assert image.tags[0] in printed
    assert "  0 B  " not in printed


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("kind", ["mold", "cloudstack"])
def test_programs_and_images_fit_80_columns(language: str, kind: Kind) -> None:
    locale.use(language)
    printed = list(lines(replace(judged(whole(kind)), tree=())))
    assert max(map(cell_len, printed)) <= 80


def test_an_image_without_a_name_is_told_by_its_archive() -> None:
    found = judged(whole())
    image = replace(found.images[0], tags=())
    assert image.path in "\n".join(lines(replace(found, images=(image,), tree=())))
