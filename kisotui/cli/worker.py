"""``kisotui worker``: the worker in the foreground."""

from __future__ import annotations

import click

from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command, Option


@click.command(cls=Command, help="cmd.worker")
@click.option("--detached", cls=Option, is_flag=True, hidden=True)
@pass_session
def worker(session: Session, detached: bool) -> int:
    from kisotui.worker import run

    return run(session.settings, foreground=not detached)
