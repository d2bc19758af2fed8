"""Everything that a person reads, in English and Korean: one catalogue for the whole program.

``t("id", value=...)`` gives the text in the chosen language. The messages stand beside each other
in both languages, in one file for each part of the program.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kisotui.domain.failures import Problem
from kisotui.domain.text import visible
from kisotui.locale.actions import ACTIONS
from kisotui.locale.commands import COMMANDS
from kisotui.locale.contents import CONTENTS
from kisotui.locale.edits import EDITS
from kisotui.locale.events import EVENTS
from kisotui.locale.failures import FAILURES
from kisotui.locale.findings import FINDINGS
from kisotui.locale.log import LOG
from kisotui.locale.preflight import PREFLIGHT
from kisotui.locale.proofs import PROOFS
from kisotui.locale.screens import SCREENS
from kisotui.locale.settings import SETTINGS
from kisotui.locale.sources import SOURCES
from kisotui.locale.topics import TOPICS
from kisotui.locale.topics_program import PROGRAM_TOPICS
from kisotui.locale.usable import USABLE
from kisotui.locale.words import WORDS

if TYPE_CHECKING:
    from kisotui.domain.contents import Finding

LANGUAGES: Final = ("en", "ko")
_COUNTS: Final = frozenset({"count", "total", "n", "files"})

CATALOGUE: Final[Mapping[str, tuple[str, str]]] = {
    **WORDS,
    **FAILURES,
    **FINDINGS,
    **EVENTS,
    **EDITS,
    **ACTIONS,
    **SCREENS,
    **COMMANDS,
    **CONTENTS,
    **USABLE,
    **LOG,
    **PREFLIGHT,
    **PROOFS,
    **SETTINGS,
    **SOURCES,
    **TOPICS,
    **PROGRAM_TOPICS,
}

_language = 0


def use(language: str) -> None:
    """Speak this language from now on; one of LANGUAGES."""
    global _language
    _language = LANGUAGES.index(language)


def language() -> str:
    """The language spoken now."""
    return LANGUAGES[_language]


def from_environment(environ: Mapping[str, str] = os.environ) -> str:
    """The language that the locale asks for; English where it asks for another or none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name)
        if value:
            return "ko" if value.lower().startswith("ko") else "en"
    return "en"


def t(message: str, /, **values: object) -> str:
    """The message in the language spoken, with the values put in (made safe to show)."""
    return _render(_language, message, values)


def english(message: str, /, **values: object) -> str:
    """The message in English whatever is spoken: for what is stored and logged."""
    return _render(0, message, values)


def problem_text(problem: Problem) -> str:
    """What went wrong, as one sentence."""
    return t(f"failure.{problem.code}", **problem.values)


def problem_next(problem: Problem) -> str:
    """What to do about it, as one sentence."""
    return t(f"failure.{problem.code}.next", **problem.values)


def finding_text(finding: Finding) -> str:
    """What was found in an ISO, as one sentence."""
    return t(f"finding.{finding.code}", **{**finding.values, "path": finding.path})


def finding_next(finding: Finding) -> str:
    """What to do about it, as one sentence."""
    return t(f"finding.{finding.code}.next", **{**finding.values, "path": finding.path})


def nested(message: str, /, **values: object) -> dict[str, object]:
    """A message as a value of another one, for instance the reason in an event. Plain JSON."""
    return {"message": message, "values": values}


def _render(index: int, message: str, values: Mapping[str, object]) -> str:
    shown = _Values(
        (name, _Count(value) if name in _COUNTS and isinstance(value, int) else _show(index, value))
        for name, value in values.items()
    )
    texts = CATALOGUE.get(message)
    # A later release may have stored it; no text to show is no reason to end.
    return texts[index].format_map(shown) if texts else visible(message)


def _show(index: int, value: object) -> object:
    """A value as it stands in a message; a mapping is a message itself, as ``nested`` makes it."""
    if isinstance(value, Mapping):
        return _render(index, value["message"], value["values"])
    return visible(value) if isinstance(value, str) else value


class _Values(dict[str, object]):
    """The values of a message; another release may have stored it without one of them."""

    def __missing__(self, name: str) -> object:
        return _Unknown()


class _Unknown:
    def __format__(self, spec: str) -> str:
        return "?"


class _Count(int):
    """How many there are: in groups of three digits."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec or ",")
