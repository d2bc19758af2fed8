"""A download with stock httpx, as its documentation shows it; run as a program of its own.

Prints the seconds that it took, the processor time and the peak memory, without the imports.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import ssl
import sys
import time
from pathlib import Path

import httpx

from benchmarks.measured import peak_memory


async def _download(url: str, target: Path, bundle: str) -> str:
    digest = hashlib.sha256()
    context = ssl.create_default_context(cafile=bundle)
    async with httpx.AsyncClient(verify=context) as client, client.stream("GET", url) as response:
        response.raise_for_status()
        with target.open("wb") as file:
            async for chunk in response.aiter_bytes():
                file.write(chunk)
                digest.update(chunk)
            file.flush()
            os.fsync(file.fileno())
    return digest.hexdigest()


def _main(url: str, target: str, bundle: str, wanted: str) -> int:
    wall, cpu = time.perf_counter(), time.process_time()
    found = asyncio.run(_download(url, Path(target), bundle))
    print(time.perf_counter() - wall, time.process_time() - cpu, peak_memory(os.getpid()))
    return found != wanted


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
