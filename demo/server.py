"""A small web server on loopback for ISOs: ranges, validators, and a pace slow enough to watch."""

from __future__ import annotations

import re
import socket
import sys
import threading
import time
from contextlib import suppress
from email.utils import formatdate
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """First and past-the-end byte of a Range header; None for one that is not understood.

    Raises ValueError for one that lies outside of the file.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or match[0] == "bytes=-":
        return None
    if not match[1]:
        start, end = max(0, size - int(match[2])), size
    else:
        start, end = int(match[1]), min(size, int(match[2]) + 1) if match[2] else size
    if start >= end:
        raise ValueError(header)
    return start, end


class Handler(SimpleHTTPRequestHandler):
    """Serves the files of the server's directory, with ranges."""

    protocol_version = "HTTP/1.1"
    server: FileServer

    def do_GET(self) -> None:
        self.server.requests.append((self.command, self.path))
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            super().do_GET() if self.command == "GET" else super().do_HEAD()
        elif path.is_file():
            self.serve(path)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815 - http.server's name; send_body() knows the difference

    @property
    def pace(self) -> int | None:
        """Bytes per second of this answer, None for as fast as it goes; may change meanwhile."""
        return self.server.pace

    def serve(self, path: Path) -> None:
        """Answer with the file, or the part of it that is asked for."""
        status = path.stat()
        etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
        modified = formatdate(status.st_mtime, usegmt=True)
        start, end = 0, status.st_size
        wanted = None
        if self.headers.get("If-Range") in (None, etag, modified):
            try:
                wanted = byte_range(self.headers.get("Range", ""), status.st_size)
            except ValueError:
                self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                self.send_header("Content-Range", f"bytes */{status.st_size}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
        if wanted is None:
            self.send_response(HTTPStatus.OK)
        else:
            start, end = wanted
            self.send_response(HTTPStatus.PARTIAL_CONTENT)
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{status.st_size}")
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(end - start))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", modified)
        self.end_headers()
        if self.command == "GET":
            self.send_body(path, start, end)

    def send_body(self, path: Path, start: int, end: int) -> None:
        """Send these bytes of the file, not faster than the pace."""
        began, sent = time.monotonic(), 0
        with path.open("rb") as file:
            file.seek(start)
            while start + sent < end:
                pace = self.pace
                piece = min(end - start - sent, max(1024, pace // 20) if pace else 1 << 18)
                data = file.read(piece)
                if not data:
                    return
                self.wfile.write(data)
                sent += len(data)
                ahead = sent / pace - (time.monotonic() - began) if pace else 0.0
                if ahead > 0 and self.server.stopping.wait(ahead):
                    return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Keep quiet: the screen belongs to somebody else."""


class FileServer(ThreadingHTTPServer):
    """Serves a directory on 127.0.0.1 while the ``with`` lasts.

    ``pace``: bytes per second of each connection, None for as fast as it goes; may be set at
    any time. ``requests``: method and path of each request so far.
    """

    daemon_threads = False

    def __init__(
        self,
        directory: Path,
        *,
        pace: int | None = None,
        port: int = 0,
        handler: type[Handler] = Handler,
    ) -> None:
        self.directory = directory
        self.pace = pace
        self.requests: list[tuple[str, str]] = []
        self.stopping = threading.Event()
        self._connections: set[socket.socket] = set()
        super().__init__(
            ("127.0.0.1", port),
            lambda *args: handler(*args, directory=str(directory)),
        )
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The address of the directory, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"

    def process_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no error here."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stopping.set()
        self.shutdown()
        self._thread.join()
        for connection in list(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)  # ends the keep-alive wait of its thread
        self.server_close()
