"""The process that fetches: takes work from the store, runs downloads, reports.

The only way to it and from it is the store. ``run`` is the whole life of one.
"""

from __future__ import annotations

from kisotui.worker.life import run

__all__ = ["run"]
