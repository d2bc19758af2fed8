"""The pre-flight of an address: what can be known of an ISO before it is fetched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from kisotui.domain import quantities
from kisotui.domain.contents import Glance
from kisotui.domain.failures import Problem
from kisotui.domain.preflight import Name, Report, State, Step
from kisotui.domain.urls import Address
from kisotui.download import look
from kisotui.download import preflight_steps as steps
from kisotui.download.lane import ENDLESS
from kisotui.download.model import Limits
from kisotui.download.preflight_looks import Looks
from kisotui.download.ranged import REQUESTS, Ranged, filled
from kisotui.download.server.answer import OUT_OF_RANGE, PARTIAL, Answer
from kisotui.download.server.client import Client
from kisotui.download.server.happenings import Happening, What
from kisotui.download.server.trust import Trust
from kisotui.download.threads import run_until_stopped

HEAD: Final = 160 * 1024
"""Bytes that are asked for first: the volume's descriptors, and often all directories."""

_NOT_ASKED_YET: Final = (Name.ADDRESS, Name.CONNECTION, Name.TLS)


async def preflight(
    address: Address,
    *,
    limits: Limits,
    trust: Trust,
    looks: Looks,
    on_report: Callable[[Report], None],
    is_mirror: bool = False,
) -> Report:
    """Look, and say what is seen. What fails is in the report; ``on_report`` gets it as it grows,
    in a thread. ``is_mirror``: whether the address stands in the place of another one."""
    flight = _Flight(looks, limits, on_report)
    try:
        client = Client(address, limits, trust, flight.watch)
    except Problem as problem:
        return flight.failed(problem)
    try:
        return await run_until_stopped(
            partial(flight.run, client, steps.addressed(address, is_mirror=is_mirror)), client.stop
        )
    finally:
        client.close()


class _Flight:
    """Blocks."""

    def __init__(self, looks: Looks, limits: Limits, on_report: Callable[[Report], None]) -> None:
        self._looks = looks
        self._limits = limits
        self._on_report = on_report
        self._report = Report()
        self._hosts: list[str] = []
        self._at = Name.ADDRESS

    def run(self, client: Client, addressed: Step) -> Report:
        """Raises Stopped."""
        self._put(addressed)
        try:
            self._look(client)
        except Problem as problem:
            return self.failed(problem)
        self._report = self._report.ended()
        return self._report

    def failed(self, problem: Problem) -> Report:
        """With the step that the problem ended."""
        at = steps.failed_at(problem, self._at)
        if at in _NOT_ASKED_YET:
            self._report = replace(self._report, requests=max(0, self._report.requests - 1))
        self._put(Step(at, State.FAILED, problem=problem))
        self._report = self._report.ended()
        return self._report

    def watch(self, happening: Happening) -> None:
        """What the client tells."""
        match happening.what:
            case What.ASKING:
                self._report = replace(self._report, requests=self._report.requests + 1)
                if self._report[Name.CONNECTION].state is State.WAITING:
                    self._begin(Name.CONNECTION, "connecting", host=happening.host)
            case What.CONNECTED if not self._is_answered:
                self._put(steps.connected(happening.host, happening.peer))
                self._begin(Name.ANSWER, "asking", host=happening.host)
            case What.SECURED if not self._is_answered:
                self._put(steps.secured(happening.certificate))
            case What.REDIRECTED:
                self._hosts.append(happening.host)

    def _look(self, client: Client) -> None:
        """Step by step. Raises Problem: at the first that fails; Stopped."""
        with client.get({"Range": f"bytes=0-{HEAD - 1}"}) as answer:
            self._answered(answer)
            self._described(answer)
            validator = answer.validator
            known = answer.size
            self._begin(Name.SPACE)
            self._put(steps.space(self._looks.space, known or 0))
            self._begin(Name.VOLUME)
            head = filled(answer, min(HEAD, HEAD if known is None else known))
            self._received(len(head))
        has_ranges = answer.status == PARTIAL
        data = Ranged(
            client,
            head,
            size=ENDLESS if known is None else known,
            validator=validator,
            requests=max(0, REQUESTS - self._report.requests) if has_ranges else 0,
            on_read=self._received,
        )
        self._volume(data, answer, known)
        self._contents(data, has_ranges)

    @property
    def _is_answered(self) -> bool:
        return self._report[Name.ANSWER].is_over

    def _answered(self, answer: Answer) -> None:
        if not self._report[Name.TLS].is_over:
            self._put(Step(Name.TLS, State.SKIPPED, "plain"))
        if answer.status == OUT_OF_RANGE and answer.size is None:
            raise Problem("http-range", host=answer.host, status=answer.status)
        values: dict[str, Any] = {"status": answer.status}
        if self._hosts:
            values["hosts"] = " → ".join(self._hosts)
        self._pass(Name.ANSWER, "redirected" if self._hosts else "answered", **values)

    def _described(self, answer: Answer) -> None:
        """What the headers say of the file."""
        self._begin(Name.FILE)
        look.require_plausible(answer)
        size, largest = answer.size, self._limits.largest
        if size is not None and largest is not None and size > largest:
            raise Problem("too-large", host=answer.host, limit=quantities.written(largest))
        self._report = replace(self._report, size=size)
        self._put(steps.file(answer))
        self._begin(Name.RANGES)
        self._put(steps.ranges(answer))
        self._put(steps.validator(answer))

    def _volume(self, data: Ranged, answer: Answer, size: int | None) -> None:
        try:
            volume = self._looks.volume(data)
        except Problem as problem:
            raise (look.unlike(answer, size) if problem.code == "not-iso" else problem) from None
        if size is not None and volume.size > size:
            raise Problem("iso-truncated", expected=volume.size, size=size)
        self._report = replace(self._report, glance=Glance(label=volume.label))
        self._pass(Name.VOLUME, "volume", label=volume.label or "-")

    def _contents(self, data: Ranged, has_ranges: bool) -> None:
        self._begin(Name.CONTENTS)
        try:
            glance, findings = self._looks.glance(data)
        except OSError:  # farther inside than what may be read
            fact = "too-far" if has_ranges else "head-only"
            self._put(Step(Name.CONTENTS, State.SKIPPED, fact))
            return
        self._report = replace(self._report, glance=glance)
        self._put(steps.contents(glance, findings))

    def _received(self, count: int) -> None:
        self._report = replace(self._report, received=self._report.received + count)

    def _begin(self, name: Name, fact: str = "", **values: Any) -> None:
        self._at = name
        self._put(Step(name, State.RUNNING, fact, values))

    def _pass(self, name: Name, fact: str = "", **values: Any) -> None:
        self._put(steps.passed(name, fact, **values))

    def _put(self, step: Step) -> None:
        self._report = self._report.with_step(step)
        self._on_report(self._report)
