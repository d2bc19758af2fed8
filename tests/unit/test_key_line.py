"""The lines of keys at the bottom of a dialog."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from kisotui.tui.keys import hints
from kisotui.tui.widgets.key_line import filled

KEYS = (("enter", "save"), ("esc", "leave"), ("f1", "Help"))


def test_a_key_goes_to_the_next_line_with_its_words() -> None:
    assert [line.plain for line in filled(hints(KEYS), 24)] == ["enter save  esc leave", "f1 Help"]


@given(st.lists(st.text("가b ", min_size=1, max_size=9), max_size=8), st.integers(10, 60))
def test_all_of_them_are_there_whole_and_none_beyond_the_width(
    words: list[str], width: int
) -> None:
    lines = filled([Content(word) for word in words], width)
    assert "  ".join(line.plain for line in lines) == "  ".join(words)
    assert all(line.cell_length <= max(width, 18) for line in lines)
