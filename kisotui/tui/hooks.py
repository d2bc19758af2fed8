"""The command that a person wants run when a download has ended (setting ``on_download``).

It gets arguments, never a line for a shell, and nothing of our terminal.
"""

from __future__ import annotations

import errno
import os
import queue
import re
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Final

from kisotui.domain.detail_views import Ending
from kisotui.domain.failures import Problem
from kisotui.domain.text import visible
from kisotui.locale import t

LONGEST: Final = 30.0  # seconds that a command may take
WAITING: Final = 100  # endings that wait for their turn; what comes then is dropped

_PLACE: Final = re.compile(r"\{(name|version|zone|outcome|reason)\}")


def values(ending: Ending) -> dict[str, str]:
    """What the placeholders of an argument stand for."""
    code, reason = ending.failure, ""
    if code:
        told = ending.failure_values
        reason = f"{t(f'failure.{code}', **told)}. {t(f'failure.{code}.next', **told)}."
    found = {
        "name": ending.name,
        "version": ending.semanticversion,
        "zone": ending.zonename,
        "outcome": "failed" if code else "ready",
        "reason": reason,
    }
    return {name: visible(value) for name, value in found.items()}


def arguments(command: Sequence[str], put_in: Mapping[str, str]) -> list[str]:
    """The command with every placeholder replaced, once: what is put in is only text."""
    return [_PLACE.sub(lambda place: put_in[place[1]], argument) for argument in command]


class Hook:
    """Runs the command for one ending after the other, in a thread of its own.

    ``on_trouble`` is called there: once when it begins to fail, and again only after it worked.
    """

    def __init__(self, command: Sequence[str], on_trouble: Callable[[Problem], object]) -> None:
        self._command = command
        self._on_trouble = on_trouble
        self._troubled = False
        self._endings: queue.Queue[Ending] = queue.Queue(WAITING)
        threading.Thread(target=self._serve, name="kisotui-hook", daemon=True).start()

    def tell(self, ending: Ending) -> None:
        """Have it run, when those before are done."""
        try:
            self._endings.put_nowait(ending)
        except queue.Full:
            self._trouble(Problem("hook-busy", program=self._command[0], count=WAITING))

    def _serve(self) -> None:
        while True:
            ending = self._endings.get()
            try:
                _run(self._command, values(ending))
            except Problem as problem:
                self._trouble(problem)
            else:
                self._troubled = False

    def _trouble(self, problem: Problem) -> None:
        if not self._troubled:
            self._on_trouble(problem)
        self._troubled = True


def _run(command: Sequence[str], put_in: Mapping[str, str]) -> None:
    """Raises Problem: ``hook-start``, ``hook-failed``, ``hook-timeout``."""
    program = command[0]
    told = {f"KISOTUI_EVENT_{name.upper()}".encode(): v.encode() for name, v in put_in.items()}
    try:
        process = subprocess.Popen(  # noqa: S603 - what the person's own settings name
            # As bytes: names are in UTF-8, whatever the locale.
            [argument.encode() for argument in arguments(command, put_in)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={**os.environb, **told},
            start_new_session=True,
        )
    except (OSError, ValueError) as error:  # or an argument with a character that none can have
        number = error.errno if isinstance(error, OSError) else errno.EINVAL
        reason = os.strerror(number or 0)
        raise Problem("hook-start", program=program, reason=reason) from error
    try:
        status = process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise Problem("hook-timeout", program=program, seconds=round(LONGEST)) from None
    if status:
        raise Problem("hook-failed", program=program, status=status)
