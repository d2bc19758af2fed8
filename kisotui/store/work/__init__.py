"""Everything that a worker does to rows.

Any number of workers claim ISOs, hold them by leases that they renew, report their progress and
write what became of them. Every write names the worker and the token of the claim: a row that has
moved on refuses it.
"""

from __future__ import annotations

from kisotui.store.work.claims import claim, claim_chores, wanted
from kisotui.store.work.errands import (
    ErrandJob,
    claim_errand,
    end_errand,
    forget_errands,
    open_errands,
    release_errand,
    report_errand,
    wanted_errands,
)
from kisotui.store.work.found import found
from kisotui.store.work.jobs import Chore, Claim, Job
from kisotui.store.work.leases import LEASE
from kisotui.store.work.looks import Look, due_looks, is_look_due, looked
from kisotui.store.work.outcomes import (
    bypassed,
    chore_failed,
    destroyed,
    discarded,
    failed,
    is_over,
    ready,
    release,
    retry_later,
    wait_for_room,
)
from kisotui.store.work.owed import Owed, is_owed, owed
from kisotui.store.work.process import Process, this_process
from kisotui.store.work.progress import Tick, mirrored, progress, restarted
from kisotui.store.work.proofs import (
    Proof,
    claim_proof,
    is_scrub_due,
    not_read,
    proven,
    reread,
    rotten,
    set_scrub,
    wanted_proofs,
)
from kisotui.store.work.queue import Bounds
from kisotui.store.work.rates import share
from kisotui.store.work.room import LOOK_AGAIN, Running, look_for_room, running
from kisotui.store.work.spots import Spot
from kisotui.store.work.strays import see_to_strays
from kisotui.store.work.twins import Twin
from kisotui.store.work.workers import enter, leave, renew, retire, workers

__all__ = [
    "LEASE",
    "LOOK_AGAIN",
    "Bounds",
    "Chore",
    "Claim",
    "ErrandJob",
    "Job",
    "Look",
    "Owed",
    "Process",
    "Proof",
    "Running",
    "Spot",
    "Tick",
    "Twin",
    "bypassed",
    "chore_failed",
    "claim",
    "claim_chores",
    "claim_errand",
    "claim_proof",
    "destroyed",
    "discarded",
    "due_looks",
    "end_errand",
    "enter",
    "failed",
    "forget_errands",
    "found",
    "is_look_due",
    "is_over",
    "is_owed",
    "is_scrub_due",
    "leave",
    "look_for_room",
    "looked",
    "mirrored",
    "not_read",
    "open_errands",
    "owed",
    "progress",
    "proven",
    "ready",
    "release",
    "release_errand",
    "renew",
    "report_errand",
    "reread",
    "restarted",
    "retire",
    "retry_later",
    "rotten",
    "running",
    "see_to_strays",
    "set_scrub",
    "share",
    "this_process",
    "wait_for_room",
    "wanted",
    "wanted_errands",
    "wanted_proofs",
    "workers",
]
