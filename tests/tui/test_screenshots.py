"""The tool that makes the pictures of screenshots/."""

from __future__ import annotations

from tests.support.gallery import SCENES
from tools.screenshots import PLACE, names, picture


async def test_it_paints_a_screen_that_asks_nobody_for_a_font() -> None:
    svg = await picture(SCENES[0], (80, 24), "en")
    assert "v1.34.12" in svg
    assert "url(http" not in svg


def test_there_is_a_picture_of_every_screen() -> None:
    assert {path.name for path in PLACE.glob("*.svg")} == set(names()), "make screenshots"
