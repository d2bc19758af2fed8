"""Verdicts on what ISOs hold: kept with the digest, read with an ISO."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from sqlmodel import Session, col, delete, func, select

from kisotui.domain import contents_json
from kisotui.domain.contents import Contents, Severity
from kisotui.domain.states import IsoState
from kisotui.store import tables
from kisotui.store.contents_table import Contents as Row

# What ISO rows say of a verdict where nobody has judged what lies there.
_UNJUDGED: Final = (None, 0, "")


class Kept(NamedTuple):
    """A verdict, and when it was given."""

    contents: Contents
    judged: datetime


def judge(session: Session, iso: tables.Iso, contents: Contents, at: datetime) -> None:
    """Keep what was found in the ISO whose digest stands in its row, in place of what was."""
    key = _key(iso, session.get_one(tables.Version, iso.version_id))
    row = session.get(Row, key)
    if row is None:
        digest, version, arch = key
        row = Row(digest=digest, semanticversion=version, arch=arch, verdict={})
    row.verdict, row.judged = contents_json.to_json(contents), at
    session.add(row)
    errors = [each for each in contents.findings if each.severity is Severity.ERROR]
    iso.errors, iso.wrong = len(errors), errors[0].code if errors else ""
    iso.warnings = sum(each.severity is Severity.WARNING for each in contents.findings)


def unjudge(iso: tables.Iso) -> None:
    """Something else will lie there."""
    iso.errors, iso.warnings, iso.wrong = _UNJUDGED


def of(session: Session, iso: tables.Iso, version: tables.Version) -> Kept | None:
    """What was found in an ISO; None where nobody has looked."""
    row = session.get(Row, _key(iso, version)) if iso.digest else None
    return Kept(contents_json.from_json(row.verdict), row.judged) if row is not None else None


def forget(session: Session, digest: str) -> None:
    """Drop the verdicts on what no ISO is any longer."""
    session.flush()
    held = select(func.count()).where(
        tables.Iso.digest == digest, tables.Iso.state != IsoState.DESTROYED
    )
    if digest and not session.exec(held).one():
        session.exec(delete(Row).where(col(Row.digest) == digest))


def _key(iso: tables.Iso, version: tables.Version) -> tuple[str, str, str]:
    return iso.digest, version.semanticversion, version.arch
