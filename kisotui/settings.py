"""The settings: what can be set, and what was set where.

A value comes from the first of: command line, environment (``KISOTUI_DB`` for ``db``), config
file (TOML), default. Standard library only: every start pays for this file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kisotui.domain.failures import Problem
from kisotui.domain.urls import MASK
from kisotui.locale import from_environment
from kisotui.settings_values import KINDS, SQLITE, absolute, as_text, sqlite_file

if TYPE_CHECKING:
    from kisotui.domain.keymap import Keys


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its value. The docstring under each one makes the reference."""

    db: str
    """The store: a URL, or the path of a SQLite file. Default: ``kisotui.db`` in the data directory
    (XDG)."""

    iso_dir: Path
    """Where ISOs are kept. Default: ``isos`` beside a SQLite store, else in the data directory."""

    log_dir: Path
    """Where logs are kept. Default: the state directory (XDG)."""

    lang: str
    """The language. Default: the locale's."""

    downloads: int = 3
    """How many downloads run at once, over all workers of the store."""

    zone_downloads: int = 0
    """How many of them for one zone; 0: as many as there may be."""

    connections: int = 4
    """How many connections to one host at most, where the server limits each of them; 1: one for
    each download."""

    rate_limit: int = 0
    """Bytes per second that all downloads of this host take together; 0: no limit."""

    download_rate_limit: int = 0
    """Bytes per second that each download takes; 0: no limit."""

    worker_idle: float = 60.0
    """Seconds without work after which a worker that nobody watches exits."""

    recheck_every: float = 24.0
    """Hours after which a worker asks the URL of a direct download again, to see whether hosts can
    still fetch from it; 0: never."""

    scrub_every: float = 30.0
    """Days after which a worker reads a stored ISO again, to see whether it still is what its
    digest says; 0: never."""

    scrub_rate: int = 50_000_000
    """Bytes per second that a worker reads stored ISOs at to verify them; 0 for no limit."""

    connect_timeout: float = 15.0
    """Seconds to reach a server, DNS and TLS included."""

    stall_timeout: float = 30.0
    """Seconds without a byte after which a download counts as stalled."""

    slowest_rate: int = 1024
    """Bytes per second, over ``stall_timeout``, below which a download counts as too slow; 0:
    never."""

    largest_iso: int = 16 << 30
    """Bytes that an ISO may have."""

    ca_bundle: Path | None = None
    """A PEM file of certificate authorities to trust beside the system's."""

    zone_ca_bundles: Mapping[str, Path] = field(default_factory=dict)
    """The same for single zones, by the zone's name."""

    insecure_redirects: bool = False
    """Whether a redirect may lead from https to http."""

    rewrite: Mapping[str, str] = field(default_factory=dict)
    """Mirrors: URL prefixes, and what is asked in their place; the longest one that fits counts."""

    github_api: str = "https://api.github.com"
    """Where GitHub's API is, for sources that are releases. Default:
    ``https://api.github.com``."""

    github_token: str = "GITHUB_TOKEN"  # noqa: S105 - where the token is
    """The environment variable that holds a token for it, if there is one; never the token.
    Default: ``GITHUB_TOKEN``."""

    support_dates: Path | None = None
    """A JSON file with the day on which upstream's support ends, by minor version; beside those
    that kisotui knows."""

    read_only: bool = False
    """Whether everything can be seen and nothing be changed; also ``--read-only``."""

    bell: bool = False
    """Whether the terminal's bell rings when downloads have ended."""

    on_download: tuple[str, ...] = ()
    """A command, as a list of arguments, that each open console runs when a download has ended;
    ``{name}``, ``{version}``, ``{zone}``, ``{outcome}`` and ``{reason}`` are replaced."""

    mouse: bool = True
    """Whether the screen takes mouse events."""

    changed_cells_only: bool = True
    """Whether the terminal is sent only the cells that differ from what it shows; false: whole
    lines, many times the bytes."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other keys for actions of the screen, by the action's id, one or a list; ``[]``: none."""

    views_file: Path | None = None
    """Where saved views and the last view are kept, for each person a file. Default: ``views.json``
    in the data directory (XDG)."""

    config_file: Path | None = None
    """The config file that was read, if there is one."""


class Source(NamedTuple):
    """Where a value came from."""

    kind: str
    """``option``, ``environment``, ``file`` or ``default``."""
    name: str = ""
    """Of the option, the variable or the file."""


