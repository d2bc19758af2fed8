"""Passwords and tokens: in the request, and nowhere else."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import pytest

from kisotui.domain.failures import Problem
from tests.support.downloads import SECRET, get
from tests.support.fault_server import ETAG, FaultServer, Raw, Reply
from tests.support.places import free_port

TOKEN = "tok3n-in-the-query"


@pytest.mark.parametrize(
    "fault",
    [
        Reply(status=403),
        Reply(status=503),
        Reply(status=302, headers={"Location": "ftp://x/"}),
        Reply(status=302, headers={"Location": "data:,x"}),
        Reply(status=302, headers={"Location": "http://a:b:c/"}),
        Reply(b"x" * 99, headers={"Content-Type": "text/html"}),
        Reply(b"x" * 99_999, cut=9_999, ends="closed"),
        Reply(ends="stalled", length=99_999),
        Raw(b"gibberish\r\n\r\n"),
        None,
    ],
)
async def test_no_failure_tells_them(
    server: FaultServer,
    place: Path,
    fault: Reply | Raw | None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    path = f"/x.iso?token={TOKEN}"
    url = server.script(path, fault) if fault else f"http://127.0.0.1:{free_port()}{path}"
    with pytest.raises(Problem) as caught:
        await get(url, place, credentials=("admin", SECRET))
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    assert SECRET not in told
    assert TOKEN not in told
    assert server.seen == [] or server.seen[0].headers["Authorization"]


async def test_no_log_and_no_file_tells_them(
    server: FaultServer, place: Path, image: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reply = Reply(image, headers={"ETag": ETAG}, cut=1_000_000, ends="closed")
    url = server.script(f"/x.iso?token={TOKEN}", reply, Reply(image))
    with pytest.raises(Problem):
        await get(url, place, credentials=("admin", SECRET))
    note = place.with_name("id.iso.part.json").read_text()
    assert TOKEN not in note
    assert SECRET not in note
    await get(url, place, credentials=("admin", SECRET))
    assert place.read_bytes() == image
    assert TOKEN not in caplog.text
    assert SECRET not in caplog.text
