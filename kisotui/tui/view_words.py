"""What a saved view holds, in a line. Pure."""

from __future__ import annotations

from kisotui.domain.views import VersionQuery, View
from kisotui.locale import t
from kisotui.tui.glyphs import glyph
from kisotui.tui.version_columns import title


def filter_words(query: VersionQuery, zone_name: str) -> str:
    """The filter as the title shows it."""
    words = [" ".join(query.text.split()), zone_name if query.zone else ""]
    words += [f">={query.minimum}" if query.minimum else "", query.arch or ""]
    return " ".join(word for word in words if word)


def arrow(query: VersionQuery) -> str:
    """Which way the order goes."""
    return glyph("descending" if query.descending else "ascending")


def described(view: View) -> str:
    """Filter, order, columns."""
    words = [
        filter_words(view.query, view.zonename) or t("screen.views.all"),
        f"{title(view.query.sort)} {arrow(view.query)}",
    ]
    if view.columns:
        words.append(t("screen.views.columns", count=len(view.columns)))
    return ", ".join(words)
