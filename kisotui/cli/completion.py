"""``kisotui completion``: the script that teaches a shell to complete our command lines."""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete, get_completion_class

from kisotui.cli import output
from kisotui.cli.options import argument
from kisotui.cli.speech import Command
from kisotui.cli.start import COMPLETE


@click.command(cls=Command, help="cmd.completion")
@argument(
    "shell",
    metavar="bash|zsh|fish",
    type=click.Choice(["bash", "zsh", "fish"]),
    help="cmd.completion.shell",
)
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    kind = get_completion_class(shell)
    if kind is None:
        raise LookupError(shell)
    script = kind(ctx.find_root().command, {}, "kisotui", COMPLETE)
    # Not bash's own source(): that starts a bash to see its version, and complains in English.
    output.line(ShellComplete.source(script).rstrip())
