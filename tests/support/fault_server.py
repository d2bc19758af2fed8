"""A web server that misbehaves as told: for each path a list of replies, one a request."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from pathlib import Path
from typing import Literal

from demo.server import FileServer, Handler

ETAG = '"first"'


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent, and how it goes wrong.

    ``length``: the Content-Length told; None for none. ``ends``: after ``cut`` bytes, or all of
    them, the connection is kept, closed, reset, or nothing more is sent.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | Literal["right"] | None = "right"
    chunked: bool = False
    cut: int | None = None
    ends: Literal["kept", "closed", "reset", "stalled"] = "kept"


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes that need not be HTTP, then the end."""

    data: bytes


FINE = None
"""In a script: the file itself, as a good server sends it."""

Step = Reply | Raw | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that came."""

    path: str
    headers: Message


class FaultHandler(Handler):
    """Answers by the script where there is one for the path."""

    server: FaultServer

    def do_GET(self) -> None:  # noqa: N802 - http.server's name
        self.server.seen.append(Seen(self.path, self.headers))
        match self.server.next_step(self.path):
            case Reply() as reply:
                self._reply(reply)
            case Raw(data):
                self.wfile.write(data)
                self.close_connection = True
            case None:
                super().do_GET()

    def _reply(self, reply: Reply) -> None:
        headers = dict(reply.headers)
        if reply.chunked:
            headers["Transfer-Encoding"] = "chunked"
        elif reply.length is not None:
            told = len(reply.body) if reply.length == "right" else reply.length
            headers["Content-Length"] = str(told)
        self.send_response(HTTPStatus(reply.status))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self._send(reply)
        if reply.ends == "stalled":
            self.wfile.flush()
            self.server.stopping.wait(60)
        if reply.ends == "reset":
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = reply.ends != "kept" or headers.get("Connection") == "close"

    def _send(self, reply: Reply) -> None:
        body = reply.body[: reply.cut]
        if not reply.chunked:
            self.wfile.write(body)
            return
        for start in range(0, len(body), 60_000):
            piece = body[start : start + 60_000]
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        if reply.cut is None:
            self.wfile.write(b"0\r\n\r\n")


class FaultServer(FileServer):
    """Serves a directory rightly, but for the paths that have a script.

    ``seen``: the requests that came. ``certificate``: a PEM file with key and certificate; makes
    it an https server.
    """

    def __init__(self, directory: Path, *, certificate: Path | None = None) -> None:
        self.seen: list[Seen] = []
        self._scripts: dict[str, list[Step]] = {}
        self._lock = threading.Lock()
        self._scheme = "https" if certificate else "http"
        super().__init__(directory, handler=FaultHandler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.server_port}"

    @property
    def asked_for_isos(self) -> list[Seen]:
        """The requests that came for ISOs, and not for what may lie beside them."""
        return [each for each in self.seen if each.path.partition("?")[0].endswith(".iso")]

    def script(self, path: str, *steps: Step) -> str:
        """Answer requests for the path with these, the last one again and again. Gives its URL."""
        self._scripts[path] = list(steps)
        return self.url + path

    def next_step(self, path: str) -> Step:
        with self._lock:
            plain = path.partition("?")[0]
            steps = self._scripts.get(path, self._scripts.get(plain))
            if steps is None:
                return FINE
            return steps.pop(0) if len(steps) > 1 else steps[0]
