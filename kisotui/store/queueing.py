"""Having an ISO fetched that was there, on its way or given up already."""

from __future__ import annotations

from kisotui.domain.failures import BIT_ROT
from kisotui.domain.states import DownloadStatus, IsoState, Work
from kisotui.store.tables import Iso
from kisotui.store.work import leases


def again(iso: Iso) -> None:
    """Have it fetched, going on from what lies there; who is at it stops. What a person paused
    stays paused."""
    leases.withdraw(iso)
    if iso.status == DownloadStatus.ABANDONED:  # what there was is being removed
        _forget(iso)
    iso.state, iso.status = IsoState.ALLOCATED.value, DownloadStatus.NOT_DOWNLOADED.value
    if iso.work != Work.PAUSED:
        iso.work = Work.FETCH.value
    iso.digest, iso.digests, iso.verified, iso.path = "", "", False, ""
    iso.proven, iso.reread, iso.proven_to = None, 0, 0
    iso.errors, iso.warnings, iso.wrong = None, 0, ""
    iso.url_asked, iso.url_failure, iso.url_failure_values = None, None, {}
    iso.url_failed_at = None
    iso.due, iso.finished, iso.failures = None, None, 0
    iso.failure, iso.failure_values, iso.failed_at = None, {}, None


def anew(iso: Iso) -> None:
    """As ``again``, from its first byte: what lies there is of no use any more.

    What is damaged is kept aside all the same: nobody knows yet whether there is another.
    """
    if iso.failure == BIT_ROT:
        iso.aside = iso.generation
    again(iso)
    iso.generation += 1
    _forget(iso)


def _forget(iso: Iso) -> None:
    iso.size, iso.received, iso.rates, iso.attempt_received = None, 0, "", 0


def destroy(iso: Iso) -> None:
    """Have all removed that there is of it."""
    iso.state, iso.work, iso.due = IsoState.DESTROYING.value, Work.DESTROY.value, None
    iso.failures = 0
    iso.generation += 1
    iso.aside = None
