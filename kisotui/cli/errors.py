"""The one owner of errors on the command line: what stderr says, and the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime

from kisotui import settings
from kisotui.cli import output
from kisotui.cli.terminal import is_terminal
from kisotui.domain.failures import Exit, Problem
from kisotui.locale import problem_next, problem_text


class Problems(Exception):  # noqa: N818 - as Problem
    """Several problems of one request; never none."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def guarded(run: Callable[[], int]) -> int:
    """The exit status of what is run; whatever goes wrong in it is told on stderr."""
    try:
        status = run()
        output.flush()
    except Problem as problem:
        return told([problem])
    except Problems as error:
        return told(error.problems)
    except KeyboardInterrupt:
        if is_terminal(sys.stderr):
            note("")  # ends the line with the terminal's ^C
        return Exit.INTERRUPTED
    except BrokenPipeError:  # whoever reads stdout has enough: | head
        output.discard()
        return Exit.OK
    except Exception as error:
        return told([_unexpected(error)])
    return status


def note(text: str) -> None:
    """A line for the person at the terminal, not for who reads the result."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def told(problems: list[Problem]) -> int:
    """Say each problem and its next step; the exit status that stands for all of them."""
    for problem in problems:
        note(f"kisotui: {problem_text(problem)}. {problem_next(problem)}.")
    statuses = {problem.failure.exit for problem in problems}
    return statuses.pop() if len(statuses) == 1 else Exit.INVALID


def _unexpected(error: Exception) -> Problem:
    """An error of ours: where it happened goes to the log, never to the terminal."""
    try:
        log = settings.load()[0].log_dir / "console.log"
        log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now().astimezone().isoformat()}\n")
            file.writelines(_traceback(error))
    except (OSError, Problem):
        return Problem("unexpected", kind=type(error).__name__, log="-")
    return Problem("unexpected", kind=type(error).__name__, log=str(log))


def _traceback(error: BaseException) -> Iterator[str]:
    """Where it happened and what kind of error it was, the causes first.

    Not the errors' texts: that of an SQL statement, for one, holds the values of its row.
    """
    import traceback

    below = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if below is not None:
        yield from _traceback(below)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__qualname__}\n"
