"""The README keeps up with the program."""

from __future__ import annotations

import re

from demo.site import NEW, PORT
from tools.readme import README, with_keys


def test_the_table_of_keys_is_the_registry_s() -> None:
    text = README.read_text()
    assert with_keys(text) == text, "make readme"


def test_the_version_to_try_is_one_that_the_demo_serves() -> None:
    text = README.read_text()
    assert f"version `{NEW.version}`" in text
    assert f"http://127.0.0.1:{PORT}/{NEW.path}" in text


def test_the_pictures_and_documents_that_it_shows_exist() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README.read_text()):
        assert (README.parent / target).exists(), target
