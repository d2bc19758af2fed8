"""``kisotui download pause``, ``resume``, ``cancel`` and ``retry``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from kisotui.cli import orders
from kisotui.cli.download.selection import chosen, tell, zone_option
from kisotui.cli.options import output_option, versions_argument
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command

if TYPE_CHECKING:
    from kisotui.service.context import Context

Order = Callable[["Context", Sequence[str], str | None], int]


@click.command(cls=Command, help="cmd.download.pause")
@versions_argument
@zone_option
@output_option
@pass_session
def pause(session: Session, refs: Sequence[str], zone: str | None, form: Format) -> None:
    from kisotui.service import downloads

    _order(session, refs, zone, form, downloads.pause, "cmd.done.pause")


@click.command(cls=Command, help="cmd.download.resume")
@versions_argument
@zone_option
@output_option
@pass_session
def resume(session: Session, refs: Sequence[str], zone: str | None, form: Format) -> None:
    from kisotui.service import downloads

    _order(session, refs, zone, form, downloads.resume, "cmd.done.resume")


@click.command(cls=Command, help="cmd.download.cancel")
@versions_argument
@zone_option
@output_option
@pass_session
def cancel(session: Session, refs: Sequence[str], zone: str | None, form: Format) -> None:
    from kisotui.service import downloads

    _order(session, refs, zone, form, downloads.cancel, "cmd.done.cancel")


@click.command(cls=Command, help="cmd.download.retry")
@versions_argument
@zone_option
@output_option
@pass_session
def retry(session: Session, refs: Sequence[str], zone: str | None, form: Format) -> None:
    from kisotui.service import downloads

    _order(session, refs, zone, form, downloads.retry, "cmd.done.retry")


def _order(
    session: Session,
    refs: Sequence[str],
    zone: str | None,
    form: Format,
    order: Order,
    done: str,
) -> None:
    of = chosen(session, refs, zone)

    def told(sentence: str) -> None:
        tell(session, of, sentence, form)

    orders.give(session, lambda: order(session.context, of.ids, of.zone), told, done)
