"""A list whose lines have colours of their own."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.color import Color

from kisotui.tui.widgets.options import ColouredOptions

CURSOR = Color.parse("cyan")


class Colours(App[None]):
    CSS = """
    ColouredOptions { border: none; padding: 0; background: black; height: 5; }
    ColouredOptions > .option-list--option-highlighted { background: cyan; }
    """

    def __init__(self, *options: str) -> None:
        super().__init__()
        self.options = options

    def compose(self) -> ComposeResult:
        yield ColouredOptions(*self.options)


def coloured(options: ColouredOptions) -> list[bool]:
    """Which of its rows have the cursor's colours somewhere."""
    rows = (options.render_line(y) for y in range(options.size.height))
    return [
        any(each.style and each.style.bgcolor == CURSOR.rich_color for each in row) for row in rows
    ]


async def test_only_the_line_under_the_cursor_has_its_colours() -> None:
    app = Colours("one", "two")
    async with app.run_test() as pilot:
        options = app.query_one(ColouredOptions)
        options.highlighted = 1
        await pilot.pause()
        assert coloured(options) == [False, True, False, False, False]


async def test_nothing_has_them_where_the_cursor_is_nowhere() -> None:
    """Rows below the last line belong to no option, and neither does the cursor."""
    app = Colours()
    async with app.run_test():
        assert coloured(app.query_one(ColouredOptions)) == [False] * 5
