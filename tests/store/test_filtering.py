"""Filters find the same rows on both databases as a look at each view does."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from kisotui.domain import filters
from kisotui.domain import versions as rules
from kisotui.domain.filter_terms import Match, OneOf, Span, Test
from kisotui.domain.progress import percent
from kisotui.domain.states import Arch, IsoState, Phase, VersionState, Work
from kisotui.domain.text import searchable
from kisotui.domain.views import Version, VersionQuery
from kisotui.locale import CATALOGUE
from kisotui.store import listing, tables
from kisotui.store.engine import Store
from kisotui.store.versions import summarise
from tests.support.rows import add_version, add_zone

NOW = datetime(2026, 11, 23, 11, 12, 5, tzinfo=UTC)


def _fill(session: Session) -> None:
    """Versions that differ in every column, some of them in ways that confuse SQL."""
    zones = [add_zone(session, name) for name in ("Seoul", "Busan-Edge", "대전 1", "100%_x")]
    long = [add_zone(session, f"{'z' * 60}{number}") for number in range(4)]
    isos: Sequence[dict[str, object]] = (
        {},
        {"state": IsoState.FAILED, "work": Work.NONE, "failure": "checksum"},
        {"state": IsoState.READY, "work": Work.NONE, "size": 5 << 30, "received": 5 << 30},
        {"state": IsoState.CREATING, "owner": "w", "size": 1 << 30, "received": 1 << 29},
        {"state": IsoState.CREATING, "due": NOW + timedelta(hours=1), "failure": "dns"},
        {"state": IsoState.CREATING, "due": NOW - timedelta(hours=1), "failure": "dns"},
        {"state": IsoState.CREATING, "due": NOW - timedelta(hours=1), "failure": "no-space"},
        {"work": Work.PAUSED, "size": 700 << 20, "received": 70 << 20},
        {"state": IsoState.CREATING, "owner": "w", "rate": 12 << 20},
    )
    names = ("v1.30", "Calico 쿠버", "100%_done", "a\\b'c", 'quo"te', "straße", "x", "y", "É")
    for number, (name, iso) in enumerate(zip(names, isos, strict=True)):
        version = f"1.{number * 5}.{number}"
        here = zones[: number % 4 + 1] if number != 8 else [*long, zones[1]]
        _add(session, name, version, number, here, iso)


def _add(
    session: Session,
    name: str,
    version: str,
    number: int,
    zones: Sequence[str],
    iso: dict[str, object],
) -> None:
    added = add_version(
        session,
        zones,
        name=name,
        semanticversion=version,
        version_order=rules.order(rules.parse(version)),
        state=list(VersionState)[number % 2],
        arch=list(Arch)[number % 3].value,
        mincpunumber=2 + number,
        minmemory=2048 * (number + 1),
        directdownload=number % 4 == 0,
        allzones=number % 4 == 3,
        url=f"https://Example.org/ÄPFEL/{number}.iso?token=geheim{number}" if number % 2 else "",
        file="" if number % 2 else f"/srv/한글 Ä/{number}.ISO",
        checksum="{SHA-256}" + (f"{number}aF" * 22)[:64],
        created=NOW - timedelta(days=number * 3),
    )
    for row in session.exec(select(tables.Iso).where(tables.Iso.version_id == added)):
        for column, value in iso.items():
            setattr(row, column, value)
    summarise(session, added)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "now", lambda: NOW)


@pytest.fixture
def session(store: Store, clock: None) -> Iterator[Session]:
    with store.write() as session:
        _fill(session)
    with store.read() as session:
        yield session


# The same by looking at one view after the other


def _lower(text: str) -> str:
    """ASCII letters only, as databases do."""
    return "".join(chr(ord(char) + 32) if "A" <= char <= "Z" else char for char in text)


def _failure(version: Version) -> list[str]:
    if version.failure is None:
        return []
    texts = CATALOGUE.get(f"screen.failure.{version.failure}", ())
    return [searchable(word) for word in (version.failure, *texts)]


def _progress(version: Version) -> list[str]:
    if version.phase is Phase.IDLE:
        return _failure(version)
    texts = CATALOGUE.get(f"word.phase.{version.phase}", ())
    return [*_failure(version), *map(searchable, (version.phase.value, *texts))]


def _zones(version: Version) -> list[str]:
    everywhere = CATALOGUE["word.all-zones"] if version.allzones else ()
    return [searchable(name) for name in (*version.zonenames, *everywhere)]


_TEXTS: dict[str, Callable[[Version], list[str]]] = {
    "id": lambda version: [version.id],
    "name": lambda version: [searchable(version.name)],
    "semanticversion": lambda version: [version.semanticversion],
    "mincpunumber": lambda version: [str(version.mincpunumber)],
    "minmemory": lambda version: [str(version.minmemory)],
    "zonename": _zones,
    "progress": _progress,
    "failure": _failure,
    "url": lambda version: [_lower(version.url.partition("?")[0])],
    "file": lambda version: [_lower(version.file)],
    "checksum": lambda version: [_lower(version.checksum)],
    "usable": lambda version: [version.usable],
}


def _value(version: Version, column: str) -> object:
    if column == "semanticversion":
        return rules.order(rules.parse(version.semanticversion))
    if column == "progress":
        done = version.isostate is IsoState.READY
        return 100 if done else percent(version.received, version.size) or 0
    return getattr(version, column)


def _passes(version: Version, test: Test) -> bool:
    if isinstance(test, OneOf):
        return _value(version, test.column) in test.values
    if isinstance(test, Span):
        value: Any = _value(version, test.column)
        return value is not None and all(
            holds(value, limit)
            for holds, limit in ((operator.ge, test.least), (operator.lt, test.below))
            if limit is not None
        )
    assert test.column is not None, "plain words are not for a view to tell"
    said = _TEXTS[test.column](version)
    if test.match is Match.WHOLE:
        return test.word in said
    if test.match is Match.START:
        return any(text.startswith(test.word) for text in said)
    return any(test.word in text for text in said)


def _agrees(session: Session, text: str) -> int:
    """How many are found; those that a look at each view finds."""
    everything = listing.page(session, VersionQuery(), 0, 100)
    wanted = filters.parse(text, NOW)
    expected = {
        version.id
        for version in everything
        if all(_passes(version, term.test) != term.negated for term in wanted.terms)
    }
    query = VersionQuery(text=text)
    found = listing.page(session, query, 0, 100)
    assert {version.id for version in found} == expected, text
    assert listing.count(session, query) == len(found)
    return len(found)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("name:100%_", 1),
        ("name:\\", 1),
        ("name:strasse", 1),
        ("name:=É", 1),
        ('name:"calico 쿠"', 1),
        ("state:enabled", 5),
        ("!state:enabled", 4),
        ("version:>=1.20", 5),
        ("version:1.1", 2),
        ("version:=1.10", 1),
        ("cpu:1", 1),
        ("memory:<=4G", 2),
        ("size:>1G", 3),
        ("size:<=4G", 2),
        ("!size:>=1G", 6),
        ("size:15G", 1),
        ("rate:>=12M", 1),
        ("progress:>=50", 2),
        ("progress:paused", 1),
        ("progress:queued", 2),
        ("progress:대기", 4),
        ('progress:"disk full"', 1),
        ("failure:체크섬", 1),
        ("!failure:dns", 8),
        ("zone:seoul", 8),
        ("zone:=busan-edge", 7),
        ("zone:busan", 7),
        ('zone:"all zones"', 2),
        ("zone:100%_", 2),
        ("created:<7d", 3),
        ("created:2026-11-23", 1),
        ("url:example.org", 4),
        ("url:geheim", 0),
        ("url:token", 0),
        ("file:.iso", 5),
        ("file:한글", 5),
        ("checksum:1af1af", 1),
        ("direct:yes", 3),
        ("ha:no", 4),
        ("autoscaling:yes", 6),
        ("arch:aarch !version:<1.10", 2),
    ],
)
def test_by_column(session: Session, text: str, count: int) -> None:
    assert _agrees(session, text) == count


_VALUES = {
    "name": ["v1", "100%", "쿠버", "'", '"a b"', "_", "X"],
    "id": ["0", "ab", "f1"],
    "state": ["enabled", "dis", "abled"],
    "version": ["1", "1.1", "1.15.3", "1.40"],
    "iso": ["failed", "ready", "creating", "a"],
    "cpu": ["2", "5", "1"],
    "memory": ["2048", "4G", "1"],
    "arch": ["x86", "aarch64", "s390x"],
    "zone": ["seoul", "대전", "zz", "all", "모든", "%"],
    "size": ["1G", "700M", "5.0G", "0B"],
    "progress": ["50", "10%", "paused", "running", "dns"],
    "created": ["3d", "24h", "2026-11", "2026-11-20", "1w"],
    "failure": ["dns", "checksum", "no-space", "체크섬"],
    "rate": ["1M", "12M", "0B"],
    "url": ["example", "iso", "?", "token"],
    "file": ["srv", ".ISO", "한글"],
    "checksum": ["SHA-256", "1aF", "{"],
    "usable": ["no", "yes", "failed", "no:missing"],
    "direct": ["yes", "no"],
    "ha": ["yes", "no"],
    "autoscaling": ["yes", "no"],
}
_TERMS = st.sampled_from(sorted(_VALUES)).flatmap(
    lambda column: st.tuples(
        st.sampled_from(["", "!"]),
        st.just(column),
        st.sampled_from(["", "=", "<", "<=", ">", ">="]),
        st.sampled_from(_VALUES[column]),
    )
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(terms=st.lists(_TERMS, min_size=1, max_size=3))
def test_any_filter(session: Session, terms: list[tuple[str, str, str, str]]) -> None:
    _agrees(session, " ".join(f"{no}{column}:{by}{value}" for no, column, by, value in terms))


def test_plain_words_and_those_that_are_excluded(session: Session) -> None:
    def found(text: str) -> list[str]:
        return sorted(each.name for each in listing.page(session, VersionQuery(text=text), 0, 99))

    assert found("calico") == ["Calico 쿠버"]
    assert found('"calico 쿠버"') == ["Calico 쿠버"]
    assert found('"쿠버 calico"') == []
    assert len(found("!calico")) == 8
    assert found("disabled !s390x !é") == found("state:disabled !arch:s390x !name:é")
    assert len(found("version:>=")) == 9


@pytest.mark.parametrize("char", ["x", "%", "\N{GREEK SMALL LETTER IOTA WITH DIALYTIKA AND TONOS}"])
def test_the_longest_word_is_looked_for(session: Session, char: str) -> None:
    longest = VersionQuery(text=char * filters.LONGEST)
    assert listing.page(session, longest, 0, 99) == []
    assert filters.parse(longest.text, NOW).terms
