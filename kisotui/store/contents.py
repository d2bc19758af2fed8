"""Verdicts on what ISOs hold: kept with the digest, read with an ISO."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, delete, func, select

from kisotui.domain import contents_json
from kisotui.domain.contents import Contents, Finding, Severity
from kisotui.domain.failures import CONTENTS, Problem
from kisotui.domain.states import IsoState
from kisotui.locale import nested
from kisotui.store import tables
from kisotui.store.contents_table import Contents as Row


class Kept(NamedTuple):
    """A verdict, and when it was given."""

    contents: Contents
    judged: datetime


def judge(session: Session, iso: tables.Iso, contents: Contents, at: datetime) -> None:
    """Keep what was found in the ISO whose digest stands in its row, in place of what was."""
    version = session.get_one(tables.Version, iso.version_id)
    # merge: of ISOs with this digest in other zones there is a row already.
    row = Row(
        digest=iso.digest,
        semanticversion=version.semanticversion,
        arch=version.arch,
        verdict=contents_json.to_json(contents),
        judged=at,
    )
    session.merge(row)
    errors = errors_of(contents)
    iso.errors, iso.wrong = len(errors), errors[0].code if errors else ""
    iso.warnings = sum(each.severity is Severity.WARNING for each in contents.findings)


def problem_of(contents: Contents) -> Problem | None:
    """Why clusters cannot use an ISO with these contents; None where they can."""
    errors = errors_of(contents)
    if not errors:
        return None
    return Problem(CONTENTS, count=len(errors), first=said(errors[0]))


def errors_of(contents: Contents) -> list[Finding]:
    return [each for each in contents.findings if each.severity is Severity.ERROR]


def said(finding: Finding) -> dict[str, object]:
    """A finding's sentence, as a value of a message."""
    return nested(f"finding.{finding.code}", **{**finding.values, "path": finding.path})


def of(session: Session, digest: str, version: tables.Version) -> Kept | None:
    """What was found in the ISOs of a digest, as those of a version; None where nobody looked."""
    row = session.get(Row, (digest, version.semanticversion, version.arch))
    return Kept(contents_json.from_json(row.verdict), row.judged) if row is not None else None


def forget(session: Session, digest: str) -> None:
    """Drop the verdicts on what no ISO is any longer."""
    session.flush()
    held = select(func.count()).where(
        tables.Iso.digest == digest, tables.Iso.state != IsoState.DESTROYED
    )
    if digest and not session.exec(held).one():
        session.exec(delete(Row).where(col(Row.digest) == digest))
