"""What proves stored ISOs, kept with their digest."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, delete, func, select

from kisotui.domain.states import IsoState
from kisotui.store import tables
from kisotui.store.proof_table import Proof


def of(session: Session, digest: str) -> Proof | None:
    """None where no file of that digest was ever read whole."""
    return session.get(Proof, digest)


def keep(session: Session, digest: str, size: int, block: int, blocks: Sequence[str]) -> None:
    """Keep what a pass over a whole file has found that had the digest at its end."""
    session.merge(Proof(digest=digest, size=size, block=block, blocks=list(blocks)))


def forget(session: Session, digest: str) -> None:
    """Drop what no ISO needs any longer."""
    session.flush()
    held = select(func.count()).where(
        tables.Iso.digest == digest, tables.Iso.state != IsoState.DESTROYED
    )
    if digest and not session.exec(held).one():
        session.exec(delete(Proof).where(col(Proof.digest) == digest))
