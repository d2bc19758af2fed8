"""Everything that a worker does to rows.

A worker takes the store's one lease, claims ISOs, reports their progress and writes what became of
them. Every write names the worker and the token of the claim: a row that has moved on refuses it.
"""

from __future__ import annotations

from kisotui.store.work.claims import (
    Chore,
    Claim,
    Job,
    claim,
    claim_chores,
    is_owed,
    owed,
    stopped,
)
from kisotui.store.work.lease import holder, leave, renew, retire, take
from kisotui.store.work.outcomes import (
    bypassed,
    chore_failed,
    destroyed,
    discarded,
    failed,
    ready,
    release,
    retry_later,
)
from kisotui.store.work.process import Process, this_process
from kisotui.store.work.progress import Tick, progress

__all__ = [
    "Chore",
    "Claim",
    "Job",
    "Process",
    "Tick",
    "bypassed",
    "chore_failed",
    "claim",
    "claim_chores",
    "destroyed",
    "discarded",
    "failed",
    "holder",
    "is_owed",
    "leave",
    "owed",
    "progress",
    "ready",
    "release",
    "renew",
    "retire",
    "retry_later",
    "stopped",
    "take",
    "this_process",
]
