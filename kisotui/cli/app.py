"""The root of the command tree: ``kisotui`` itself."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click
from click.shell_completion import shell_complete

from kisotui import __version__
from kisotui.cli import errors, output, usage
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import LazyGroup, Option, give
from kisotui.cli.start import COMPLETE, console
from kisotui.domain.failures import Exit


def obey(args: Sequence[str]) -> int:
    """Do what the command line says; the exit status. Raises what ``errors.guarded`` tells."""
    instruction = os.environ.get(COMPLETE)
    if instruction:
        return shell_complete(root, {"obj": Session()}, "kisotui", COMPLETE, instruction)
    try:
        # Not root.main(): that has its own ways with errors, interrupts and broken pipes.
        with root.make_context("kisotui", list(args), obj=Session()) as ctx:
            return int(root.invoke(ctx) or Exit.OK)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        errors.note(error.message)
        return Exit.USAGE
    except click.ClickException as error:
        raise usage.problem(error) from error


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
        "iso": "kisotui.cli.iso:iso",
        "probe": "kisotui.cli.probe:probe",
        "download": "kisotui.cli.download.group:download",
        "view": "kisotui.cli.view:view",
        "verify": "kisotui.cli.verify:verify",
        "zone": "kisotui.cli.zone:zone",
        "source": "kisotui.cli.source:source",
        "bundle": "kisotui.cli.bundle:bundle",
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
@click.option(
    "--mouse/--no-mouse",
    cls=Option,
    default=None,
    expose_value=False,
    callback=give,
    help="cmd.option.mouse",
)
@pass_session
@click.pass_context
def root(ctx: click.Context, session: Session) -> int | None:
    return None if ctx.invoked_subcommand else console(session.settings)
