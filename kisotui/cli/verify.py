"""``kisotui verify``: stored ISOs, read again and held to their digests."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import click

from kisotui.cli.chosen import Chosen, chosen
from kisotui.cli.download.selection import tell
from kisotui.cli.following import changes
from kisotui.cli.options import TEXT, argument, option, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.terminal import StatusLine
from kisotui.domain.detail_views import Download, DownloadQuery, Iso
from kisotui.domain.failures import BIT_ROT, Problem
from kisotui.domain.progress import percent
from kisotui.domain.states import IsoState, Phase
from kisotui.locale import t

if TYPE_CHECKING:
    from kisotui.service.context import Context

_PORTION: Final = 500  # versions in one transaction
_NAMED: Final = 5
_PENDING: Final = (Phase.UNPROVEN, Phase.VERIFYING)


@click.command(cls=Command, help="cmd.verify")
@argument("refs", metavar="[ID...]", type=TEXT, nargs=-1, help="cmd.argument.versions")
@option("--zone", type=TEXT, metavar="ZONE", help="cmd.verify.zone")
@option("--no-wait", "no_wait", is_flag=True, help="cmd.verify.no-wait")
@output_option
@pass_session
def verify(
    session: Session, refs: Sequence[str], zone: str | None, no_wait: bool, form: Format
) -> None:
    from kisotui.service import downloads, worker

    context, of = session.context, chosen(session, refs, zone)
    if not refs:
        of = Chosen(downloads.stored(context, of.zone), of.zone)
    before = {each.iso.id: each.iso for each in _isos(context, of)}
    portions = [of.ids[at : at + _PORTION] for at in range(0, len(of.ids), _PORTION)]
    count = sum(downloads.verify(context, ids, of.zone) for ids in portions)
    worker.ensure(context)
    if no_wait:
        tell(session, of, t("cmd.done.verify", count=count), form)
        return
    good = _proven(_ended(context, of), before) if count else 0
    tell(session, of, t("cmd.verify.done", count=good), form)


def _isos(context: Context, of: Chosen) -> Iterator[Download]:
    """Those that are meant; asked for all together, for there may be very many."""
    from kisotui.service import downloads

    wanted = set(of.ids)
    few = tuple(of.ids) if len(of.ids) <= _PORTION else ()
    for each in downloads.page(context, DownloadQuery(few, of.zone, ended=True)):
        if each.version.id in wanted:
            yield each


def _ended(context: Context, of: Chosen) -> list[Download]:
    """The ISOs, once none of them is to be read any further."""
    with StatusLine() as status:
        for _ in changes(context):
            found = list(_isos(context, of))
            pending = [each for each in found if each.iso.phase in _PENDING]
            if not pending:
                break
            status.show(_progress(pending))
    return found


def _progress(pending: Sequence[Download]) -> str:
    count = len(pending)
    for each in pending:
        if each.iso.phase is Phase.VERIFYING:
            done = percent(each.iso.reread, each.iso.size) or 0
            named = {"name": each.version.name, "zone": each.iso.zonename}
            return t("cmd.verify.progress", **named, done=done, count=count)
    return t("cmd.verify.waits", count=count)


def _proven(ended: Collection[Download], before: Mapping[str, Iso]) -> int:
    """How many are what they were. Raises Problem: ``bit-rot``, ``not-verified``."""
    asked = [each for each in ended if _was_stored(before.get(each.iso.id))]
    rotten = [each for each in asked if _is_another(each.iso, before[each.iso.id])]
    if rotten:
        names = [f"{each.version.name} ({each.iso.zonename})" for each in rotten]
        shown = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
        raise Problem(BIT_ROT, found=shown)
    for each in asked:
        if each.iso.proven == before[each.iso.id].proven:
            raise Problem("not-verified", name=each.version.name, zone=each.iso.zonename)
    return len(asked)


def _was_stored(iso: Iso | None) -> bool:
    return iso is not None and iso.state is IsoState.READY and bool(iso.digest)


def _is_another(iso: Iso, before: Iso) -> bool:
    """Whether what was there has failed; it may have been fetched again by now."""
    return iso.state is not IsoState.READY or iso.attempts != before.attempts
