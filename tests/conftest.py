"""What every test gets: a home of its own, and English."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from kisotui import locale


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes what belongs to the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            ours = name.startswith(("KISOTUI_", "XDG_", "LC_")) or name in ("LANG", "NO_COLOR")
            if ours or name.lower().endswith("_proxy"):
                patch.delenv(name)
        patch.setenv("HOME", str(home))
        patch.setenv("LANG", "C.UTF-8")
        yield


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A test that speaks Korean does not leave it to the next one."""
    yield
    locale.use("en")
