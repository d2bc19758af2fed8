"""What each setting takes: from text of the environment, or from a TOML value."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from kisotui.domain import limits, quantities, urls
from kisotui.domain.failures import Problem
from kisotui.domain.text import is_hidden
from kisotui.locale import LANGUAGES

SQLITE: Final = "sqlite:///"
_TOKEN: Final = re.compile(r"gh[a-z]_|github_pat_")
_BOOLEANS: Final = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}


class Kind(NamedTuple):
    """What a setting takes.

    ``read``: the value that something given means, paths relative to the directory named;
    ValueError where it means none. ``expected``: how that is said, in both languages alike.
    """

    expected: str
    read: Callable[[object, Path], object]


def absolute(text: str, base: Path) -> Path:
    """The path meant: ``~`` is the home directory, and a relative one begins at ``base``.

    Absolute, because the worker runs in another directory than the person does.
    Raises RuntimeError, OSError: there is no such home directory, or no current directory.
    """
    return (base / Path(text).expanduser()).absolute()


def _text(given: object) -> str:
    if not isinstance(given, str) or not given.strip() or any(map(is_hidden, given)):
        raise ValueError
    return given.strip()


def _path(given: object, base: Path) -> Path:
    return absolute(str(given) if isinstance(given, Path) else _text(given), base)


def _store_url(given: object, base: Path) -> str:
    url = _text(given)
    prefix = SQLITE if url.startswith(SQLITE) else ""
    path = url.removeprefix(prefix)
    if "://" in path or path in ("", ":memory:"):
        return url  # not ours to judge
    return f"{prefix}{absolute(path, base)}"


def sqlite_file(db: str) -> Path | None:
    """The file of a SQLite store; None for a store that is none."""
    if "://" not in db:
        return Path(db)
    return Path(db.removeprefix(SQLITE)) if db.startswith(SQLITE) else None


def _language(given: object, _base: Path) -> str:
    if given not in LANGUAGES:
        raise ValueError
    return str(given)


def _boolean(given: object, _base: Path) -> bool:
    if isinstance(given, bool):
        return given
    try:
        return _BOOLEANS[_text(given).lower()]
    except KeyError:
        raise ValueError from None


def _whole(minimum: int, limit: int) -> Kind:
    def read(given: object, _base: Path) -> int:
        if isinstance(given, bool) or not isinstance(given, int | str):
            raise ValueError
        value = int(given)
        if not minimum <= value <= limit:
            raise ValueError
        return value

    return Kind(f"{minimum} ... {limit}", read)


def _bytes(minimum: int, limit: int) -> Callable[[object, Path], int]:
    def read(given: object, _base: Path) -> int:
        if isinstance(given, bool) or not isinstance(given, int | str):
            raise ValueError
        value = given if isinstance(given, int) else quantities.parse(given)
        if not minimum <= value <= limit:
            raise ValueError
        return value

    return read


def _limit(given: object, base: Path) -> int:
    """No limit, or one under which a download still ends some day."""
    rate = _bytes(0, limits.FASTEST)(given, base)
    if rate != limits.NO_LIMIT and rate < limits.SLOWEST:
        raise ValueError
    return rate


def _paths(given: object, base: Path) -> Mapping[str, Path]:
    if isinstance(given, str):
        as_written = given.lstrip().startswith("{")
        given = json.loads(given) if as_written else dict(map(_pair, given.split(",")))
    if not isinstance(given, Mapping):
        raise ValueError
    return MappingProxyType({_text(name): _path(path, base) for name, path in given.items()})


def _keys(given: object, _base: Path) -> Mapping[str, object]:
    """As it is given: what it means, only the registry of actions knows."""
    if isinstance(given, str):
        given = json.loads(given)
    if not isinstance(given, Mapping):
        raise ValueError
    return given


def _http(given: object, _base: Path) -> str:
    """An http or https URL without a user name and password."""
    try:
        address = urls.parse(_text(given))
    except Problem:
        raise ValueError from None
    if address.credentials is not None:
        raise ValueError
    return address.url


def _prefixes(given: object, base: Path) -> Mapping[str, str]:
    if isinstance(given, str):
        given = json.loads(given)
    if not isinstance(given, Mapping):
        raise ValueError
    pairs = {_http(prefix, base): _http(mirror, base) for prefix, mirror in given.items()}
    return MappingProxyType(pairs)


def _variable(given: object, _base: Path) -> str:
    """The name of an environment variable, and not what somebody put in its place."""
    name = _text(given)
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,99}", name) or _TOKEN.match(name):
        raise ValueError
    return name


def _pair(text: str) -> tuple[str, str]:
    name, equals, path = text.partition("=")
    if not equals:
        raise ValueError
    return name.strip(), path


def _command(given: object, base: Path) -> tuple[str, ...]:
    """A program with its arguments; where it is a path, that is made absolute."""
    if isinstance(given, str):
        given = json.loads(given)
    if not isinstance(given, list | tuple):
        raise ValueError
    words = [word for word in given if isinstance(word, str) and not any(map(is_hidden, word))]
    if len(words) < len(given) or (words and not words[0].strip()):
        raise ValueError
    if words and "/" in words[0]:
        words[0] = str(absolute(words[0], base))
    return tuple(words)


def as_text(value: object) -> str:
    """A value as the environment gives it, empty where it sets nothing."""
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, Mapping):  # as JSON: a zone's name may hold a comma
        return json.dumps(dict(value), default=str, ensure_ascii=False) if value else ""
    return "" if value is None else str(value)


def _seconds(minimum: float, limit: float) -> Kind:
    def read(given: object, _base: Path) -> float:
        if isinstance(given, bool) or not isinstance(given, int | float | str):
            raise ValueError
        value = float(given)
        if not (math.isfinite(value) and minimum <= value <= limit):
            raise ValueError
        return value

    return Kind(f"{minimum:g} ... {limit:g}", read)


_PATH: Final = Kind("/path, ~/path", _path)
_BOOLEAN: Final = Kind("true, false", _boolean)
_LIMIT: Final = Kind("0, 500K, 20 MiB (16 KiB ... 1 TiB)", _limit)

KINDS: Final = {
    "db": Kind("/path, sqlite:///PATH, postgresql://USER@HOST/NAME", _store_url),
    "iso_dir": _PATH,
    "log_dir": _PATH,
    "lang": Kind(", ".join(LANGUAGES), _language),
    "downloads": _whole(1, 64),
    "zone_downloads": _whole(0, 64),
    "connections": _whole(1, 64),
    "rate_limit": _LIMIT,
    "download_rate_limit": _LIMIT,
    "worker_idle": _seconds(0, 86400),
    "recheck_every": _seconds(0, 8760),
    "scrub_every": _seconds(0, 3650),
    "scrub_rate": _LIMIT,
    "connect_timeout": _seconds(0.1, 3600),
    "stall_timeout": _seconds(0.1, 3600),
    "slowest_rate": Kind("0, 1K, 2 MiB", _bytes(0, limits.FASTEST)),
    "largest_iso": Kind("1M, 16 GiB", _bytes(1 << 20, 1 << 50)),
    "ca_bundle": _PATH,
    "zone_ca_bundles": Kind('{ ZONE = "/path" }, ZONE=/path,...', _paths),
    "insecure_redirects": _BOOLEAN,
    "rewrite": Kind('{ "https://public/" = "http://mirror/" }', _prefixes),
    "github_api": Kind("https://HOST, https://HOST/api/v3", _http),
    "github_token": Kind("GITHUB_TOKEN", _variable),
    "support_dates": _PATH,
    "read_only": _BOOLEAN,
    "bell": _BOOLEAN,
    "on_download": Kind('["/path", "{name}", ...]', _command),
    "mouse": _BOOLEAN,
    "changed_cells_only": _BOOLEAN,
    "keys": Kind('{ "version.delete" = "D", "list.sort" = ["s", "^s"] }', _keys),
    "views_file": _PATH,
}
