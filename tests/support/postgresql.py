"""A PostgreSQL server of our own: on loopback, in a temporary directory, for one test run."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.support.places import free_port, shared_folder

_USER = "kisotui"
_SPEED = ("fsync=off", "shared_buffers=16MB", "max_connections=40", "autovacuum=off")


def binaries() -> Path | None:
    """The directory of the newest server's programs, where there is one."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        key=lambda path: int(path.parts[4]) if path.parts[4].isdigit() else 0,
    )
    found = packaged[-1] if packaged else shutil.which("postgres")
    return Path(found).resolve().parent if found else None


class Server:
    """Its data lies in the folder; PostgreSQL refuses to run as root."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._user = _unprivileged() if os.geteuid() == 0 else None
        self._port = free_port()
        if self._user is not None:
            os.chown(folder, self._user, -1)
        self._run("initdb", "-U", _USER, "-A", "trust", "-N", "-E", "UTF8")

    @property
    def url(self) -> str:
        """Without a database's name."""
        return f"postgresql://{_USER}@127.0.0.1:{self._port}"

    def start(self) -> None:
        options = " ".join(f"-c {option}" for option in (*_SPEED, f"port={self._port}"))
        options += f" -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder}"
        self._run("pg_ctl", "-w", "-l", self._folder / "log", "-o", options, "start")

    def stop(self) -> None:
        """End it as a crash would: all connections are gone at once."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: object) -> None:
        data = self._folder / "data"
        command = [str(self._programs / program), "-D", str(data), *map(str, arguments)]
        subprocess.run(command, check=True, user=self._user, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """A server that can be stopped and started again."""
    with shared_folder() as folder:
        server = Server(programs, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Run one; gives its URL without a database's name."""
    with running(programs) as found:
        yield found.url


def create_store(url: str, name: str) -> str:
    """An empty place for a store, a schema: a database takes a hundred times as long to make."""
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
    return f"{url}/postgres?options=-csearch_path%3D{name}"


def create_database(url: str, name: str) -> str:
    """An empty database that sorts texts as people do, and not by their bytes."""
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(
            f'CREATE DATABASE "{name}" TEMPLATE template0 LOCALE_PROVIDER icu'
            " ICU_LOCALE 'en-US' LOCALE 'C'"
        )
    return f"{url}/{name}"


def _unprivileged() -> int:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise LookupError("no user to run PostgreSQL as")
