"""The catalogue holds what is said, no less and no more; what test_locale leaves to families."""

from __future__ import annotations

import ast
import inspect
import re
from itertools import pairwise
from string import Formatter

import pytest

from kisotui import settings
from kisotui.locale import CATALOGUE
from kisotui.settings import SETTABLE
from tests.unit.test_locale import nodes, pattern

# Names of the field, abbreviations, words of CloudStack: the same in both languages.
SAME = {
    "cmd.column.pid",
    "cmd.delete.zones",
    "cmd.version.edit.arch",
    "cmd.zone",
    "field.id",
    "field.isoid",
    "field.isourl",
    "field.url",
    "field.zone",
    "field.zoneid",
    "field.zonename",
    "log.failed",
    "screen.column.id",
    "screen.column.supportsha",
    "screen.column.url",
    "screen.column.zonename",
    "screen.detail.by",
    "screen.detail.levels.error",
    "screen.detail.levels.warn",
    "topic.zones.title",
    "preflight.fact.answered",
    "preflight.fact.date",
    "preflight.fact.etag",
    "preflight.fact.kubernetes",
    "preflight.group.iso",
    "preflight.step.volume",
    "preflight.the-iso",
}


def bare(text: str) -> str:
    """A text without its placeholders."""
    return re.sub(r"{[^{}]*}", "", text)


def test_korean_is_written_in_hangul() -> None:
    without = {
        message
        for message, (_, korean) in CATALOGUE.items()
        if re.search("[A-Za-z가-힣]", bare(korean)) and not re.search("[가-힣]", korean)
    }
    assert without == SAME


def test_english_is_not() -> None:
    assert [id_ for id_, (english, _) in CATALOGUE.items() if re.search("[가-힣]", english)] == []


@pytest.mark.parametrize("language", [0, 1])
def test_nothing_begins_or_ends_with_a_blank_that_nobody_sees(language: int) -> None:
    untidy = [
        message
        for message, texts in CATALOGUE.items()
        if re.search(r"[^\S\n]$|  +$", texts[language]) or "\t" in texts[language]
    ]
    assert untidy == []


@pytest.mark.parametrize("language", [0, 1])
def test_every_text_is_one_that_can_be_filled_in(language: int) -> None:
    """No brace is left single: it would be found only when it is said."""
    for texts in CATALOGUE.values():
        for _, name, spec, _ in Formatter().parse(texts[language]):
            assert name is None or name.isidentifier()
            assert spec in (None, "", ",")


def test_every_field_and_event_is_told_of_somewhere() -> None:
    literal = {node.value for _, node in nodes() if isinstance(node, ast.Constant)}
    built = {pattern(node) for _, node in nodes() if isinstance(node, ast.JoinedStr)}
    possible = [re.compile(each) for each in built if each.startswith("event")]
    unused = [
        message
        for message in CATALOGUE
        if message.startswith(("field.", "event."))
        and message not in literal
        and message.removeprefix("field.") not in literal
        and not any(each.fullmatch(message) for each in possible)
    ]
    assert unused == []


def _docstrings() -> dict[str, str]:
    tree = ast.parse(inspect.getsource(settings))
    body = next(
        node.body
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == "Settings"
    )
    return {
        field.target.id: " ".join(str(text.value.value).split()).replace("``", "`")
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
    }


def test_every_setting_is_told_of_in_the_words_of_its_docstring() -> None:
    told = {
        message.removeprefix("setting."): english.replace("{{", "{").replace("}}", "}")
        for message, (english, _) in CATALOGUE.items()
        if message.startswith("setting.")
    }
    assert told == {name: text for name, text in _docstrings().items() if name in SETTABLE}
