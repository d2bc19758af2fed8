"""Events as lines of text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from kisotui.domain.detail_views import Event
from kisotui.domain.states import EventState, EventType, Level
from kisotui.domain.text import visible
from kisotui.locale import CATALOGUE, t
from kisotui.locale import format as fmt
from kisotui.tui.glyphs import glyph
from kisotui.tui.render import Tone
from kisotui.tui.widgets.lines import indented, text

_TONES: Final = {Level.INFO: Tone.PLAIN, Level.WARN: Tone.WARN, Level.ERROR: Tone.BAD}
_MARKS: Final = {Level.INFO: " ", Level.WARN: "!"}
_INDENT: Final = 8  # cells; under the column after the level
_TYPE: Final = max(len(each) for each in EventType)
_STATE: Final = max(len(each) for each in EventState)
_TIME: Final = len("2026-11-23 20:12:05")
_USER: Final = 12
_WIDE: Final = 105  # cells from which on user and place have columns of their own


def head(width: int, levels: str, now: datetime) -> Content:
    """The columns' titles, and at the right end which levels are shown."""
    titles = [
        (t("field.level"), _INDENT),
        (t("field.type"), _TYPE + 2),
        (t("field.state"), _STATE + 2),
        (f"{t('field.created')} ({fmt.time_zone(now)})", _TIME + 2),
    ]
    if width >= _WIDE:
        titles += [(t("field.username"), _USER + 2), (t("field.origin"), 0)]
    columns = "".join(title + " " * (cells - cell_len(title)) for title, cells in titles)
    gap = " " * (width - cell_len(columns) - cell_len(levels))
    return Content.assemble((columns, "bold"), gap, (levels, "$accent"))


def event_lines(events: Sequence[Event], complete: bool, width: int) -> list[Content]:
    """Two lines for each event, or more where the text is longer; then whether that was all."""
    lines = [line for event in events for line in _lines(event, width)]
    if not events and complete:
        return [Content.styled(t("screen.detail.no-events"), "dim")]
    end = "screen.detail.all-events" if complete else "screen.detail.more-events"
    return [*lines, Content.styled(t(end, count=len(events)), "dim")]


def in_brief(events: Sequence[Event], now: datetime, width: int) -> list[Content]:
    """What happened, without who did it and what it changed."""
    lines: list[Content] = []
    for event in events:
        when = Content.styled(f"{fmt.moment(event.created, now)}  ", "dim")
        said = text((_description(event), _TONES[event.level]))
        lines += indented(said, width, when, when.cell_length)
    return lines


def _lines(event: Event, width: int) -> list[Content]:
    said = [_said(event, width), *(_change(field, *both) for field, both in event.changes.items())]
    room = max(12, width - _INDENT)
    return [
        _columns(event, width),
        *(line.pad_left(_INDENT) for part in said for line in part.wrap(room)),
    ]


def _columns(event: Event, width: int) -> Content:
    mark = _MARKS.get(event.level) or glyph("Failed")
    when = event.created.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    columns = text(
        (f"{mark} {event.level}".ljust(_INDENT), _TONES[event.level]),
        (f"{event.type:{_TYPE}}  ", Tone.PLAIN),
        (f"{event.state:{_STATE}}  ", Tone.DIM),
        (f"{when}  ", Tone.DIM),
    )
    if width < _WIDE:
        return columns
    user = visible(event.username)
    gap = " " * (_USER + 2 - cell_len(user))
    return columns + text((user + gap, Tone.DIM), (visible(event.origin), Tone.DIM))


def _said(event: Event, width: int) -> Content:
    """What happened; and who did it, where the columns have no room for that."""
    tone = Tone.PLAIN if event.level is Level.INFO else _TONES[event.level]
    who = f"  {visible(event.username)}@{visible(event.origin)}" if width < _WIDE else ""
    return text((_description(event), tone), (who, Tone.DIM))


def _description(event: Event) -> str:
    """In the language spoken; as it was stored, where this program does not know the message."""
    if event.message in CATALOGUE:
        return t(event.message, **event.values)
    return visible(event.description)


def _change(field: str, before: object, after: object) -> Content:
    name = t(f"field.{field}") if f"field.{field}" in CATALOGUE else visible(field)
    if field == "ratelimit":
        before, after = _limit(before), _limit(after)
    was = "" if before is None else f"{_value(before)} {glyph('becomes')} "
    return Content.assemble((f"{name}: ", "dim"), was, _value(after))


def _limit(rate: object) -> object:
    return fmt.limit(rate) if rate is None or isinstance(rate, int) else rate


def _value(value: object) -> str:
    if value is None or value == "":
        return glyph("unknown")
    if isinstance(value, bool):
        return t("word.yes" if value else "word.no")
    return visible(", ".join(map(str, value)) if isinstance(value, list) else str(value))
