"""The root of the command tree: ``kisotui`` itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import zip_longest

import click
from click.shell_completion import shell_complete

from kisotui import __version__, settings
from kisotui.cli import errors, output
from kisotui.cli.completion import COMPLETE
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import LazyGroup, Option
from kisotui.cli.terminal import is_terminal
from kisotui.domain.failures import Exit, Problem
from kisotui.locale import LANGUAGES, from_environment, use


def run(args: Sequence[str]) -> int:
    """Do what the command line says; the exit status."""
    output.prepare()
    return errors.guarded(lambda: _run(args))


def _run(args: Sequence[str]) -> int:
    use(_language(args))
    instruction = os.environ.get(COMPLETE)
    if instruction:
        return shell_complete(root, {"obj": Session()}, "kisotui", COMPLETE, instruction)
    try:
        # Not root.main(): that has its own ways with errors, interrupts and broken pipes.
        with root.make_context("kisotui", list(args), obj=Session()) as ctx:
            return int(root.invoke(ctx) or Exit.OK)
    except click.exceptions.Exit as end:
        return end.exit_code


def _language(args: Sequence[str]) -> str:
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


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        output.line(f"kisotui {__version__}")
        ctx.exit()


@click.command(
    cls=LazyGroup,
    invoke_without_command=True,
    help="cmd.kisotui",
    lazy={
        "version": "kisotui.cli.version.group:version",
        "download": "kisotui.cli.download.group:download",
        "view": "kisotui.cli.view:view",
        "zone": "kisotui.cli.zone:zone",
        "event": "kisotui.cli.event:event",
        "worker": "kisotui.cli.worker:worker",
        "config": "kisotui.cli.config:config",
        "completion": "kisotui.cli.completion:completion",
        "help": "kisotui.cli.help:help_command",
    },
)
@click.option(
    "--version",
    cls=Option,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="cmd.option.version",
)
@pass_session
@click.pass_context
def root(ctx: click.Context, session: Session) -> int | None:
    return None if ctx.invoked_subcommand else _console(session)


def _console(session: Session) -> int:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise Problem("no-terminal")
    from kisotui.tui import run as open_console

    return open_console(session.settings)
