"""Who fetches what: every byte once, in order, and nothing is forgotten."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kisotui.download.extents import Extents
from kisotui.download.pieces import LARGEST, SMALLEST, Piece, Pieces

MIB = 1 << 20


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def taken(pieces: Pieces) -> Piece:
    piece = pieces.take()
    assert piece is not None
    return piece


def test_one_alone_gets_all_that_is_missing_in_one_piece() -> None:
    pieces = Pieces([(10, 500 * MIB), (600 * MIB, 700 * MIB)])
    first = taken(pieces)
    assert (first.at, first.end) == (10, 500 * MIB)
    pieces.moved(first, first.left)
    pieces.give_back(first)
    assert taken(pieces).at == 600 * MIB


def test_what_was_one_piece_is_cut_for_several() -> None:
    pieces = Pieces([(0, 1000 * MIB)])
    first = taken(pieces)
    pieces.moved(first, 5 * MIB)
    pieces.share(4)
    assert first.end == 5 * MIB + LARGEST
    others = [taken(pieces) for _ in range(3)]
    assert [other.at for other in others] == [first.end + n * LARGEST for n in range(3)]


def test_pieces_are_smaller_near_the_end() -> None:
    pieces = Pieces([(0, 64 * MIB)])
    pieces.share(4)
    sizes = []
    while (piece := pieces.take()) and piece.left >= 2 * SMALLEST:
        sizes.append(piece.left)
        pieces.moved(piece, piece.left)
        pieces.give_back(piece)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 8 * MIB
    assert piece is not None
    assert piece.left >= SMALLEST


def test_an_open_answer_goes_on_into_what_is_free() -> None:
    pieces = Pieces([(0, 100 * MIB)])
    first = taken(pieces)
    pieces.share(2)
    second = taken(pieces)
    assert not pieces.extend(first, 100 * MIB), "the other one has what comes next"
    pieces.give_back(second)
    pieces.share(1)
    assert not pieces.extend(first, first.end), "the answer ends there"
    assert pieces.extend(first, 100 * MIB)
    assert first.end == 100 * MIB


def test_the_slowest_gives_away_half_of_what_it_has_left() -> None:
    pieces = Pieces([(0, 10 * MIB)])
    first = taken(pieces)
    second = taken(pieces)
    assert (first.end, second.at, second.end) == (5 * MIB, 5 * MIB, 10 * MIB)


def test_one_at_a_standstill_loses_all_that_is_left() -> None:
    clock = Clock()
    pieces = Pieces([(0, MIB)], clock)
    first = taken(pieces)
    assert pieces.take() is None, "it may be quick enough"
    clock.now = 0.9
    pieces.moved(first, 9)
    clock.now = 1.8
    assert pieces.take() is None
    clock.now = 2.0
    rest = taken(pieces)
    assert (rest.at, rest.end) == (9, MIB)
    assert pieces.take() is None
    pieces.moved(first, 500)  # it wakes up, with bytes in its hands
    assert first.left == 0
    pieces.give_back(first)
    assert pieces.take() is None
    pieces.give_back(rest)
    assert taken(pieces).at == 9


@settings(max_examples=200)
@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=6),
    st.integers(1, 8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 20 * MIB), st.booleans()), max_size=80),
)
def test_nothing_is_left_out_whoever_fails(
    sizes: list[int], lanes: int, steps: list[tuple[int, int, bool]]
) -> None:
    """Each step: which connection, how far it comes, and whether it fails then."""
    gaps, at = [], 0
    for size in sizes:
        gaps.append((at, at + size * MIB))
        at += (size + 1) * MIB
    pieces, fetched = Pieces(gaps, Clock()), Extents()
    hands: dict[int, Piece] = {}

    def step(lane: int, count: int, fails: bool) -> bool:
        if lane not in hands:
            piece = pieces.take()
            if piece is None:
                return False
            hands[lane] = piece
        piece = hands[lane]
        count = min(count, piece.left)
        fetched.add(piece.at, piece.at + count)
        pieces.moved(piece, count)
        if fails or not piece.left:
            pieces.give_back(hands.pop(lane))
        return True

    pieces.share(lanes)
    for lane, count, fails in steps:
        step(lane % lanes, count, fails)
    while hands or step(0, 1 << 40, False):
        for lane in list(hands):
            step(lane, 1 << 40, False)
    assert list(fetched.spans) == gaps
