"""A worker in a hurry: the real one, with a short lease and frequent checkpoints, and if wanted
with the moment of its death.

What is shortened are constants of the program, here and nowhere else: they are no settings,
because nobody but a test that waits for them has a reason to change them.
"""

from __future__ import annotations

import ctypes
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

from kisotui.domain import retry
from kisotui.download import checkpoints
from kisotui.settings import load
from kisotui.worker import lookout, run
from tests.support import torture_death

LEASE: Final = 2.0  # seconds
_PR_SET_PDEATHSIG: Final = 1
CHECKPOINT_SECONDS: Final = 0.3
CHECKPOINT_BYTES: Final = 4 << 20


def live(env: Mapping[str, str], death: str, in_a_hurry: bool) -> None:
    """Be a worker, to the end of the process."""
    status = 70
    try:
        os.setsid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # however the nursery ends
        _close_doors(env)
        random.seed()
        if in_a_hurry:
            hurry(setattr)
        torture_death.appoint(death)
        settings, _ = load()
        status = run(settings, foreground=True)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _close_doors(env: Mapping[str, str]) -> None:
    """Nothing of the process that forked it: its questions, its answers, its environment."""
    os.environ.update(env)
    log = Path(env["KISOTUI_LOG_DIR"])
    log.mkdir(parents=True, exist_ok=True)
    null = os.open(os.devnull, os.O_RDWR)
    told = os.open(log / "stderr.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number, target in enumerate((null, null, told)):
        os.dup2(target, number)
    os.close(null)
    os.close(told)


def hurry(change: Callable[[object, str, object], None]) -> None:
    """Shorten what otherwise takes long; ``change`` is ``setattr``, or a monkeypatch's."""
    for module in [each for name, each in sys.modules.items() if name.startswith("kisotui.")]:
        if hasattr(module, "LEASE"):  # those that have it by its name have it for themselves
            change(module, "LEASE", timedelta(seconds=LEASE))
    change(lookout, "RENEWAL", LEASE / 4)
    change(retry, "FIRST_DELAY", 0.2)
    change(checkpoints, "_SECONDS", CHECKPOINT_SECONDS)
    change(checkpoints, "_BYTES", CHECKPOINT_BYTES)
