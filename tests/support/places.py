"""Places for servers and other users of this machine."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    """A port on loopback that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def shared_folder() -> Iterator[Path]:
    """A directory that other users can walk into; pytest's are for their owner only."""
    with tempfile.TemporaryDirectory(prefix="kisotui-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
