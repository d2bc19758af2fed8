"""Where the worker's log goes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
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


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


@pytest.mark.parametrize("foreground", [False, True])
def test_a_file_of_json_lines(
    tmp_path: Path, foreground: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kisotui.locale._language", 1)
    log.start(settings(tmp_path / "log"), foreground=foreground)
    log.info("started", name="v1", zone="z", attempt=2)
    log.failure(Problem("http-missing", host="h", status=404), "failed", name="v1", zone="z")
    [file] = (tmp_path / "log").iterdir()
    assert file == log.path(settings(tmp_path / "log"))
    started, failed = lines(file)
    assert datetime.fromisoformat(str(started.pop("time"))).utcoffset() == timedelta(0)
    assert started == {
        "level": "INFO",
        "event": "started",
        "pid": os.getpid(),
        "name": "v1",
        "zone": "z",
        "attempt": 2,
        "message": "v1, zone z: attempt 2",
    }
    assert (failed["level"], failed["event"], failed["failure"]) == (
        "ERROR",
        "failed",
        "http-missing",
    )
    assert str(failed["reason"]).isascii(), "in English whatever is spoken"
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o700


def test_what_comes_from_outside_is_made_safe(tmp_path: Path) -> None:
    log.start(settings(tmp_path), foreground=False)
    log.info("started", name="v1\x1b[2J\u202e", zone="z", attempt=1)
    text = log.path(settings(tmp_path)).read_text()
    assert "\\u001b" not in text
    assert "\u202e" not in text


def test_it_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_LARGEST", 500)
    log.start(settings(tmp_path), foreground=False)
    for _ in range(100):
        log.info("off-duty")
    files = list(tmp_path.iterdir())
    assert len(files) == 4
    assert sum(path.stat().st_size for path in files) <= 2000


def test_the_logs_of_workers_that_ended_are_cleaned_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_KEPT_WORKERS", 2)
    prefix = log.path(settings(tmp_path)).name.removesuffix(f"{os.getpid()}.log")
    gone = 2**22 + 1  # beyond the largest pid
    for age, names in enumerate(
        [
            (f"{prefix}{gone}.log", f"{prefix}{gone}.log.1"),
            (f"{prefix}{gone + 1}.log",),
            (f"{prefix}{gone + 2}.log", f"{prefix}{gone + 2}.log.1"),
            (f"{prefix}{os.getppid()}.log", "worker-elsewhere-7.log", "mine.log"),
        ]
    ):
        for name in names:
            (tmp_path / name).touch()
            os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    log.start(settings(tmp_path), foreground=False)
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{prefix}{gone}.log",
        f"{prefix}{gone}.log.1",
        f"{prefix}{gone + 1}.log",
        f"{prefix}{os.getppid()}.log",
        "worker-elsewhere-7.log",
        "mine.log",
        f"{prefix}{os.getpid()}.log",
    }


def test_for_people_in_the_foreground(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kisotui.locale._language", 1)
    log.start(settings(tmp_path / "log"), foreground=True)
    log.info("off-duty")
    log.trouble(Problem("store-locked", store="/x.db"))
    first, second = capsys.readouterr().err.splitlines()
    assert first.endswith("INFO 작업자가 종료되었습니다")
    assert " WARNING " in second
    assert "저장소" in second


def test_no_place_for_the_log_is_no_reason_not_to_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    log.start(settings(tmp_path / "file" / "log"), foreground=False)
    log.info("off-duty")
