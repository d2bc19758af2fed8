"""``kisotui version retry``, ``pause`` and ``cancel``: what a worker owes the ISOs."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kisotui.cli import orders
from kisotui.cli.chosen import Chosen, chosen
from kisotui.cli.options import output_option, versions_argument
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.version.selection import tell


@click.command(cls=Command, help="cmd.version.retry")
@versions_argument
@output_option
@pass_session
def retry(session: Session, refs: Sequence[str], form: Format) -> None:
    from kisotui.service import downloads

    orders.give(session, chosen(session, refs), form, downloads.retry, _tell, "cmd.done.retry")


@click.command(cls=Command, help="cmd.version.pause")
@versions_argument
@output_option
@pass_session
def pause(session: Session, refs: Sequence[str], form: Format) -> None:
    from kisotui.service import downloads

    orders.give(session, chosen(session, refs), form, downloads.pause, _tell, "cmd.done.pause")


@click.command(cls=Command, help="cmd.version.cancel")
@versions_argument
@output_option
@pass_session
def cancel(session: Session, refs: Sequence[str], form: Format) -> None:
    from kisotui.service import downloads

    orders.give(session, chosen(session, refs), form, downloads.cancel, _tell, "cmd.done.cancel")


def _tell(session: Session, of: Chosen, sentence: str, form: Format) -> None:
    tell(session, of.ids, sentence, form)
