"""The wheel, installed into an empty environment: everything that it needs is inside it."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.conftest import Person

ROOT: Final = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of the wheel, with what the lock says that it runs on."""
    place = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", place)
    (wheel,) = place.glob("*.whl")
    lock = (ROOT / "requirements.lock").read_text()
    versions = place / "versions.txt"  # without the digests: a wheel built here has none
    versions.write_text("\n".join(re.findall(r"^\w.*==[^\\]*", lock, re.MULTILINE)))
    installing = ("install", "--quiet", "--constraint", versions, wheel)
    python = place / "venv" / "bin" / "python"
    if uv := shutil.which("uv"):
        _run(uv, "venv", "--quiet", "--python", sys.executable, place / "venv")
        _run(uv, "pip", *installing, "--python", python)
    else:
        venv.create(place / "venv", with_pip=True)
        _run(python, "-m", "pip", *installing)
    return python.parent / "kisotui"


def _run(*argv: str | Path) -> None:
    home = pwd.getpwuid(os.getuid()).pw_dir  # where the index and the cache are set up
    done = subprocess.run(argv, cwd=ROOT, env={**os.environ, "HOME": home}, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_the_installed_program_keeps_a_store(program: Path, person: Person) -> None:
    # The migrations and the catalogues are in the wheel.
    assert person.run("--version", program=program).stdout.startswith("kisotui ")
    listed = person.run("version", "list", "-o", "json", program=program)
    assert (listed.returncode, listed.stdout.strip(), listed.stderr) == (0, "[]", "")


def test_the_manual_pages_are_installed(program: Path) -> None:
    manual = program.parent.parent / "share" / "man"
    for page in ("man1/kisotui.1", "ko/man1/kisotui.1"):
        assert "kisotui" in (manual / page).read_text()


def test_the_installed_program_opens_the_console(program: Path, person: Person) -> None:
    # The styles are in the wheel.
    with person.console(program=program) as terminal:
        terminal.wait_for(r"\[0\]")
        terminal.press("q")
        assert terminal.wait_exit() == 0
