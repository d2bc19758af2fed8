"""The manual pages keep up with the program, and are roff without a fault."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tools.man import PAGES, escaped, page

LANGS = pytest.mark.parametrize("language", PAGES)


@LANGS
def test_it_is_what_the_program_says(language: str) -> None:
    assert PAGES[language].read_text() == page(language), "make man"


@LANGS
@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff here")
def test_groff_has_nothing_to_say_against_it(language: str) -> None:
    command = ["groff", "-man", "-Tutf8", "-P-cbou", "-k", "-ww", str(PAGES[language])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    # What roff could take for its own: escapes, quotes, hyphens, a dot that begins a line.
    assert "--min-version" in done.stdout
    assert "\\(" not in done.stdout
    assert '"version.delete" = "F8"' in done.stdout
    assert "~/.config/kisotui/config.toml" in done.stdout


@pytest.mark.parametrize(
    ("text", "roff"),
    [
        (".part", "\\&.part"),
        ("'quoted'", "\\(aqquoted\\(aq"),
        ("--yes ^p ~/x", "\\-\\-yes \\(hap \\(ti/x"),
        ("a\\b", "a\\(rsb"),
    ],
)
def test_what_roff_would_take_for_its_own_is_escaped(text: str, roff: str) -> None:
    assert escaped(text) == roff
