"""What is said of a download on the command line, field by field. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from kisotui.domain import downloads, retry
from kisotui.domain.detail_views import Download, Iso
from kisotui.domain.progress import percent
from kisotui.domain.states import Phase
from kisotui.locale import format as fmt
from kisotui.locale import problem_next, problem_text, t
from kisotui.service.records import failure


def phase(download: Download) -> str:
    """What is going on with it; its state where nothing is."""
    iso = download.iso
    if iso.phase is Phase.IDLE:
        return iso.state
    if iso.phase is Phase.RUNNING and download.worker is None:
        return t("word.phase.unattended")
    return t("word.phase.room" if downloads.waits_for_room(iso) else f"word.phase.{iso.phase}")


def done(iso: Iso) -> str:
    """How much of it has arrived; of one that is being verified, how much was read again."""
    if iso.phase is Phase.VERIFYING:
        return f"{percent(iso.reread, iso.size) or 0}%"
    arrived = percent(iso.received, iso.size)
    return fmt.UNKNOWN if arrived is None else f"{arrived}%"


def left(iso: Iso) -> str:
    """How long it has left."""
    seconds = downloads.seconds_left(iso)
    return fmt.UNKNOWN if seconds is None else fmt.duration(seconds)


def attempt(iso: Iso) -> str:
    """Which attempt in a row it is: ``3/20``."""
    n = downloads.attempt(iso)
    return fmt.UNKNOWN if n is None else f"{n}/{retry.ATTEMPTS}"


def attempts(iso: Iso) -> str:
    """The same in words, and how many there were."""
    n = downloads.attempt(iso)
    if n is None:
        return t("word.attempt.over", all=iso.attempts)
    kind = "running" if iso.phase is Phase.RUNNING else "to-come"
    return t(f"word.attempt.{kind}", n=n, most=retry.ATTEMPTS, all=iso.attempts)


def moment(when: datetime | None, now: datetime) -> str:
    return fmt.UNKNOWN if when is None else fmt.moment(when, now)


def worker(download: Download) -> str:
    """Who is at it."""
    at_it = download.worker
    return fmt.UNKNOWN if at_it is None else f"{at_it.host} {at_it.pid}"


def next_step(iso: Iso, workers: Collection[str], now: datetime) -> str:
    """What happens next, and when."""
    return t(
        f"next.{downloads.next_step(iso, workers)}",
        time=moment(iso.due, now),
        resume="“kisotui download resume”",
        retry="“kisotui download retry”",
        worker=t("cmd.next.worker"),
    )


def failed(iso: Iso) -> str:
    """What went wrong with it last."""
    problem = failure(iso)
    return fmt.UNKNOWN if problem is None else problem_text(problem)


def advice(iso: Iso) -> str:
    """What to do about that."""
    problem = failure(iso)
    return fmt.UNKNOWN if problem is None else problem_next(problem)


def trouble(download: Download, now: datetime) -> str:
    """What went wrong with it last, what to do about that, and when it is tried again."""
    name, iso = download.version.name, download.iso
    said = f"{name}, {iso.zonename}: {failed(iso)}. {advice(iso)}."
    if iso.phase is not Phase.WAITING or downloads.waits_for_room(iso):
        return said
    return f"{said} {t('cmd.download.again', time=moment(iso.due, now))}"
