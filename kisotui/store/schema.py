"""Which tables this program knows. Without SQLAlchemy: the first rows are read without it."""

from __future__ import annotations

from typing import Final

HEAD: Final = "0004"
"""The newest revision. Known here, so that a start with nothing to do need not import Alembic."""

VERSION_TABLE: Final = "kisotui_schema"
