"""Finds text on a screen that has not got the room it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from rich.cells import cell_len
from textual.content import Content
from textual.css.styles import RulesMap
from textual.screen import Screen
from textual.visual import visualize
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from kisotui.tui.widgets.grid import Grid
from kisotui.tui.widgets.lines import Lines


def cut_off(screen: Screen[object]) -> list[str]:
    """Every text on the screen that is not seen whole, and where it stands."""
    return [
        f"{_name(widget)}: {text}"
        for widget in screen.walk_children(Widget)
        if widget.is_on_screen and widget.region.area and not _is_veiled(widget)
        for text in _cut(widget)
    ]


def _name(widget: Widget) -> str:
    return f"{type(widget).__name__}#{widget.id or ''} of {type(widget.screen).__name__}"


def _is_veiled(widget: Widget) -> bool:
    return any(not each.display for each in widget.ancestors_with_self if isinstance(each, Widget))


def _cut(widget: Widget) -> Iterator[str]:
    yield from _title(widget)
    if widget.has_class("box") and widget.max_scroll_y and not widget.has_class("-scrolls"):
        yield f"taller than the terminal by {widget.max_scroll_y}"
    if isinstance(widget, Grid):
        yield from _columns(widget)
    elif isinstance(widget, Lines):
        wide = widget.scrollable_content_region.width
        yield from (line.plain for line in widget._lines if line.cell_length > wide)
    elif isinstance(widget, Input):
        if cell_len(widget.placeholder) > widget.content_size.width:
            yield widget.placeholder
    elif isinstance(widget, OptionList):
        yield from _options(widget)
    else:
        yield from _content(widget)


def _title(widget: Widget) -> Iterator[str]:
    title = widget.border_title
    if title is not None and cell_len(str(title)) > widget.outer_size.width - 4:
        yield str(title)


def _columns(table: Grid) -> Iterator[str]:
    for placed in table._placed:
        title = placed.column.title
        if cell_len(title) > placed.width:
            yield f"{title} ({cell_len(title)} in {placed.width})"


def _options(options: OptionList) -> Iterator[str]:
    for option in options.options:
        visual = visualize(options, option.prompt)
        if visual.get_height(_rules(options), options.scrollable_content_region.width) > 1:
            yield str(option.prompt)


def _content(widget: Widget) -> Iterator[str]:
    if type(widget).render is Widget.render and not isinstance(widget, Static):
        return  # a container
    rendered = visualize(widget, widget.render())
    if not isinstance(rendered, Content):
        return
    width, height = widget.content_size
    if rendered.plain.strip() and rendered.get_height(_rules(widget), width) > height:
        yield f"{rendered.plain!r} in {width}x{height}"


def _rules(widget: Widget) -> RulesMap:
    return cast(RulesMap, widget.styles)  # as Textual itself takes them
