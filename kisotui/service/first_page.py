"""What can be seen of the store before it is open. Nothing of SQLAlchemy is loaded for it."""

from __future__ import annotations

from kisotui.domain.views import VersionPage, VersionQuery
from kisotui.settings import Settings
from kisotui.settings_values import sqlite_file
from kisotui.store import first_page


def read(settings: Settings, query: VersionQuery, offset: int, limit: int) -> VersionPage | None:
    """What ``versions.page`` will give as soon as the store is open; None where only that can."""
    path = sqlite_file(settings.db)
    return first_page.read(path, query, offset, limit) if path is not None else None
