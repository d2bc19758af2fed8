"""What a table fetches, and what it then knows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from kisotui.tui.render import Cell, plain
from kisotui.tui.widgets.feed import Feed, Window
from kisotui.tui.widgets.rows import KEPT, PAGE, Rows


class Numbers:
    """A source of rows that can be changed; it remembers what it was asked for."""

    def __init__(self, rows: list[str]) -> None:
        self.rows = rows
        self.asked: list[tuple[int, int]] = []
        self.meanwhile: Callable[[], None] = lambda: None

    async def window(self, offset: int, limit: int) -> Window[str]:
        self.asked.append((offset, limit))
        await asyncio.sleep(0)
        window = Window(len(self.rows), self.rows[offset : offset + limit])
        self.meanwhile()
        return window

    async def position(self, key: str) -> int | None:
        return self.rows.index(key) if key in self.rows else None

    def key(self, row: str) -> str:
        return row

    def cell(self, row: str, column: str, width: int) -> Cell:
        return plain(row)

    def ticks(self, row: str) -> bool:
        return False


def numbers(count: int) -> Numbers:
    return Numbers([f"row {number}" for number in range(count)])


async def shown(source: Numbers, keep: str | None = None) -> Feed[str]:
    feed: Feed[str] = Feed()
    feed.show(source, keep)
    await feed.replace()
    return feed


async def settled(feed: Feed[str], seen: range) -> None:
    while await feed.fetch(seen):
        pass


def test_pages_that_were_fetched_longest_ago_are_forgotten() -> None:
    rows: Rows[int] = Rows()
    for page in range(KEPT + 1):
        rows.put(page * PAGE, range(page * PAGE, (page + 1) * PAGE))
    assert rows[0] is None
    assert rows[PAGE] == PAGE
    assert rows[(KEPT + 1) * PAGE - 1] == (KEPT + 1) * PAGE - 1


async def test_the_first_page_comes_with_the_count() -> None:
    source = numbers(100_000)
    feed = await shown(source)
    assert (feed.count, feed[0], feed[PAGE]) == (100_000, "row 0", None)
    assert source.asked == [(0, PAGE)]


async def test_what_is_known_is_not_fetched_again() -> None:
    source = numbers(1000)
    feed = await shown(source)
    assert not await feed.fetch(range(10, 60))
    assert await feed.fetch(range(PAGE - 10, PAGE + 40))
    assert not await feed.fetch(range(PAGE - 10, PAGE + 40))
    assert source.asked == [(0, PAGE), (PAGE, PAGE)]


async def test_a_row_that_is_kept_is_found_wherever_it_went() -> None:
    source = numbers(100_000)
    feed: Feed[str] = Feed()
    feed.show(source, "row 70000")
    assert await feed.replace() == 70_000
    assert feed[70_000] == "row 70000"


async def test_after_a_change_only_what_is_seen_is_fetched() -> None:
    source = numbers(1000)
    feed = await shown(source)
    source.rows[3] = "another"
    feed.outdate()
    assert await feed.fetch(range(20))
    assert feed[3] == "another"
    assert source.asked[1:] == [(0, 20)]
    assert not await feed.fetch(range(20))


async def test_what_is_scrolled_to_after_a_change_is_fetched_then_and_shown_meanwhile() -> None:
    source = numbers(1000)
    feed = await shown(source)
    source.rows[40] = "another"
    feed.outdate()
    await settled(feed, range(20))
    assert feed[40] == "row 40"
    await settled(feed, range(30, 50))
    assert feed[40] == "another"


async def test_a_change_during_a_fetch_is_fetched_once_more() -> None:
    source = numbers(100)
    feed = await shown(source)

    def change() -> None:
        source.meanwhile = lambda: None
        source.rows[0] = "later"
        feed.outdate()

    source.meanwhile = change
    feed.outdate()
    await settled(feed, range(20))
    assert feed[0] == "later"


async def test_an_answer_that_comes_too_late_is_dropped() -> None:
    slow, fast = Numbers(["slow"]), Numbers(["fast"])
    feed = await shown(numbers(10))
    slow.meanwhile = lambda: feed.show(fast, None)
    feed.show(slow, None)
    assert await feed.replace() is None
    assert feed[0] == "row 0"
    assert await feed.replace() == 0
    assert (feed[0], feed.count) == ("fast", 1)


async def test_rows_that_come_and_go_change_the_count() -> None:
    source = numbers(5)
    feed = await shown(source)
    source.rows.insert(0, "new")
    feed.outdate()
    await feed.fetch(range(20))
    assert (feed.count, feed[0], feed[5]) == (6, "new", "row 4")
    del source.rows[1:]
    feed.outdate()
    await feed.fetch(range(20))
    assert (feed.count, feed[0], feed[1]) == (1, "new", None)


async def test_the_end_of_the_list_is_known_after_one_look() -> None:
    for count in (0, 3, PAGE, PAGE + 3):
        feed = await shown(numbers(count))
        await settled(feed, range(PAGE - 10, PAGE + 10))
        assert not await feed.fetch(range(PAGE - 10, PAGE + 10))


async def test_an_empty_list_fills() -> None:
    source = numbers(0)
    feed = await shown(source)
    assert feed.count == 0
    source.rows.append("first")
    feed.outdate()
    await feed.fetch(range(20))
    assert (feed.count, feed[0]) == (1, "first")
