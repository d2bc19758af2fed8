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


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Run one; gives its URL without a database's name."""
    # PostgreSQL refuses to run as root.
    user = _unprivileged() if os.geteuid() == 0 else None

    def run(program: str, *arguments: object) -> None:
        command = [str(programs / program), "-D", str(data), *map(str, arguments)]
        subprocess.run(command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)

    with shared_folder() as folder:
        data, port = folder / "data", free_port()
        if user is not None:
            os.chown(folder, user, -1)
        run("initdb", "-U", _USER, "-A", "trust", "-N", "-E", "UTF8")
        options = " ".join(f"-c {option}" for option in (*_SPEED, f"port={port}"))
        options += f" -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        run("pg_ctl", "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://{_USER}@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")


def create_store(url: str, name: str) -> str:
    """An empty place for a store, a schema: a database takes a hundred times as long to make."""
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
    return f"{url}/postgres?options=-csearch_path%3D{name}"


def _unprivileged() -> int:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise LookupError("no user to run PostgreSQL as")
