"""What a defect of a Kubernetes ISO is, and how files of one are changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from demo.images import Kind
from tests.support.iso_writer import Link

Made = dict[str, bytes | Link]
Spoil = Callable[[Made], Made]


class Defect(NamedTuple):
    name: str
    kind: Kind
    spoil: Spoil
    found: list[tuple[str, str]]
    """Code and path of each finding, the worst first."""


def plain(made: Made, path: str) -> bytes:
    data = made[path]
    assert isinstance(data, bytes)
    return data


def put(path: str, data: bytes | Link) -> Spoil:
    return lambda made: {**made, path: data}


def without(*paths: str) -> Spoil:
    return lambda made: {path: data for path, data in made.items() if path not in paths}


def changed(path: str, change: Callable[[bytes], bytes]) -> Spoil:
    return lambda made: {**made, path: change(plain(made, path))}


def less(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path != name}
