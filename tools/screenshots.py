"""Remakes the pictures in screenshots/: every screen, at two sizes, in both languages."""

from __future__ import annotations

import asyncio
import re
import tempfile
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from textual.pilot import Pilot

from kisotui.locale import LANGUAGES
from tests.support.gallery import SCENES, Scene, fill
from tests.tui.stage import console, listed

PLACE: Final = Path(__file__).parent.parent / "screenshots"
SIZES: Final = ((80, 24), (120, 40))
# The pictures are to show without asking another host for a font.
_FONT: Final = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def picture(scene: Scene, size: tuple[int, int], lang: str) -> str:
    """The screen as SVG."""
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        app = console(Path(home), patch, fill, lang)
        async with app.run_test(size=size) as pilot:
            await listed(pilot)
            for key in scene.keys:
                await pilot.press(key)
                await _settled(pilot)
            return _FONT.sub("", app.export_screenshot(title="kisotui"))


async def _settled(pilot: Pilot[int]) -> None:
    """Wait until nothing changes on the screen any more."""
    before = ""
    while (now := pilot.app.export_screenshot()) != before:
        before = now
        await pilot.pause(0.1)


def names() -> dict[str, tuple[Scene, tuple[int, int], str]]:
    """The file name of each picture, and what it shows."""
    return {
        f"{scene.name}-{size[0]}x{size[1]}-{lang}.svg": (scene, size, lang)
        for scene, size, lang in product(SCENES, SIZES, LANGUAGES)
    }


async def main() -> None:
    """Write them all anew."""
    for old in PLACE.glob("*.svg"):
        old.unlink()
    for name, shown in names().items():
        (PLACE / name).write_text(await picture(*shown))
        print(name)


if __name__ == "__main__":
    asyncio.run(main())
