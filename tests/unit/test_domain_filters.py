"""The language of filters: what is meant by what is typed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kisotui.domain import filters
from kisotui.domain.failures import Problem
from kisotui.domain.filter_columns import COLUMNS, Column, column
from kisotui.domain.filter_terms import Match, OneOf, Span, Text
from kisotui.domain.views import COLUMNS as SHOWN

NOW = datetime(2026, 11, 23, 11, 12, 5, tzinfo=UTC)
GIB = 1 << 30


def meant(text: str) -> object:
    """What the only term of a filter asks, without any problem."""
    found = filters.parse(text, NOW)
    assert found.problems == ()
    (term,) = found.terms
    assert (term.negated, term.source, found.text) == (False, text, text)
    return term.test


def _utc(parts: Sequence[int]) -> datetime:
    year, month, day, hour, minute, second = [*parts, 0, 0, 0][:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def codes(text: str) -> list[str]:
    return [problem.code for problem in filters.parse(text, NOW).problems]


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("Calico", Text("calico")),
        ('"Two  words"', Text("two  words")),
        ("10:30", Text("10:30")),
        ('"foo:bar"', Text("foo:bar")),
        ("100%_done", Text("100%_done")),
        ("name:Calico", Text("calico", "name")),
        ('name:="Two words"', Text("two words", "name", Match.WHOLE)),
        ("이름:캘리코", Text("캘리코", "name")),
        ("id:3F2", Text("3f2", "id", Match.START)),
        ("state:en", OneOf("state", ("Enabled",))),
        ("STATE:ABLED", OneOf("state", ("Enabled", "Disabled"))),
        ("iso:failed", OneOf("isostate", ("Failed",))),
        ("isostate:=ready", OneOf("isostate", ("Ready",))),
        ("arch:64", OneOf("arch", ("x86_64", "aarch64"))),
        ("ha:yes", OneOf("supportsha", (True,))),
        ("direct:아니요", OneOf("directdownload", (False,))),
        ("version:1.3", Text("1.3", "semanticversion", Match.START)),
        ("version:v1.30.", Text("1.30.", "semanticversion", Match.START)),
        ("version:>=1.30", Span("semanticversion", 1_000030_000000, None)),
        ("version:>=v1.30.", Span("semanticversion", 1_000030_000000, None)),
        ("version:>1.30", Span("semanticversion", 1_000031_000000, None)),
        ("version:<=1", Span("semanticversion", None, 2_000000_000000)),
        ("version:<1.30.2", Span("semanticversion", None, 1_000030_000002)),
        ("version:=1.30", Span("semanticversion", 1_000030_000000, 1_000031_000000)),
        ("cpu:4", Text("4", "mincpunumber", Match.START)),
        ("cpu:=4", Span("mincpunumber", 4, 5)),
        ("cpu:>4", Span("mincpunumber", 5, None)),
        ("memory:<=4096", Span("minmemory", None, 4097)),
        ("mem:4G", Span("minmemory", 4096, 4097)),
        ("memory:>=1.5GiB", Span("minmemory", 1536, None)),
        ("size:>1G", Span("size", GIB + 1, None)),
        ("size:>=1g", Span("size", GIB, None)),
        ("size:<500B", Span("size", None, 500)),
        ("size:=2G", Span("size", GIB * 3 // 2, GIB * 5 // 2)),
        ("size:500B", Span("size", 500, 501)),
        ("rate:>=10M/s", Span("rate", 10 << 20, None)),
        ("progress:50", Span("progress", 50, 51)),
        ("progress:>50%", Span("progress", 51, None)),
        ("progress:Paused", Text("paused", "progress")),
        ("failure:checksum", Text("checksum", "failure")),
        ("created:<7d", Span("created", NOW - timedelta(days=7), None)),
        ("created:7d", Span("created", NOW - timedelta(days=7), None)),
        ("created:>=2w", Span("created", None, NOW - timedelta(weeks=2))),
        ("created:=1h", Span("created", NOW - timedelta(hours=2), NOW - timedelta(hours=1))),
    ],
)
def test_what_is_meant(text: str, test: object) -> None:
    assert meant(text) == test


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("created:2026", (2026, 1, 1), (2027, 1, 1)),
        ("created:=2026-12", (2026, 12, 1), (2027, 1, 1)),
        ("created:2026-02-28", (2026, 2, 28), (2026, 3, 1)),
        ('created:"2026-11-23 20"', (2026, 11, 23, 20), (2026, 11, 23, 21)),
        ("created:2026-11-23T20:12", (2026, 11, 23, 20, 12), (2026, 11, 23, 20, 13)),
        ("created:2026-11-23T23:59:59", (2026, 11, 23, 23, 59, 59), (2026, 11, 24)),
    ],
)
def test_dates_are_of_the_clock_on_the_wall(
    text: str, first: Sequence[int], after: Sequence[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Seoul")
        time.tzset()
        span = meant(text)
    time.tzset()
    assert isinstance(span, Span)
    nine = timedelta(hours=9)
    assert span.least == _utc(first) - nine
    assert span.below == _utc(after) - nine


@pytest.mark.parametrize(
    ("pasted", "source"),
    [
        ("https://Server.example/a.iso", "url:https://Server.example/a.iso"),
        ("!http://server/a", "!url:http://server/a"),
        ("https://kim:pass@server/a?token=x#y", "url:https://server/a"),
    ],
)
def test_a_pasted_address_is_looked_for_without_its_secrets(pasted: str, source: str) -> None:
    found = filters.parse(f"calico {pasted}", NOW)
    assert found.problems == ()
    term = found.terms[1]
    assert (term.source, term.negated) == (source, pasted.startswith("!"))
    assert term.test == Text(source.partition(":")[2].casefold(), "url")
    assert filters.parse(found.text, NOW) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("!", "filter-empty"),
        ('""', "filter-empty"),
        ('!"  "', "filter-empty"),
        ('"cal', "filter-quote"),
        ('name:"cal', "filter-quote"),
        ("name:", "filter-unfinished"),
        ("state:", "filter-unfinished"),
        ("state:enx", "filter-value"),
        ("state:=en", "filter-value"),
        ("version:", "filter-unfinished"),
        ("version:>=", "filter-unfinished"),
        ("version:abc", "filter-value"),
        ("version:>=1..3", "filter-value"),
        ("version:=1.30.1.1", "filter-value"),
        ("version:>1234567", "filter-value"),
        ("cpu:four", "filter-value"),
        ("memory:>x", "filter-value"),
        ("size:>", "filter-unfinished"),
        ("size:>1", "filter-value"),
        ("size:>1000000T", "filter-value"),
        ("progress:>half", "filter-value"),
        ("created:<7", "filter-value"),
        ("created:>=2026-1", "filter-value"),
        ("created:>=2026-02-30", "filter-value"),
        ("created:0001", "filter-value"),
        ("created:<999999d", "filter-value"),
        ("ha:perhaps", "filter-value"),
        ("foo:x", "column-unknown"),
        ("http:/server", "column-unknown"),
        ("https://", "url-format"),
        ("name:>x", "filter-operator"),
        ("zone:<=x", "filter-operator"),
    ],
)
def test_what_is_not_whole_is_not_there_and_says_what_is_missing(text: str, code: str) -> None:
    found = filters.parse(f"calico {text}", NOW)
    assert [term.source for term in found.terms] == ["calico"]
    assert [problem.code for problem in found.problems] == [code]
    with pytest.raises(Problem) as caught:
        filters.check(text, NOW)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("typed", "instead"),
    [("state:failed", "iso:failed"), ("!상태:=ready", "iso:=ready"), ("iso:disab", "state:disab")],
)
def test_a_state_of_the_other_kind_is_told_with_its_column(typed: str, instead: str) -> None:
    [problem] = filters.parse(typed, NOW).problems
    assert problem.code == "filter-other-column"
    assert problem.values == {"text": typed, "instead": instead}


def test_terms_stand_beside_each_other_and_can_be_negated() -> None:
    text = ' !s390x\tstate:enabled   !name:"a b" created:<7d '
    found = filters.parse(text, NOW)
    assert [(term.source, term.negated) for term in found.terms] == [
        ("!s390x", True),
        ("state:enabled", False),
        ('!name:"a b"', True),
        ("created:<7d", False),
    ]
    assert found.text == '!s390x state:enabled !name:"a b" created:<7d'


def test_there_is_an_end_to_it() -> None:
    assert codes("x" * filters.LONGEST) == []
    assert codes("x" * (filters.LONGEST + 1)) == ["filter-long"]
    many = filters.parse("x " * 1000, NOW)
    assert len(many.terms) == filters.MOST_TERMS
    assert [problem.code for problem in many.problems] == ["filter-long"]


def test_hidden_characters_are_looked_for_nowhere() -> None:
    (term,) = filters.parse("a\x00\u202eb", NOW).terms
    assert term.test == Text("a\ufffd\ufffdb")


@given(st.text(st.sampled_from('ab1.:"!<>=- \tversionstatesizecreated79dGM한'), max_size=40))
def test_whatever_is_typed_gives_a_filter_that_is_whole(text: str) -> None:
    found = filters.parse(text, NOW)
    again = filters.parse(found.text, NOW)
    assert (again.terms, again.problems) == (found.terms, ())


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    filters.parse(text, NOW)


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("v", True),
        ("calico !versi", True),
        ("VERSION", True),
        ("이", True),
        ("", False),
        ("version:", False),
        ("version ", False),
        ("calico", False),
        ("v1", False),
        ('"v', False),
        ("name:v", False),
    ],
)
def test_what_may_be_the_beginning_of_a_columns_name(text: str, may: bool) -> None:
    assert filters.may_become_column(text) is may


class TestColumns:
    def test_every_column_of_the_list_can_be_named_by_its_field(self) -> None:
        assert [each.key for each in COLUMNS] == list(SHOWN)
        for key in SHOWN:
            assert column(key).key == key

    def test_no_name_means_two(self) -> None:
        names = [name for each in COLUMNS for name in each.names]
        assert len(names) == len(set(names))

    @pytest.mark.parametrize("each", COLUMNS, ids=lambda each: each.key)
    def test_what_is_expected_is_a_value(self, each: Column) -> None:
        for value in each.expected.split(", "):
            assert codes(f"{each.names[0]}:{value}") == []
