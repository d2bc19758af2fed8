"""Remakes the pictures in screenshots/: every screen, at two sizes, in both languages.

In the terminal's sixteen colours, of which the first eight are used; some of them also in none.
"""

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
_COLOURLESS: Final = ("dashboard", "add", "details", "help", "marks")
_WIDE: Final = (200, 50)  # where there is room for the pane beside the list
# The pictures are to show without asking another host for a font.
_FONT: Final = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def picture(
    scene: Scene, size: tuple[int, int], lang: str, *, colourless: bool = False
) -> str:
    """The screen as SVG."""
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        patch.delenv("NO_COLOR", raising=False)
        if colourless:
            patch.setenv("NO_COLOR", "1")
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


def names() -> dict[str, tuple[Scene, tuple[int, int], str, bool]]:
    """The file name of each picture, and what it shows: in which size, language, colourless."""
    shown = [(*each, False) for each in product(SCENES, SIZES, LANGUAGES)]
    shown += [(SCENES[0], _WIDE, lang, False) for lang in LANGUAGES]
    plain = [scene for scene in SCENES if scene.name in _COLOURLESS]
    shown += [(*each, True) for each in product(plain, SIZES[:1], LANGUAGES)]
    return {_name(*each): each for each in shown}


def _name(scene: Scene, size: tuple[int, int], lang: str, colourless: bool) -> str:
    return f"{scene.name}-{size[0]}x{size[1]}-{lang}{'-colourless' if colourless else ''}.svg"


async def main() -> None:
    """Write them all anew."""
    for old in PLACE.glob("*.svg"):
        old.unlink()
    for name, (scene, size, lang, colourless) in names().items():
        (PLACE / name).write_text(await picture(scene, size, lang, colourless=colourless))
        print(name)


if __name__ == "__main__":
    asyncio.run(main())
