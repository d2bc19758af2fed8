"""The settings: what can be set, and what was set where.

A value comes from the first of: command line, environment (``KISOTUI_DB`` for ``db``), config
file (TOML), default. Standard library only: every start pays for this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its value. The docstring under each one makes the reference."""

    db: str
    """The store: a URL (sqlite:///PATH or postgresql://...)."""

    iso_dir: Path
    """Where ISOs are kept. Default: ``isos`` beside a SQLite store, else in the data directory."""

    log_dir: Path
    """Where the worker's log is kept (XDG state directory)."""

    lang: str
    """The language: en or ko. Default: the locale's."""

    downloads: int = 3
    """How many downloads run at once."""

    worker_idle: float = 60.0
    """Seconds without work after which a worker that nobody watches exits."""

    connect_timeout: float = 15.0
    """Seconds to reach a server, DNS and TLS included."""

    stall_timeout: float = 30.0
    """Seconds without a byte after which a download counts as stalled."""

    mouse: bool = True
    """Whether the screen takes mouse events."""

    config_file: Path | None = None
    """The config file that was read, if there is one."""
