"""Two workers, each a process of its own, race for everything there is."""

from __future__ import annotations

import json
import subprocess
import sys

from sqlmodel import func, select

from kisotui.store.engine import Store
from kisotui.store.tables import Event, Iso
from tests.support.downloads import ROOT
from tests.support.rows import add_version, add_zone

CLAIMS = 400
WORKER = """
import json, sys
from kisotui.store import work
from kisotui.store.engine import open_store

store, me = open_store(sys.argv[1]), work.this_process()
with store.write() as session:
    work.enter(session, me)
print("there", flush=True)
sys.stdin.readline()
bounds, taken = work.Bounds(downloads=10_000, zone_downloads=0), []
while True:
    with store.write(durable=False) as session:
        jobs = work.claim(
            session, me, 4, storage="here", bounds=bounds, kept=lambda spot: 0
        )
    if not jobs:
        break
    taken += [(job.iso, job.token) for job in jobs]
store.close()
print(json.dumps(taken))
"""


def test_nothing_is_claimed_twice_and_nothing_left_out(store: Store, url: str) -> None:
    with store.write() as session:
        zones = [add_zone(session, f"zone{number}") for number in range(4)]
        for number in range(CLAIMS):
            add_version(session, [zones[number % len(zones)]], name=f"v{number}")
    command = [sys.executable, "-c", WORKER, url]
    racers = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        for _ in range(2)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "there\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("\n")
        racer.stdin.flush()
    taken = [json.loads(racer.communicate(timeout=120)[0]) for racer in racers]
    isos = [iso for each in taken for iso, _ in each]
    assert len(isos) == len(set(isos)) == CLAIMS
    assert {token for each in taken for _, token in each} == {1}
    with store.read() as session:
        started = select(func.count()).where(Event.message == "event.iso.started")
        assert session.exec(started).one() == CLAIMS
        assert set(session.exec(select(Iso.attempts).distinct())) == {1}
