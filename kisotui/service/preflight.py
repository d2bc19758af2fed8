"""The pre-flight of what stands in a form, done by a worker; and its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kisotui.domain import urls
from kisotui.domain.errands import Errand, ErrandKind
from kisotui.domain.forms import VersionForm
from kisotui.domain.preflight import Report
from kisotui.domain.preflight_json import from_json
from kisotui.domain.states import ZoneType
from kisotui.service import errands, worker
from kisotui.service.context import Context
from kisotui.store import zones


def request(ctx: Context, form: VersionForm) -> Mapping[str, Any]:
    """What the errand is asked; its secret is the URL."""
    with ctx.store.read() as session:
        there = {zone.id: zone for zone in zones.all_zones(session)}
    wanted = [there[id_] for id_ in (form.zone or "").split() if id_ in there]
    edge = bool(wanted) and all(zone.type is ZoneType.EDGE for zone in wanted)
    return {
        "url": urls.redact(form.url.strip()),
        "zone": wanted[0].name if wanted else "",
        "direct": form.directdownload or edge,
    }


def begin(ctx: Context, form: VersionForm, instead: str = "") -> str:
    """Have the URL looked at; gives the errand's id. ``instead``: one that is dropped.

    Raises Problem: ``read-only``, ``worker-start``, ``store-*``.
    """
    if instead:
        errands.drop(ctx, instead)
    posted = errands.post(ctx, ErrandKind.PREFLIGHT, request(ctx, form), form.url.strip())
    worker.ensure(ctx)
    return posted


def report(errand: Errand) -> Report:
    """What is known so far."""
    return from_json(errand.report)
