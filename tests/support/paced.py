"""A web server that takes its time, and remembers which bytes of which file it sent."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from demo.server import FileServer, Handler

Span = tuple[int, int]
"""From the first byte to the one past the last."""

_STEPS = 20  # a second: so often something is sent


class PacedHandler(Handler):
    """Waits before it answers, then sends at its own pace."""

    server: PacedServer

    def serve(self, path: Path) -> None:
        self.server.stopping.wait(self.server.hesitation())
        super().serve(path)

    def send_body(self, path: Path, start: int, end: int) -> None:
        began, at, period = time.monotonic(), start, self.server.period
        with path.open("rb") as file:
            file.seek(start)
            while at < end and not self.server.stopping.is_set():
                pace = self.server.pace
                data = file.read(min(end - at, max(1 << 14, pace // _STEPS) if pace else 1 << 18))
                self.wfile.write(data)
                self.server.sent(period, f"/{path.name}", at, at + len(data))
                at += len(data)
                ahead = (at - start) / pace - (time.monotonic() - began) if pace else 0.0
                if ahead > 0:
                    self.server.stopping.wait(min(ahead, 0.2))  # the pace may change meanwhile


class PacedServer(FileServer):
    """Serves a directory; ``hesitation`` gives the seconds until each answer begins."""

    def __init__(
        self,
        directory: Path,
        *,
        pace: int | None = None,
        hesitation: Callable[[], float] = lambda: 0.0,
    ) -> None:
        super().__init__(directory, pace=pace, handler=PacedHandler)
        self.hesitation = hesitation
        self.period = 0
        """Between two looks at what was sent."""
        self._lock = threading.Lock()
        self._sent: dict[str, list[Span]] = defaultdict(list)

    def sent(self, period: int, path: str, start: int, end: int) -> None:
        """Remember that these bytes went out, in answer to a request of that period."""
        with self._lock:
            if period == self.period:
                spans = self._sent[path]
                if spans and spans[-1][1] == start:
                    spans[-1] = (spans[-1][0], end)
                else:
                    spans.append((start, end))

    def take_sent(self) -> dict[str, list[Span]]:
        """What was sent of each path, in answer to requests that came since this was last asked.

        An older request may have been a dead client's, to whom what is sent means nothing.
        """
        with self._lock:
            sent, self._sent = dict(self._sent), defaultdict(list)
            self.period += 1
        return sent


def union(spans: Iterable[Span]) -> list[Span]:
    """The same bytes, each once, in their order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return joined


def total(spans: Iterable[Span]) -> int:
    """How many bytes these are."""
    return sum(end - start for start, end in spans)


def common(ones: Iterable[Span], others: Iterable[Span]) -> int:
    """How many bytes of the first are among the second, counted as often as in the first."""
    there = union(others)
    return sum(
        max(0, min(end, past) - max(start, first)) for start, end in ones for first, past in there
    )
