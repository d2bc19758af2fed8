"""Looking into an ISO on a server by a command that is ended before it has its answer."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from contextlib import closing

import pytest

from demo.server import FileServer
from tests.e2e.conftest import PROGRAM, Person, eventually

SECRET = "hunter2"


def secrets(person: Person) -> list[str]:
    """Of the errands that the store knows."""
    with closing(sqlite3.connect(person.data / "kisotui.db")) as store:
        return [secret for (secret,) in store.execute("SELECT secret FROM errand")]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_nothing_of_it_stays(person: Person, web: FileServer, number: signal.Signals) -> None:
    web.pace = 200_000
    url = f"http://kim:{SECRET}@127.0.0.1:{web.server_port}/k8s.iso"
    with subprocess.Popen(
        [PROGRAM, "iso", "inspect", url],
        env=person.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        eventually(lambda: bool(person.isos()), "it is being fetched")
        assert secrets(person) == [f"kim:{SECRET}"]
        program.send_signal(number)
        said = "".join(program.communicate())
    assert SECRET not in said
    assert "Traceback" not in said
    if number == signal.SIGKILL:  # nobody is left who could drop it: it is done to its end
        web.pace = None
        eventually(lambda: secrets(person) == [""], "it has ended")
    else:
        assert program.returncode == 130
        assert secrets(person) == []
    eventually(lambda: person.isos() == [], "the file is gone")
