"""JSON of which nobody knows who wrote it: values of the kind that is expected, or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping


def parse(data: bytes | None) -> object:
    """None for what is no JSON, or too deep."""
    try:
        return json.loads(data) if data else None
    except (ValueError, RecursionError):
        return None


def mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def entries(value: object, most: int) -> list[object]:
    """Of a list, the first ones."""
    return value[:most] if isinstance(value, list) else []


def text(value: object) -> str:
    return value if isinstance(value, str) else ""
