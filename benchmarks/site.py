"""nginx with a configuration and a place of its own: what everything is downloaded from."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import authority
from benchmarks.authority import Authority
from benchmarks.measured import MIB, BenchmarkError

RATE: Final = 20 * MIB  # bytes per second that each connection to the paced port gets
_SO_MAX_PACING_RATE: Final = 47
_STARTING: Final = 10.0  # seconds

_CONFIG: Final = """\
{user}
daemon off;
worker_processes 1;
pid {place}/nginx.pid;
error_log {place}/nginx.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    sendfile on;
    default_type application/octet-stream;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    root {www};
    server {{
        listen 127.0.0.1:{plain};
        listen 127.0.0.1:{paced};
        listen unix:{socket};
        location /limited/ {{ alias {www}/; limit_rate {rate}; }}
    }}
    server {{
        listen 127.0.0.1:{tls} ssl;
        ssl_certificate {authority.certificate};
        ssl_certificate_key {authority.key};
    }}
}}
"""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the files are to be had."""

    www: Path
    authority: Authority
    plain: str
    """By HTTP, as fast as it goes."""
    tls: str
    """By HTTPS, likewise."""
    paced: str
    """By HTTP, each connection at ``RATE``."""
    limited: str
    """By HTTP, with nginx' own limit: each answer at ``RATE``, but for its first second."""
    socket: Path
    """By HTTP over a Unix socket: for whoever relays it from another network namespace."""


@contextmanager
def serve(place: Path) -> Iterator[Site]:
    """Serve what lies in ``www`` while the ``with`` lasts. Raises BenchmarkError."""
    www = place / "www"
    www.mkdir()
    with ExitStack() as stack:
        plain, tls, paced = (stack.enter_context(_listening()) for _ in range(3))
        # Whom it accepts inherits this: the kernel paces each connection evenly. limit_rate would
        # let the first second's bytes of every single answer pass at once, and so never limit
        # anybody who asks for less than that at a time.
        paced.setsockopt(socket.SOL_SOCKET, _SO_MAX_PACING_RATE, RATE)
        path = place / "nginx.socket"
        ca = authority.found(place)
        ports = {"plain": _port(plain), "tls": _port(tls), "paced": _port(paced)}
        user = "user root;" if os.geteuid() == 0 else ""
        text = _CONFIG.format(
            user=user, place=place, rate=RATE, www=www, authority=ca, socket=path, **ports
        )
        (place / "nginx.conf").write_text(text)
        stack.enter_context(_nginx(place, path, [each.fileno() for each in (plain, tls, paced)]))
        at = "127.0.0.1"
        yield Site(
            www=www,
            authority=ca,
            plain=f"http://{at}:{ports['plain']}",
            tls=f"https://{at}:{ports['tls']}",
            paced=f"http://{at}:{ports['paced']}",
            limited=f"http://{at}:{ports['plain']}/limited",
            socket=path,
        )


@contextmanager
def _nginx(place: Path, path: Path, sockets: list[int]) -> Iterator[None]:
    # NGINX names the sockets that it inherits, as when it replaces an older one of itself.
    inherited = {"NGINX": "".join(f"{number};" for number in sockets)}
    with subprocess.Popen(
        ["nginx", "-p", place, "-c", place / "nginx.conf", "-e", place / "nginx.log"],
        env=os.environ | inherited,
        pass_fds=sockets,
        stderr=subprocess.DEVNULL,
    ) as process:
        deadline = time.monotonic() + _STARTING
        while not path.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                raise BenchmarkError(f"nginx does not start:\n{(place / 'nginx.log').read_text()}")
            time.sleep(0.01)
        try:
            yield
        finally:
            process.terminate()


@contextmanager
def _listening() -> Iterator[socket.socket]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(512)
        listening.setblocking(False)  # nginx takes that for granted of what it inherits
        yield listening


def _port(listening: socket.socket) -> int:
    port: int = listening.getsockname()[1]
    return port
