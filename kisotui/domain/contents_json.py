"""``Contents`` as plain JSON: for the store, for commands, and from a later release."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from kisotui.domain.contents import (
    LONGEST,
    Component,
    ContainerImage,
    Contents,
    Finding,
    Glance,
    Kind,
    Node,
    NodeKind,
    Severity,
)

MOST_NODES: Final = 5_000
MOST_COMPONENTS: Final = 200
MOST_IMAGES: Final = 500
MOST_FINDINGS: Final = 500
MOST_TAGS: Final = 50

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)


def to_json(contents: Contents) -> dict[str, object]:
    """Plain JSON; what is beyond the limits is left out."""
    return {
        "worst": contents.worst,
        "size": contents.size,
        "glance": glance_to_json(contents.glance),
        "components": [_slots(each) for each in contents.components[:MOST_COMPONENTS]],
        "images": [_image(each) for each in contents.images[:MOST_IMAGES]],
        "findings": [finding_to_json(each) for each in contents.findings[:MOST_FINDINGS]],
        "tree": [_slots(each) for each in contents.tree[:MOST_NODES]],
    }


def from_json(stored: object) -> Contents:
    """What ``to_json`` made, in this or another release: what it does not know is passed over."""
    given = _mapping(stored)
    return Contents(
        glance=glance_from_json(given.get("glance")),
        size=_number(given, "size"),
        tree=_each(given, "tree", MOST_NODES, _node),
        components=_each(given, "components", MOST_COMPONENTS, _component),
        images=_each(given, "images", MOST_IMAGES, _container_image),
        findings=_each(given, "findings", MOST_FINDINGS, finding_from_json),
    )


def glance_to_json(glance: Glance) -> dict[str, object]:
    return _slots(glance)


def glance_from_json(stored: object) -> Glance:
    given = _mapping(stored)
    names = ("version", "arch", "profile", "revision")
    return Glance(
        label=_text(given, "label"),
        kind=_member(Kind, given.get("kind"), Kind.UNKNOWN),
        **{name: _text(given, name) for name in names},
    )


def finding_to_json(finding: Finding) -> dict[str, object]:
    values = {name: _short(value) for name, value in finding.values.items()}
    return {**_slots(finding), "values": values}


def finding_from_json(stored: object) -> Finding:
    given = _mapping(stored)
    severity = _member(Severity, given.get("severity"), Severity.NOTE)
    values = {str(name): value for name, value in _mapping(given.get("values")).items()}
    return Finding(_text(given, "code"), severity, _text(given, "path"), values)


def _image(image: ContainerImage) -> dict[str, object]:
    return {**_slots(image), "tags": [tag[:LONGEST] for tag in image.tags[:MOST_TAGS]]}


def _slots(value: object) -> dict[str, object]:
    """The fields of a dataclass; texts as long as they may be."""
    names: tuple[str, ...] = getattr(type(value), "__slots__", ())
    return {name: _short(getattr(value, name)) for name in names}


def _short(value: object) -> object:
    return str(value)[:LONGEST] if isinstance(value, str) else value


def _node(given: Mapping[object, object]) -> Node:
    kind = _member(NodeKind, given.get("kind"), NodeKind.OTHER)
    return Node(_text(given, "path"), kind, _number(given, "size"), _text(given, "target"))


def _component(given: Mapping[object, object]) -> Component:
    return Component(
        name=_text(given, "name"),
        path=_text(given, "path"),
        size=_number(given, "size"),
        version=_text(given, "version"),
        arch=_text(given, "arch"),
    )


def _container_image(given: Mapping[object, object]) -> ContainerImage:
    tags = given.get("tags")
    return ContainerImage(
        path=_text(given, "path"),
        tags=tuple(str(tag)[:LONGEST] for tag in tags[:MOST_TAGS])
        if isinstance(tags, list)
        else (),
        arch=_text(given, "arch"),
        size=_number(given, "size"),
        layers=_number(given, "layers"),
        digest=_text(given, "digest"),
    )


def _each(
    given: Mapping[object, object],
    name: str,
    most: int,
    make: Callable[[Mapping[object, object]], _T],
) -> tuple[_T, ...]:
    return tuple(make(each) for each in _mappings(given.get(name), most))


def _mappings(value: object, most: int) -> Iterator[Mapping[object, object]]:
    for each in value[:most] if isinstance(value, list) else ():
        if isinstance(each, Mapping):
            yield each


def _mapping(value: object) -> Mapping[object, object]:
    return value if isinstance(value, Mapping) else {}


def _text(given: Mapping[object, object], name: str) -> str:
    value = given.get(name)
    return value[:LONGEST] if isinstance(value, str) else ""


def _number(given: Mapping[object, object], name: str) -> int:
    value = given.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def _member(kind: type[_E], value: object, other: _E) -> _E:
    try:
        return kind(str(value))
    except ValueError:
        return other
