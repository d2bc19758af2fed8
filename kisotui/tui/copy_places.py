"""Where copied text goes beside the terminal's own clipboard: to tmux, and to a private file."""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from pathlib import Path
from typing import Final

_TMUX: Final = ("tmux", "load-buffer", "-w", "-")
_PATIENCE: Final = 2.0  # seconds


async def into_tmux(text: str) -> bool:
    """Make it tmux's newest buffer, which tmux passes on to the clipboard; whether that worked.

    It passes nothing on that programs write themselves, unless its settings say so. Not before
    tmux 3.2; older ones let the sequences through.
    """
    try:
        tmux = await asyncio.create_subprocess_exec(
            *_TMUX, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL
        )
    except OSError:
        return False
    try:
        await asyncio.wait_for(tmux.communicate(text.encode()), _PATIENCE)
    except TimeoutError:
        with suppress(ProcessLookupError):
            tmux.kill()
        await tmux.wait()
    return tmux.returncode == 0


def into_file(text: str, file: Path) -> None:
    """Write it where only its owner can read it. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.unlink(missing_ok=True)  # a new one, that nobody else has open or linked elsewhere
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as copied:
        copied.write(f"{text}\n")
