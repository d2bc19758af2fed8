"""``kisotui download pause``, ``resume``, ``cancel`` and ``retry``."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kisotui.cli import orders
from kisotui.cli.chosen import chosen
from kisotui.cli.download.selection import tell, zone_option
from kisotui.cli.options import output_option, versions_argument
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command


@click.command(cls=Command, help="cmd.download.pause")
@versions_argument
@zone_option
@output_option
@pass_session
def pause(session: Session, refs: Sequence[str], zone: str | None, form: Format) -> None:
    from kisotui.service import downloads

    of = chosen(session, refs, zone)
    orders.give(session, of, form, downloads.pause, tell, "cmd.done.pause")


@click.command(cls=Command, help="cmd.download.resume")
@versions_argument
@zone_option
@output_option
@pass_session
def resume(session: Session, refs: Sequence[str], zone: str | None, form: Format) -> None:
    from kisotui.service import downloads

    of = chosen(session, refs, zone)
    orders.give(session, of, form, downloads.resume, tell, "cmd.done.resume")


@click.command(cls=Command, help="cmd.download.cancel")
@versions_argument
@zone_option
@output_option
@pass_session
def cancel(session: Session, refs: Sequence[str], zone: str | None, form: Format) -> None:
    from kisotui.service import downloads

    of = chosen(session, refs, zone)
    orders.give(session, of, form, downloads.cancel, tell, "cmd.done.cancel")


@click.command(cls=Command, help="cmd.download.retry")
@versions_argument
@zone_option
@output_option
@pass_session
def retry(session: Session, refs: Sequence[str], zone: str | None, form: Format) -> None:
    from kisotui.service import downloads

    of = chosen(session, refs, zone)
    orders.give(session, of, form, downloads.retry, tell, "cmd.done.retry")
