"""The names that a download uses beside its place."""

from __future__ import annotations

from pathlib import Path

from kisotui.download import disk, sidecar


def part_path(place: Path) -> Path:
    return place.with_name(f"{place.name}.part")


def sidecar_path(place: Path) -> Path:
    return place.with_name(f"{place.name}.part.json")


def link_path(place: Path) -> Path:
    """Where a file is verified that shares its content with another one."""
    return place.with_name(f"{place.name}.link")


def rescue_path(place: Path) -> Path:
    """Where the safe bytes of a part are copied to that somebody still holds."""
    return place.with_name(f"{place.name}.part.new")


def remove(place: Path) -> None:
    """Remove the part for a place and all that belongs to it. Raises OSError."""
    remove_notes(place)
    disk.unlink(part_path(place))


def remove_notes(place: Path) -> None:
    """Remove all that belongs to the part for a place. Raises OSError."""
    note = sidecar_path(place)
    for path in (note, sidecar.draft_path(note), link_path(place), rescue_path(place)):
        disk.unlink(path)
