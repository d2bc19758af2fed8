"""``kisotui version retry``, ``pause`` and ``cancel``: what a worker owes the ISOs."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kisotui.cli.options import output_option, versions_argument
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.version.selection import resolved, tell
from kisotui.locale import t


@click.command(cls=Command, help="cmd.version.retry")
@versions_argument
@output_option
@pass_session
def retry(session: Session, refs: Sequence[str], form: Format) -> None:
    from kisotui.service import versions, worker

    ids = resolved(session, refs)
    count = versions.retry(session.context, ids)
    tell(session, ids, t("cmd.done.retry", count=count), form)
    worker.ensure(session.context)


@click.command(cls=Command, help="cmd.version.pause")
@versions_argument
@output_option
@pass_session
def pause(session: Session, refs: Sequence[str], form: Format) -> None:
    from kisotui.service import versions, worker

    ids = resolved(session, refs)
    count = versions.pause(session.context, ids)
    tell(session, ids, t("cmd.done.pause", count=count), form)
    worker.ensure(session.context)  # one that died has its ISOs still, until the next one comes


@click.command(cls=Command, help="cmd.version.cancel")
@versions_argument
@output_option
@pass_session
def cancel(session: Session, refs: Sequence[str], form: Format) -> None:
    from kisotui.service import versions, worker

    ids = resolved(session, refs)
    count = versions.cancel(session.context, ids)
    tell(session, ids, t("cmd.done.cancel", count=count), form)
    worker.ensure(session.context)
