"""Where the worker's log goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kisotui.domain.failures import Problem
from kisotui.settings import Settings
from kisotui.worker import log


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    yield
    log.stop()


def settings(log_dir: Path) -> Settings:
    return Settings(db="", iso_dir=log_dir, log_dir=log_dir, lang="en")


def test_a_file_in_the_background(tmp_path: Path) -> None:
    log.start(settings(tmp_path / "log"), foreground=False)
    log.info("off-duty")
    log.failure(Problem("http-missing", host="h", status=404), "failed", name="v1", zone="z")
    first, second = (tmp_path / "log" / "worker.log").read_text().splitlines()
    assert first.endswith("Worker ended")
    assert " INFO " in first
    assert " ERROR " in second
    assert "v1, zone z: " in second
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o700


def test_it_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_LARGEST", 500)
    log.start(settings(tmp_path), foreground=False)
    for _ in range(100):
        log.info("off-duty")
    files = list(tmp_path.iterdir())
    assert len(files) == 4
    assert sum(path.stat().st_size for path in files) <= 2000


def test_standard_error_in_the_foreground(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.start(settings(tmp_path / "log"), foreground=True)
    log.info("off-duty")
    assert "Worker ended" in capsys.readouterr().err
    assert not (tmp_path / "log").exists()


def test_no_place_for_the_log_is_no_reason_not_to_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    log.start(settings(tmp_path / "file" / "log"), foreground=False)
    log.info("off-duty")
