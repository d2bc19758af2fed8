"""Sets of bytes, beside what Python's own sets say of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kisotui.download.extents import Extents

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12)


def numbers(spans: list[tuple[int, int]]) -> set[int]:
    return {number for start, end in spans for number in range(start, end)}


@given(SPANS)
def test_holds_what_was_added_in_as_few_spans_as_there_can_be(spans: list[tuple[int, int]]) -> None:
    extents, added = Extents(), set[int]()
    for start, end in spans:
        extents.add(start, end)
        added |= set(range(start, end))
    assert numbers(list(extents.spans)) == added
    assert extents.total == len(added)
    flat = [edge for span in extents.spans for edge in span]
    assert flat == sorted(set(flat)), "in order, none empty, none touching the next"
    assert Extents(extents.spans).spans == extents.spans


@given(SPANS, st.integers(0, 60), st.integers(0, 60))
def test_gaps_are_the_rest(spans: list[tuple[int, int]], start: int, end: int) -> None:
    gaps = Extents(spans).gaps(start, end)
    assert numbers(gaps) == set(range(start, end)) - numbers(spans)
    assert all(first < past for first, past in gaps)
    assert gaps == sorted(gaps)


@given(SPANS, st.integers(0, 60))
def test_a_run_ends_at_the_first_missing_byte(spans: list[tuple[int, int]], start: int) -> None:
    there = numbers(spans)
    end = start
    while end in there:
        end += 1
    assert Extents(spans).run_end(start) == end
