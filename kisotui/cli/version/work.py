"""``kisotui version retry``, ``pause`` and ``cancel``: what a worker owes the ISOs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from kisotui.cli import orders
from kisotui.cli.options import output_option, versions_argument
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.version.selection import resolved, tell

if TYPE_CHECKING:
    from kisotui.service.context import Context


@click.command(cls=Command, help="cmd.version.retry")
@versions_argument
@output_option
@pass_session
def retry(session: Session, refs: Sequence[str], form: Format) -> None:
    from kisotui.service import downloads

    _order(session, refs, form, downloads.retry, "cmd.done.retry")


@click.command(cls=Command, help="cmd.version.pause")
@versions_argument
@output_option
@pass_session
def pause(session: Session, refs: Sequence[str], form: Format) -> None:
    from kisotui.service import downloads

    _order(session, refs, form, downloads.pause, "cmd.done.pause")


@click.command(cls=Command, help="cmd.version.cancel")
@versions_argument
@output_option
@pass_session
def cancel(session: Session, refs: Sequence[str], form: Format) -> None:
    from kisotui.service import downloads

    _order(session, refs, form, downloads.cancel, "cmd.done.cancel")


def _order(
    session: Session,
    refs: Sequence[str],
    form: Format,
    order: Callable[[Context, Sequence[str]], int],
    done: str,
) -> None:
    ids = resolved(session, refs)

    def told(sentence: str) -> None:
        tell(session, ids, sentence, form)

    orders.give(session, lambda: order(session.context, ids), told, done)
