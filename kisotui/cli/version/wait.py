"""``kisotui version wait``: until the ISO is ``Ready``, or cannot become it."""

from __future__ import annotations

import time

import click

from kisotui.cli.columns import progress_line
from kisotui.cli.following import changes
from kisotui.cli.options import option, version_argument
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.terminal import StatusLine
from kisotui.domain.detail_views import VersionDetail
from kisotui.domain.failures import Problem
from kisotui.domain.states import IsoState, Phase
from kisotui.service.records import failure


@click.command(cls=Command, help="cmd.version.wait")
@version_argument
@option("--timeout", type=click.FloatRange(0), metavar="SECONDS", help="cmd.version.wait.timeout")
@pass_session
def wait(session: Session, ref: str, timeout: float | None) -> None:
    from kisotui.service import versions, worker

    version_id = versions.resolve(session.context, ref)
    worker.ensure(session.context)
    deadline = None if timeout is None else time.monotonic() + timeout
    with StatusLine() as status:
        for _ in changes(session.context, deadline):
            detail = versions.get(session.context, version_id)
            if is_ready(detail):
                return
            status.show(progress_line(detail))
    raise Problem("wait-timeout", name=detail.version.name, seconds=f"{timeout:g}")


def is_ready(detail: VersionDetail) -> bool:
    """Whether the ISO is there in every zone. Raises Problem: why it will not be by itself."""
    version, isos = detail.version, detail.staying
    states = {iso.state for iso in isos}
    if version.removed or states & {IsoState.DESTROYING, IsoState.DESTROYED}:
        raise Problem("version-not-found", ref=version.name)
    for iso in isos:
        problem = failure(iso)
        if iso.state is IsoState.FAILED and problem is not None:
            raise problem
    phases = {iso.phase for iso in isos}
    if Phase.PAUSED in phases and phases <= {Phase.PAUSED, Phase.IDLE}:
        raise Problem("wait-paused", name=version.name)
    return states == {IsoState.READY}
