"""``kisotui worker``: the worker in the foreground; ``status``: which ones are alive."""

from __future__ import annotations

import click

from kisotui.cli import columns, output
from kisotui.cli.options import output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command, LazyGroup, Option
from kisotui.service import records


@click.command(
    cls=LazyGroup,
    invoke_without_command=True,
    help="cmd.worker",
    lazy={"status": f"{__name__}:status"},
)
@click.option("--detached", cls=Option, is_flag=True, hidden=True)
@pass_session
@click.pass_context
def worker(ctx: click.Context, session: Session, detached: bool) -> int | None:
    if ctx.invoked_subcommand:
        return None
    from kisotui.worker import run

    return run(session.settings, foreground=not detached)


@click.command(cls=Command, help="cmd.worker.status")
@output_option
@pass_session
def status(session: Session, form: Format) -> None:
    from kisotui.service import worker as workers

    found = workers.status(session.context)
    output.listing(form, columns.WORKERS, records.WORKER_FIELDS, records.worker, found)
