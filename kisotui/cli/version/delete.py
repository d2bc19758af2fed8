"""``kisotui version delete``."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from kisotui.cli import output
from kisotui.cli.errors import note
from kisotui.cli.following import changes
from kisotui.cli.options import option, versions_argument
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.terminal import can_ask, says_yes
from kisotui.cli.version.selection import resolved
from kisotui.domain.failures import Problem
from kisotui.domain.text import visible
from kisotui.locale import format as fmt
from kisotui.locale import t

if TYPE_CHECKING:
    from kisotui.domain.detail_views import DeletePlan

_PATIENCE: Final = 30.0  # seconds until the files are gone


@click.command(cls=Command, help="cmd.version.delete")
@versions_argument
@option("--yes", "-y", is_flag=True, help="cmd.version.delete.yes")
@option("--no-wait", is_flag=True, help="cmd.version.delete.no-wait")
@pass_session
def delete(session: Session, refs: Sequence[str], yes: bool, no_wait: bool) -> None:
    from kisotui.service import versions, worker

    ids = resolved(session, refs)
    try:
        plan = versions.delete_plan(session.context, ids)
        if not yes:
            _confirm(plan)
        versions.delete(session.context, ids)
    except Problem as problem:
        if problem.code == "being-deleted":
            worker.ensure(session.context)  # who was at it may be gone
        raise
    worker.ensure(session.context)
    names = ", ".join(version.name for version in plan.versions)
    if no_wait:
        output.line(t("cmd.done.delete-queued", names=names))
        return
    _until_gone(session, ids, names)
    output.line(t("cmd.done.delete", names=names, files=plan.files, size=fmt.size(plan.bytes)))


def _confirm(plan: DeletePlan) -> None:
    """Name what will be destroyed, and ask. Raises Problem where the answer is not yes."""
    if not can_ask():
        raise Problem("confirm-needed")
    note(t("cmd.delete.heading"))
    for version in plan.versions:
        note(f"  {visible(version.name)}  {version.semanticversion}")
    note(t("cmd.delete.zones", zones=", ".join(plan.zonenames)))
    note(t("cmd.delete.files", files=plan.files, size=fmt.size(plan.bytes)))
    if plan.running:
        note(t("cmd.delete.running", count=plan.running))
    if not says_yes(t("cmd.delete.question")):
        raise Problem("not-confirmed")


def _until_gone(session: Session, ids: Sequence[str], names: str) -> None:
    """Wait until the worker has removed the versions with their files."""
    from kisotui.service import versions

    deadline = time.monotonic() + _PATIENCE
    for _ in changes(session.context, deadline):
        left = [versions.get(session.context, version_id).version for version_id in ids]
        if all(version.removed for version in left):
            return
    raise Problem("delete-timeout", name=names, seconds=round(_PATIENCE))
