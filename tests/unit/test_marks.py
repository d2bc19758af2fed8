"""Marks and ranges, without a screen."""

from __future__ import annotations

from kisotui.tui.marks import Marks


def test_a_row_is_marked_and_no_longer() -> None:
    marks = Marks()
    marks.toggle("a")
    marks.toggle("b")
    assert (marks.keys, len(marks), "a" in marks) == (("a", "b"), 2, True)
    marks.toggle("a")
    assert marks.keys == ("b",)


def test_all_are_marked_unless_all_are_already() -> None:
    marks = Marks()
    marks.add(["b", "elsewhere"])
    marks.toggle_all(["a", "b", "c"])
    assert set(marks.keys) == {"a", "b", "c", "elsewhere"}
    marks.toggle_all(["a", "b", "c"])
    assert marks.keys == ("elsewhere",)


def test_a_range_follows_the_cursor_in_both_directions() -> None:
    marks = Marks()
    marks.begin(5, "five")
    assert list(marks.range_to(7)) == [5, 6, 7]
    assert list(marks.range_to(3)) == [3, 4, 5]
    assert [marks.shows(place, "-", 7) for place in (4, 5, 7, 8)] == [False, True, True, False]
    assert len(marks) == 0


def test_a_range_begins_once() -> None:
    marks = Marks()
    marks.begin(5, "five")
    marks.begin(9, "nine")
    anchor = marks.end()
    assert anchor is not None
    assert anchor.key == "five"
    assert marks.end() is None


def test_a_range_moves_with_the_row_where_it_began() -> None:
    marks = Marks()
    marks.begin(5, "five")
    anchor = marks.anchor
    assert anchor is not None
    marks.move_anchor(anchor, 8)
    assert list(marks.range_to(7)) == [7, 8]
    marks.move_anchor(anchor, None)  # what is known of an earlier one
    assert marks.anchor is not None
    marks.move_anchor(marks.anchor, None)
    assert list(marks.range_to(7)) == []


def test_the_range_is_dropped_first_then_the_marks() -> None:
    marks = Marks()
    marks.add(["a"])
    marks.begin(5, "five")
    assert marks.clear()
    assert (marks.anchor, marks.keys) == (None, ("a",))
    assert marks.clear()
    assert marks.keys == ()
    assert not marks.clear()


def test_what_is_gone_is_marked_no_longer() -> None:
    marks = Marks()
    marks.add(["a", "b"])
    marks.drop(["a", "never there"])
    assert marks.keys == ("b",)
