"""Reading events, on both databases."""

from __future__ import annotations

from kisotui.domain.detail_views import EventQuery
from kisotui.store import events
from kisotui.store.engine import Store

LARGEST = 2**63 - 1


def test_a_number_that_no_event_has_reached_finds_all(store: Store) -> None:
    with store.read() as session:
        found = events.page(session, EventQuery(before=LARGEST, limit=LARGEST))
        assert found == events.page(session, EventQuery())
    assert found
