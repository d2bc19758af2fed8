"""How one thread ends what another one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from kisotui.download.server.client import Stopped


class Stopping:
    """Knows what has to be told, at any moment, when it is all to end."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[], None]] = []
        self._is_stopped = False
        self._lock = Lock()

    def stop(self) -> None:
        """End it; from any thread."""
        with self._lock:
            self._is_stopped = True
            callbacks = list(self._callbacks)
        for callback in callbacks:
            callback()

    def require_going(self) -> None:
        """Raises Stopped."""
        if self._is_stopped:
            raise Stopped

    @contextmanager
    def by(self, callback: Callable[[], None]) -> Iterator[None]:
        """While the ``with`` lasts, the callback ends what goes on in it. Raises Stopped."""
        with self._lock:
            self.require_going()
            self._callbacks.append(callback)
        try:
            yield
        finally:
            with self._lock:
                self._callbacks.remove(callback)
