"""The console's log: what is not as it should be and need not trouble anybody."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from typing import Final

from kisotui.locale import english
from kisotui.settings import Settings

_LARGEST: Final = 1_000_000  # bytes; then the file is kept once more, under another name


def note(settings: Settings, message: str, **values: object) -> None:
    """Write a message of ``log.*`` down; or nothing, where the file cannot be written."""
    file = settings.log_dir / "console.log"
    line = f"{datetime.now().astimezone().isoformat()} {english(f'log.{message}', **values)}\n"
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > _LARGEST:
            file.replace(file.with_suffix(".log.1"))
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(line)
