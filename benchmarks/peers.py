"""The tools that people download with otherwise, each as it does best."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.measured import BenchmarkError, Contestant, Figure, run_steps
from benchmarks.sources import Source

Step = Sequence[str | Path]
_ARIA2: Final = (
    *("aria2c", "--no-conf", "--quiet", "--allow-overwrite=true"),
    "--file-allocation=falloc",  # none, falloc and its default differ by less than the noise
)


class Peers:
    """Downloads from one server, every file flushed to disk within the time.

    ``base``: the URL of the server. ``bundle``: whom to trust. ``prefix``: as of the engine.
    """

    def __init__(
        self, source: Source, base: str, bundle: Path, place: Path, prefix: Sequence[str]
    ) -> None:
        self._source = source
        self._base = base
        self._bundle = bundle
        self._place = place
        self._target = place / source.name
        self._prefix = prefix

    def curl(self) -> Contestant:
        return self._contestant("curl", self._curl())

    def curl_openssl(self) -> Contestant:
        check = ("openssl", "dgst", "-sha256", self._target)
        return self._contestant("curl && openssl dgst -sha256", self._curl(), check)

    def wget(self) -> Contestant:
        trust = f"--ca-certificate={self._bundle}"
        options = ("--no-config", "--quiet", trust, "-O", self._target)
        return self._contestant("wget", ("wget", *options, self._url(self._source)))

    def aria2c(self, connections: int = 1) -> Contestant:
        split = (f"-x{connections}", f"-s{connections}")
        return self._contestant(f"aria2c {' '.join(split)}", self._aria2c(*split))

    def aria2c_checksum(self) -> Contestant:
        checksum = f"--checksum=sha-256={self._source.digest('sha256')}"
        return self._contestant("aria2c -x1 --checksum", self._aria2c("-x1", checksum))

    def aria2c_parallel(self, sources: Sequence[Source]) -> Contestant:
        """All of these at once."""
        urls = self._place / "urls"
        urls.write_text("".join(f"{self._url(source)}\n" for source in sources))
        name = f"aria2c -j{len(sources)}"
        command = (*_ARIA2, f"-j{len(sources)}", "-x1", "-d", self._place, "-i", urls)
        return self._contestant(name, command, sources=sources)

    def httpx(self) -> Contestant:
        """Stock httpx; it measures itself, so that no time goes into imports."""
        command = [sys.executable, "-m", "benchmarks.stock", self._url(self._source)]
        command += [str(self._target), str(self._bundle), self._source.digest("sha256")]

        def run() -> Figure:
            self._prepare([self._source])
            done = subprocess.run(command, env=_environ(), capture_output=True, text=True)
            if done.returncode != 0:
                raise BenchmarkError(f"stock httpx: {done.stderr}")
            self._check([self._source])
            wall, cpu, peak = done.stdout.split()
            return Figure(float(wall), float(cpu), int(peak))

        return Contestant("httpx, SHA-256 inline", run)

    def _url(self, source: Source) -> str:
        return f"{self._base}/{source.name}"

    def _curl(self) -> Step:
        options = ("--disable", "--silent", "--show-error", "--cacert", self._bundle)
        return ("curl", *options, "-o", self._target, self._url(self._source))

    def _aria2c(self, *options: str) -> Step:
        trust = f"--ca-certificate={self._bundle}"
        place = ("-d", self._place, "-o", self._target.name)
        return (*_ARIA2, *options, trust, *place, self._url(self._source))

    def _contestant(self, name: str, *steps: Step, sources: Sequence[Source] = ()) -> Contestant:
        files = sources or [self._source]
        flush: Step = ["sync", *(self._place / source.name for source in files)]

        def run() -> Figure:
            self._prepare(files)
            commands = [[*self._prefix, *step] for step in (*steps, flush)]
            figure = run_steps(commands, _environ())
            self._check(files)
            return figure

        return Contestant(name, run)

    def _prepare(self, sources: Sequence[Source]) -> None:
        for source in sources:
            (self._place / source.name).unlink(missing_ok=True)
            source.warm()

    def _check(self, sources: Sequence[Source]) -> None:
        for source in sources:
            path = self._place / source.name
            if path.stat().st_size != source.size:
                raise BenchmarkError(f"{path} has the wrong size")
            path.unlink()


def _environ() -> dict[str, str]:
    """No proxy, and nothing else that a person set for these tools."""
    return {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
