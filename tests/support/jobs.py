"""An ISO to fetch, as a worker has it in hand."""

from __future__ import annotations

from typing import Final

from kisotui.domain.urls import Address
from kisotui.store.work import Job

JOB: Final = Job(
    iso="iso",
    token=1,
    zone="zone",
    failures=0,
    name="v1.34.1",
    zonename="zone1",
    address=Address("http://h/a.iso", ("kim", "hunter2")),
    file="",
    semanticversion="1.34.1",
    arch="x86_64",
    evidence=(),
    direct=False,
    attempt=1,
    received=100,
    size=None,
    rate_limit=None,
)
