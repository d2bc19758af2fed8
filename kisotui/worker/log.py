"""The worker's log: a file that stays small, or standard error in the foreground.

What is logged stands in the catalogue under ``log.*``, so that it holds no secret and no
exception's text.
"""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from kisotui.domain.failures import Problem
from kisotui.locale import problem_text, t
from kisotui.settings import Settings

_LOGGER: Final = logging.getLogger("kisotui.worker")
_FORMAT: Final = "%(asctime)s %(levelname)s [%(process)d] %(message)s"
_LARGEST: Final = 1_000_000  # bytes
_KEPT: Final = 3


def path(settings: Settings) -> Path:
    return settings.log_dir / "worker.log"


def start(settings: Settings, *, foreground: bool) -> None:
    """Log from now on; to nowhere rather than not work, where the file cannot be written."""
    logging.raiseExceptions = False  # a full disk or a closed terminal is no reason to end
    handler: logging.Handler = logging.StreamHandler()
    if not foreground:
        try:
            settings.log_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            handler = RotatingFileHandler(
                path(settings), maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8"
            )
        except OSError:
            handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    stop()
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False


def stop() -> None:
    """Log no longer."""
    for handler in list(_LOGGER.handlers):
        _LOGGER.removeHandler(handler)
        handler.close()


def info(message: str, **values: object) -> None:
    _LOGGER.info("%s", t(f"log.{message}", **values))


def trouble(problem: Problem, message: str = "trouble", **values: object) -> None:
    """Something that can pass went wrong."""
    _LOGGER.warning("%s", t(f"log.{message}", **values, reason=problem_text(problem)))


def failure(problem: Problem, message: str = "trouble", **values: object) -> None:
    """Something went wrong for good."""
    _LOGGER.error("%s", t(f"log.{message}", **values, reason=problem_text(problem)))


def unexpected(error: BaseException) -> None:
    """A fault of ours: where it happened, without the error's text, which may hold a secret."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    _LOGGER.error("%s", t("log.unexpected", kind=type(error).__name__, where=where))
