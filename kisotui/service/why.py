"""Whether clusters can use a version, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kisotui.domain.detail_views import Iso, VersionDetail
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.usable import Level, Reason, Usable, Why
from kisotui.locale import format as fmt
from kisotui.locale import t


def line(found: Usable, detail: VersionDetail, now: datetime) -> str:
    """The answer in one sentence: what stops it; where nothing does, what weakens it."""
    stops = [why for why in found.whys if why.stops]
    said = "; ".join(text(why, detail, now) for why in stops or found.whys)
    if found.level is Level.PARTLY:
        return t("usable.partly", zones=", ".join(found.zonenames), why=said)
    if found.level is Level.NO:
        return t("usable.no", why=said)
    return t("usable.yes.but", why=said) if said else t("usable.yes")


def text(why: Why, detail: VersionDetail, now: datetime) -> str:
    """One thing that speaks against a version."""
    if why.reason is Reason.WEAK:
        return t("usable.weak", why=_weakness(detail.evidence))
    isos = ", ".join(_iso(why.reason, iso, now) for iso in why.isos)
    return t(f"usable.{why.reason}", isos=isos)


def advice(why: Why) -> str:
    """What to do about it."""
    first = next(iter(why.isos), None)
    if first is not None and why.reason is Reason.FAILED:
        return t(f"failure.{first.failure}.next", **first.failure_values)
    if first is not None and why.reason is Reason.SILENT:
        return t(f"failure.{first.url_failure}.next", **first.url_failure_values)
    return t(f"usable.{why.reason}.next")


def _iso(reason: Reason, iso: Iso, now: datetime) -> str:
    is_silent = reason is Reason.SILENT
    code = iso.url_failure if is_silent else iso.failure
    values = iso.url_failure_values if is_silent else iso.failure_values
    since = iso.url_failed_at if is_silent else iso.since
    again = ".damaged" if reason is Reason.MISSING and iso.damaged else ""
    return t(
        f"usable.{reason}.iso{again}",
        zone=iso.zonename,
        state=iso.state,
        time=fmt.moment(since, now) if since is not None else fmt.UNKNOWN,
        count=iso.warnings,
        first=values.get("first", ""),
        why=t(f"failure.{code}", **values) if code else "",
    )


def _weakness(known: Sequence[Evidence]) -> str:
    first = known[0]
    if first.origin is Origin.BESIDE:
        return t("usable.weak.beside")
    return t("usable.weak.algorithm", algorithm=first.checksum.algorithm)
