"""The start of every command, and of the console, which opens where there is none.

The console needs nothing of click, so that its first paint does not wait for that.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from kisotui import settings
from kisotui.cli import errors, output
from kisotui.cli.terminal import is_terminal
from kisotui.domain.failures import Problem
from kisotui.locale import LANGUAGES, from_environment, use
from kisotui.settings import Settings

COMPLETE: Final = "_KISOTUI_COMPLETE"
"""The variable by which a shell's script asks for completions: click's name for it."""


def run(args: Sequence[str]) -> int:
    """Do what the command line says; the exit status."""
    output.prepare()
    return errors.guarded(lambda: _run(args))


def _run(args: Sequence[str]) -> int:
    use(language(args))
    if not args and not os.environ.get(COMPLETE):
        return console(settings.load()[0])
    from kisotui.cli.app import obey

    return obey(args)


def language(args: Sequence[str]) -> str:
    """The language for help and usage errors, known before the command line is parsed."""
    given: dict[str, object] = {}
    for word, following in zip_longest(args, args[1:]):
        for option, name in (("--lang", "lang"), ("--config", "config_file")):
            if word == option:
                given[name] = following
            elif word.startswith(f"{option}="):
                given[name] = word.partition("=")[2]
    try:
        return settings.load(given)[0].lang
    except Problem:  # told when the command needs its settings
        lang = given.get("lang") or os.environ.get("KISOTUI_LANG")
        return str(lang) if lang in LANGUAGES else from_environment()


def console(settings: Settings) -> int:
    """Open the console; its exit status. Raises Problem: ``no-terminal``."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise Problem("no-terminal")
    from kisotui.tui import run as open_console

    return open_console(settings)
