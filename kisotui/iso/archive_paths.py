"""Where the names in an archive lead."""

from __future__ import annotations

from pathlib import PurePosixPath


def resolved(name: str, base: str = "") -> str | None:
    """The path below the archive's root; None for one that leaves it. ``base``: the directory that
    the name starts from."""
    if name.startswith("/"):
        return None
    parts: list[str] = []
    for part in PurePosixPath(base).parts + tuple(name.split("/")):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def linked(member: str, target: str, *, hard: bool) -> str | None:
    """Where a link leads: a hard one from the root, a soft one from its own directory."""
    return resolved(target, "" if hard else member.rpartition("/")[0])
