"""``kisotui version enable`` and ``disable``: what the console calls managing a version."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kisotui.cli.options import output_option, versions_argument
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.version.selection import resolved, tell
from kisotui.domain.states import VersionState
from kisotui.locale import t


@click.command(cls=Command, help="cmd.version.enable")
@versions_argument
@output_option
@pass_session
def enable(session: Session, refs: Sequence[str], form: Format) -> None:
    _set(session, refs, VersionState.ENABLED, form)


@click.command(cls=Command, help="cmd.version.disable")
@versions_argument
@output_option
@pass_session
def disable(session: Session, refs: Sequence[str], form: Format) -> None:
    _set(session, refs, VersionState.DISABLED, form)


def _set(session: Session, refs: Sequence[str], state: VersionState, form: Format) -> None:
    from kisotui.service import versions

    ids = resolved(session, refs)
    step = versions.set_state(session.context, ids, state)
    tell(session, ids, t("cmd.done.state", state=state, count=len(step)), form)
