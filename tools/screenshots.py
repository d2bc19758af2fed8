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

from kisotui.domain.errands import ErrandKind
from kisotui.domain.preflight import Report
from kisotui.domain.preflight_json import to_json
from kisotui.locale import LANGUAGES
from kisotui.store import work
from kisotui.tui.app import KisoApp
from tests.support.gallery import SCENES, Scene, fill
from tests.tui.stage import console, listed, until

PLACE: Final = Path(__file__).parent.parent / "screenshots"
SIZES: Final = ((80, 24), (120, 40))
_COLOURLESS: Final = ("dashboard", "add", "details", "help", "marks", "preflight", "contents")
_WIDE: Final = ("dashboard", "preflight")  # of which more is seen where there is room
_ROOM: Final = (200, 50)
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
            await _settled(pilot)
            for key in scene.keys:
                await pilot.press(key)
                await _settled(pilot)
            if scene.report is not None:
                await _answered(pilot, app, scene.report)
            return _FONT.sub("", app.export_screenshot(title="kisotui"))


async def _answered(pilot: Pilot[int], app: KisoApp, report: Report) -> None:
    """What a worker does with the pre-flight that was asked for."""
    store, me = app.backend.context.store, work.this_process()

    def ended() -> bool:
        with store.write() as session:
            job = work.claim_errand(session, me, [ErrandKind.PREFLIGHT], storage="")
            return job is not None and work.end_errand(session, me, job, to_json(report))

    await until(pilot, ended)
    await _settled(pilot)


async def _settled(pilot: Pilot[int]) -> None:
    """Wait until nothing changes on the screen any more."""
    before = ""
    while (now := pilot.app.export_screenshot()) != before:
        before = now
        await pilot.pause(0.3)


def names() -> dict[str, tuple[Scene, tuple[int, int], str, bool]]:
    """The file name of each picture, and what it shows: in which size, language, colourless."""
    shown = [(*each, False) for each in product(SCENES, SIZES, LANGUAGES)]
    wide, plain = (
        [scene for scene in SCENES if scene.name in some] for some in (_WIDE, _COLOURLESS)
    )
    shown += [(scene, _ROOM, lang, False) for scene, lang in product(wide, LANGUAGES)]
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
