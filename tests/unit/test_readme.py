"""README and docs/ keep up with the program."""

from __future__ import annotations

import re

from demo.site import NEW, PORT
from tools.readme import DOCUMENTS, README, findings, keys, renewed


def test_the_tables_are_the_registries() -> None:
    texts = [document.read_text() for document in DOCUMENTS]
    assert [renewed(text) for text in texts] == texts, "make readme"
    assert keys() in texts[0]
    assert findings() in texts[1]


def test_the_version_to_try_is_one_that_the_demo_serves() -> None:
    text = README.read_text()
    assert f"version `{NEW.version}`" in text
    assert f"http://127.0.0.1:{PORT}/{NEW.path}" in text


def test_the_pictures_and_documents_that_are_named_exist() -> None:
    for document in (README, *README.parent.glob("docs/*.md")):
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", document.read_text()):
            assert (document.parent / target).exists(), (document.name, target)
