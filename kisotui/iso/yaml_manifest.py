"""Manifests: whether they parse as YAML, and which images they name.

Only the parser's events are looked at and nothing is built of them, so that aliases which multiply
cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from kisotui.domain.contents import Finding
from kisotui.domain.findings import finding
from kisotui.iso import budgets

# The parser in C is ten times as fast; where PyYAML was built without it, the other one will do.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NAME: Final = re.compile(r"[\w./:@-]+", re.ASCII)  # no template


@dataclass(slots=True)
class _Level:
    """A mapping or sequence that the parser is in."""

    is_mapping: bool
    key: str | None = None
    """The key whose value comes next."""


@dataclass(slots=True)
class Manifest:
    """What was found in a manifest."""

    images: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def look(path: str, data: bytes) -> Manifest:
    """Parse the manifest to its end, or to where it is wrong."""
    manifest = Manifest()
    documents = 0
    try:
        for event in _events(data):
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                documents += 1
            elif isinstance(event, tuple):
                _note(manifest, *event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 0
        manifest.findings.append(finding("yaml-broken", path, line=line))
    except _TooMuchError:
        manifest.findings.append(finding("yaml-huge", path))
    except (UnicodeError, RecursionError, ValueError):
        manifest.findings.append(finding("yaml-broken", path, line=0))
    else:
        if not documents:
            manifest.findings.append(finding("yaml-empty", path))
    return manifest


class _TooMuchError(Exception):
    pass


def _note(manifest: Manifest, key: str, value: str) -> None:
    if key == "image" and _NAME.fullmatch(value) and len(manifest.images) < budgets.REFERENCES:
        manifest.images.append(value)


def _events(data: bytes) -> Iterator[Any]:
    """The parser's events, and for each key of a mapping with a plain value the two of them."""
    levels: list[_Level] = []
    for count, event in enumerate(yaml.parse(data, Loader=_LOADER)):
        if count > budgets.YAML_EVENTS or len(levels) > budgets.YAML_DEPTH:
            raise _TooMuchError
        yield event
        if isinstance(event, yaml.ScalarEvent):
            if levels and (pair := _scalar(levels[-1], event.value)):
                yield pair
        elif isinstance(event, yaml.AliasEvent):
            if levels:
                _scalar(levels[-1], "")
        elif isinstance(event, yaml.CollectionStartEvent):
            if levels:
                _scalar(levels[-1], "")
            levels.append(_Level(isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.CollectionEndEvent):
            levels.pop()


def _scalar(level: _Level, value: str) -> tuple[str, str] | None:
    """What a node is to the mapping it stands in: its key, or the value of one."""
    if not level.is_mapping:
        return None
    if level.key is None:
        level.key = value
        return None
    key, level.key = level.key, None
    return key, value
