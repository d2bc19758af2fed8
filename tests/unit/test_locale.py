"""The catalogue: whole, used, and alike in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import kisotui
from kisotui import locale
from kisotui.domain import names
from kisotui.domain.actions import ACTIONS
from kisotui.domain.failures import FAILURES, Problem
from kisotui.locale import CATALOGUE, LANGUAGES, english, nested, t

SOURCE = Path(kisotui.__file__).parent
SPEAKERS = {"t", "english", "nested"}
# Put together from what is in the domain: looked up by code, field, action or stored event.
FAMILIES = ("failure.", "finding.", "field.", "action.", "event.")


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


@cache
def nodes() -> list[tuple[str, ast.AST]]:
    """Everything in the source outside the catalogue, with where it stands."""
    found: list[tuple[str, ast.AST]] = []
    for path in sorted(SOURCE.rglob("*.py")):
        if path.parent.name == "locale" and path.name not in ("__init__.py", "format.py"):
            continue
        tree = ast.parse(path.read_text())
        found += [(f"{path.name}:{getattr(node, 'lineno', 0)}", node) for node in ast.walk(tree)]
    return found


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    for where, node in nodes():
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in names:
                yield where, node


def pattern(text: ast.JoinedStr) -> str:
    """What an f-string can become, as a regular expression."""
    parts = [
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
        for part in text.values
    ]
    return "".join(parts)


def test_both_languages_say_something() -> None:
    assert LANGUAGES == ("en", "ko")
    empty = [id for id, texts in CATALOGUE.items() if not all(text.strip() for text in texts)]  # noqa: A001
    assert empty == []


@pytest.mark.parametrize("message", sorted(CATALOGUE))
def test_both_languages_name_the_same(message: str) -> None:
    first, second = CATALOGUE[message]
    assert placeholders(first) == placeholders(second)


def test_korean_is_korean() -> None:
    """What is a sentence in English has Hangul in Korean."""
    foreign = [
        message
        for message, (first, second) in CATALOGUE.items()
        if len(re.findall("[a-z]{3,}", re.sub(r"{[^}]*}", "", first))) > 3
        and not re.search("[가-힣]", second)
    ]
    assert foreign == []


def test_every_failure_has_its_messages_and_no_other_has() -> None:
    named = {f"failure.{code}{end}" for code in FAILURES for end in ("", ".next")}
    assert named == {message for message in CATALOGUE if message.startswith("failure.")}


def test_every_action_has_its_messages() -> None:
    named = {f"action.{action.id}{end}" for action in ACTIONS for end in ("", ".help")}
    assert named - set(CATALOGUE) == set()


def test_what_is_said_is_in_the_catalogue() -> None:
    missing = []
    for where, call in calls(*SPEAKERS):
        message = call.args[0] if call.args else None
        if isinstance(message, ast.Constant) and message.value not in CATALOGUE:
            missing.append((where, message.value))
        elif isinstance(message, ast.JoinedStr):
            possible = re.compile(pattern(message))
            if not any(possible.fullmatch(known) for known in CATALOGUE):
                missing.append((where, ast.unparse(message)))
    assert missing == []


def test_what_is_in_the_catalogue_is_said() -> None:
    literal = {node.value for _, node in nodes() if isinstance(node, ast.Constant)}
    built = [
        re.compile(pattern(node))
        for _, node in nodes()
        if isinstance(node, ast.JoinedStr) and re.match(r"\w+\\\.", pattern(node))
    ]
    unused = [
        message
        for message in CATALOGUE
        if message not in literal
        and not message.startswith(FAMILIES)
        and not any(possible.fullmatch(message) for possible in built)
    ]
    assert unused == []


def test_every_problem_is_given_what_its_messages_name() -> None:
    wrong = []
    for where, call in calls("Problem"):
        code = call.args[0] if call.args else None
        given = {keyword.arg for keyword in call.keywords}
        if not isinstance(code, ast.Constant) or None in given:
            continue  # put together elsewhere
        name = f"failure.{code.value!s}"
        messages = [name, f"{name}.next"]
        needed = set().union(*(placeholders(CATALOGUE[m][0]) for m in messages))
        if needed - given:
            wrong.append((where, code.value, sorted(needed - given)))
    assert wrong == []


def test_every_event_is_given_what_its_message_names() -> None:
    wrong = []
    for where, call in calls("record"):
        named = {keyword.arg: keyword.value for keyword in call.keywords}
        message, values = named.get("message"), named.get("values")
        if isinstance(message, ast.Constant) and isinstance(values, ast.Dict):
            given = {key.value for key in values.keys if isinstance(key, ast.Constant)}
            needed = placeholders(CATALOGUE[str(message.value)][0])
            if None not in values.keys and needed - given:
                wrong.append((where, message.value))
    assert wrong == []


class TestSpeaking:
    def test_the_language_chosen(self) -> None:
        assert t("word.yes") == "yes"
        locale.use("ko")
        assert locale.language() == "ko"
        assert t("word.yes") == "예"
        assert english("word.yes") == "yes"

    @pytest.mark.parametrize(
        ("environ", "language"),
        [
            ({}, "en"),
            ({"LANG": "ko_KR.UTF-8"}, "ko"),
            ({"LANG": "ko_KR.EUC-KR", "LC_ALL": "C"}, "en"),
            ({"LANG": "C", "LC_MESSAGES": "ko_KR.UTF-8"}, "ko"),
            ({"LANG": "fr_FR.UTF-8"}, "en"),
        ],
    )
    def test_the_locales_language(self, environ: dict[str, str], language: str) -> None:
        assert locale.from_environment(environ) == language

    def test_values_are_made_safe(self) -> None:
        shown = t("failure.file-missing", path="/a\x1b[31m\nb{path}")
        assert shown == "There is no file /a\ufffd[31m\ufffdb{path}"

    def test_a_problem_in_words(self) -> None:
        problem = Problem("dns", host="h.example")
        assert locale.problem_text(problem) == t("failure.dns", host="h.example")
        assert "h.example" in locale.problem_text(problem)
        assert locale.problem_next(problem)

    def test_a_message_in_a_message(self) -> None:
        reason = nested("failure.dns", host="h\x1b")
        text = t("event.iso.failed", name="v1", zone="z", attempt=1, reason=reason)
        assert "h\ufffd" in text
        assert "\x1b" not in text


@pytest.mark.parametrize(("language", "word"), [("en", "joined emoji"), ("ko", "결합된 이모지")])
def test_a_name_with_an_emoji_that_hides_a_joiner_is_told_so(language: str, word: str) -> None:
    locale.use(language)
    with pytest.raises(Problem) as raised:
        names.parse("\U0001f469\u200d\U0001f4bb")
    assert word in locale.problem_text(raised.value)


@pytest.mark.parametrize("stored", [{}, {"needed": "1 GiB"}])
def test_a_value_that_was_not_stored_is_a_question_mark(stored: dict[str, object]) -> None:
    assert "space in ?: " in t("failure.no-space", **stored)


def test_a_number_that_was_not_stored_is_one_too() -> None:
    values = dict.fromkeys(placeholders(CATALOGUE["event.iso.ready"][0]) - {"size"}, "x")
    assert "?" in t("event.iso.ready", **values)


def test_a_stored_message_that_only_a_later_release_knows_is_shown_by_its_id() -> None:
    assert t("failure.of-tomorrow", path="/") == "failure.of-tomorrow"
    told = t("failure.no-space", path=nested("event.of-tomorrow"), needed="1", free="0")
    assert "event.of-tomorrow" in told
