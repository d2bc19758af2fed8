"""The worker's log: a file of its own that stays small, JSON a line; in the foreground also for
people, on standard error.

What is logged stands in the catalogue under ``log.*``, so that it holds no secret and no
exception's text.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from kisotui.domain.failures import Problem
from kisotui.domain.text import visible
from kisotui.locale import english, nested, t
from kisotui.settings import Settings

_LOGGER: Final = logging.getLogger("kisotui.worker")
_LARGEST: Final = 1_000_000  # bytes
_KEPT: Final = 3
_KEPT_WORKERS: Final = 10  # that have ended, of this host


def path(settings: Settings) -> Path:
    """The file of this worker."""
    return settings.log_dir / f"{_prefix()}{os.getpid()}.log"


def start(settings: Settings, *, foreground: bool) -> None:
    """Log from now on; to nowhere rather than not work, where the file cannot be written."""
    logging.raiseExceptions = False  # a full disk or a closed terminal is no reason to end
    stop()
    _LOGGER.addHandler(_file(settings))
    if foreground:
        screen = logging.StreamHandler()
        screen.setFormatter(_ForPeople("%(asctime)s %(levelname)s %(message)s"))
        _LOGGER.addHandler(screen)
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False


def stop() -> None:
    """Log no longer."""
    for handler in list(_LOGGER.handlers):
        _LOGGER.removeHandler(handler)
        handler.close()


def info(message: str, **values: object) -> None:
    _write(logging.INFO, message, values)


def trouble(problem: Problem, message: str = "trouble", **values: object) -> None:
    """Something that can pass went wrong."""
    _write(logging.WARNING, message, {**values, **_reason(problem)})


def failure(problem: Problem, message: str = "trouble", **values: object) -> None:
    """Something went wrong for good."""
    _write(logging.ERROR, message, {**values, **_reason(problem)})


def unexpected(error: BaseException) -> None:
    """A fault of ours: where it happened, without the error's text, which may hold a secret."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    _write(logging.ERROR, "unexpected", {"kind": type(error).__name__, "where": where})


def _reason(problem: Problem) -> dict[str, object]:
    """Why: the failure's code for programs, its message for people."""
    message = nested(f"failure.{problem.code}", **problem.values)
    return {"failure": problem.code, "reason": message}


def _write(level: int, message: str, values: Mapping[str, object]) -> None:
    extra = {"event": message, "values": values}
    _LOGGER.log(level, "%s", english(f"log.{message}", **values), extra=extra)


class _ForPrograms(logging.Formatter):
    """A JSON object: ``time``, ``level``, ``event``, ``pid``, ``message``, and what that names."""

    def format(self, record: logging.LogRecord) -> str:
        values = {name: _plain(value) for name, value in record.__dict__["values"].items()}
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "event": record.__dict__["event"],
            "pid": record.process,
            **values,
            "message": record.getMessage(),
        }
        return json.dumps(told, ensure_ascii=False)


class _ForPeople(logging.Formatter):
    """A line in the language that is spoken."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        event, values = record.__dict__["event"], record.__dict__["values"]
        record.message = t(f"log.{event}", **values)
        return super().formatMessage(record)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):  # a message
        return english(value["message"], **value["values"])
    return value if isinstance(value, (int, float, bool)) else visible(str(value))


def _file(settings: Settings) -> logging.Handler:
    try:
        settings.log_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(OSError):  # another worker cleans up, too
            _clean_up(settings.log_dir)
        file = RotatingFileHandler(
            path(settings), maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8"
        )
    except OSError:
        return logging.NullHandler()
    file.setFormatter(_ForPrograms())
    return file


def _prefix() -> str:
    return f"worker-{socket.gethostname()}-"


def _clean_up(folder: Path) -> None:
    """Remove the logs of all but the last workers of this host that have ended. Raises OSError."""
    files = sorted(_of_the_dead(folder), key=lambda file: file.stat().st_mtime)
    workers = list(dict.fromkeys(_pid(file) for file in reversed(files)))
    for file in files:
        if _pid(file) in workers[_KEPT_WORKERS:]:
            file.unlink(missing_ok=True)


def _of_the_dead(folder: Path) -> Iterator[Path]:
    for file in folder.glob(f"{_prefix()}*.log*"):
        pid = _pid(file)
        if pid.isdecimal() and not Path(f"/proc/{pid}").exists():
            yield file


def _pid(file: Path) -> str:
    return file.name.removeprefix(_prefix()).partition(".")[0]
