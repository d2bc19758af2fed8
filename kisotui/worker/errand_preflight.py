"""The errand of looking at an address before anything is fetched from it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from kisotui.domain import urls
from kisotui.domain.preflight_json import to_json
from kisotui.download import beside, room
from kisotui.download.preflight import preflight as look
from kisotui.download.preflight_looks import Looks
from kisotui.download.ranged import REQUESTS
from kisotui.iso.glance import look as look_into
from kisotui.iso.volume import Volume, read_descriptors
from kisotui.store.work import ErrandJob
from kisotui.worker import terms
from kisotui.worker.errand import Means, Report

if TYPE_CHECKING:
    from kisotui.iso.data import Data
    from kisotui.settings import Settings

_PLACE: Final = "preflight.iso"  # never made


async def preflight(job: ErrandJob, means: Means) -> Report:
    """Look, and report as it goes: ``domain.preflight.Report``.

    The request names the ``zone`` and whether hosts download ``direct``; its secret is the URL.
    """
    settings = means.settings
    asked = urls.parse(job.secret)
    address = terms.mirrored(settings, asked)
    limits = terms.limits(settings)
    trust = terms.trust(settings, str(job.request.get("zone") or ""))
    space = None if job.request.get("direct") else partial(_free, settings)
    report = await look(
        address,
        limits=limits,
        trust=trust,
        looks=Looks(volume=_volume, glance=look_into, space=space),
        on_report=lambda report: means.report(to_json(report)),
        is_mirror=address != asked,
    )
    if report.is_delivered:
        means.report(to_json(report))
        left = REQUESTS - report.requests
        found = await beside.find(address, limits=limits, trust=trust, most=left)
        report = replace(report, evidence=found)
    return to_json(report)


def _volume(data: Data) -> Volume:
    return read_descriptors(data).volume


def _free(settings: Settings, size: int) -> int:
    """Bytes that are free where ISOs are kept. Blocking. Raises Problem: ``no-space``, of the disk.

    What running downloads have yet to take up is theirs to wait for.
    """
    place = settings.iso_dir / _PLACE
    room.require(place, size, 0)
    return room.free(place)
