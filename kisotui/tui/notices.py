"""What is said of downloads that ended while nobody looked, several at once in one notice. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kisotui.domain.detail_views import Ending
from kisotui.locale import t

_NAMED: Final = 3  # endings that a notice names where there are more


@dataclass(frozen=True, slots=True)
class Notice:
    """``title``: what happened, empty where ``text`` says it all."""

    title: str
    text: str
    failed: bool


def notice(endings: Sequence[Ending]) -> Notice:
    """The notice of what ended, one or more; failures come first."""
    failed = [ending for ending in endings if ending.failure]
    ready = [ending for ending in endings if not ending.failure]
    if len(endings) == 1:
        return _single(endings[0])
    lines = [_what(ending) for ending in [*failed, *ready][:_NAMED]]
    if len(endings) > _NAMED:
        lines.append(t("screen.notice.more", count=len(endings) - _NAMED))
    return Notice(_counts(len(ready), len(failed)), "\n".join(lines), bool(failed))


def _single(ending: Ending) -> Notice:
    if ending.failure:
        advice = t(f"failure.{ending.failure}.next", **ending.failure_values)
        return Notice(_what(ending), advice, failed=True)
    return Notice("", _what(ending), failed=False)


def _what(ending: Ending) -> str:
    values = {"name": ending.name, "zone": ending.zonename}
    if ending.failure:
        return t("screen.notice.failed", why=t(f"screen.failure.{ending.failure}"), **values)
    return t("screen.notice.verified" if ending.verified else "screen.notice.ready", **values)


def _counts(ready: int, failed: int) -> str:
    if not failed:
        return t("screen.notice.all-ready", count=ready)
    if not ready:
        return t("screen.notice.all-failed", count=failed)
    return t("screen.notice.both", ready=ready, failed=failed)