_DEFAULT = Source("default")
_MAY_HOLD_SECRETS: Final = ("db", "rewrite", "github_api", "github_token")
_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})
SETTABLE: Final = tuple(each.name for each in fields(Settings) if each.name != "config_file")


def load(
    overrides: Mapping[str, object] = _NOTHING, environ: Mapping[str, str] = os.environ
) -> tuple[Settings, dict[str, Source]]:
    """The settings, and where each one came from.

    ``overrides``: what the command line gave, by setting; values as text or ready made.
    Raises Problem: ``config-missing``, ``config-unreadable``, ``config-syntax``,
    ``config-unknown``, ``config-value``, and those of ``domain.keymap.parse``.
    """
    path, sources = _config_file(overrides, environ)
    given: dict[str, tuple[object, Source]] = {}
    if path is not None:
        given.update({name: (v, Source("file", str(path))) for name, v in _read(path).items()})
    for name in SETTABLE:
        variable = f"KISOTUI_{name.upper()}"
        if environ.get(variable):
            given[name] = (environ[variable], Source("environment", variable))
        if overrides.get(name) is not None:
            given[name] = (overrides[name], Source("option", f"--{name.replace('_', '-')}"))
    values: dict[str, Any] = {
        name: _value(name, *given[name]) for name in SETTABLE if name in given
    }
    if "keys" in given:
        values["keys"] = _keys(values["keys"], given["keys"][1])
    sources |= {name: given[name][1] if name in given else _DEFAULT for name in SETTABLE}
    return _with_defaults(values, path, environ), sources


def default_config_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The config file that is read when none is named, if it exists."""
    return _directory("XDG_CONFIG_HOME", ".config", environ) / "config.toml"


def _with_defaults(
    values: dict[str, Any], path: Path | None, environ: Mapping[str, str]
) -> Settings:
    data = _directory("XDG_DATA_HOME", ".local/share", environ)
    db = values.setdefault("db", f"{SQLITE}{data / 'kisotui.db'}")
    file = sqlite_file(db)
    values.setdefault("iso_dir", (file.parent if file is not None else data) / "isos")
    values.setdefault("views_file", data / "views.json")
    values.setdefault("log_dir", _directory("XDG_STATE_HOME", ".local/state", environ))
    values.setdefault("lang", from_environment(environ))
    return Settings(**values, config_file=path)


def _directory(variable: str, otherwise: str, environ: Mapping[str, str]) -> Path:
    """Ours under an XDG base directory; a relative one is to be ignored, says its standard."""
    base = environ.get(variable, "")
    home = environ.get("HOME") or Path("~").expanduser()
    return (Path(base) if base.startswith("/") else Path(home, otherwise)) / "kisotui"


def _config_file(
    overrides: Mapping[str, object], environ: Mapping[str, str]
) -> tuple[Path | None, dict[str, Source]]:
    named, source = overrides.get("config_file"), Source("option", "--config")
    if named is None:
        named, source = environ.get("KISOTUI_CONFIG"), Source("environment", "KISOTUI_CONFIG")
    if named:
        try:
            path = absolute(str(named), Path())
            found = path.exists()
        except (ValueError, RuntimeError, OSError):
            raise Problem("config-missing", path=str(named)) from None
        if not found:
            raise Problem("config-missing", path=str(path))
        return path, {"config_file": source}
    path = default_config_file(environ)
    return (path if path.exists() else None), {"config_file": _DEFAULT}


def _read(path: Path) -> dict[str, object]:
    """What the config file sets; every name in it is one of ours."""
    import re
    import tomllib

    try:
        text = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        raise Problem("config-unreadable", path=str(path)) from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise Problem("config-syntax", path=str(path), line=line) from None
    for name in values:
        if name not in SETTABLE:
            raise Problem("config-unknown", source=str(path), name=name)
    return values


def _keys(given: Mapping[str, object], source: Source) -> Keys:
    from kisotui.domain import keymap  # late: only those pay for it who chose keys

    try:
        return keymap.parse(given, source.name)
    except ValueError:
        raise _wrong("keys", as_text(given), source) from None


def _value(name: str, given: object, source: Source) -> object:
    base = Path(source.name).parent if source.kind == "file" else Path()
    kind = KINDS[name]
    try:
        return kind.read(given, base)
    except (ValueError, RuntimeError, OSError):  # no home directory for ~, no current one
        raise _wrong(name, MASK if name in _MAY_HOLD_SECRETS else str(given), source) from None


def _wrong(name: str, given: str, source: Source) -> Problem:
    expected = KINDS[name].expected
    return Problem("config-value", name=name, source=source.name, given=given, expected=expected)
