"""The theme: the terminal's own colours, of which one is the accent.

They are the ones that a person can read on his background, light or dark, which no program knows
without asking the terminal; so there is no other theme for terminals with more colours. Only the
first eight: the bright ones are the background itself in some palettes, and missing elsewhere.
"""

from __future__ import annotations

from textual.theme import Theme

ACCENT = "ansi_cyan"

THEME = Theme(
    name="kisotui",
    ansi=True,
    primary=ACCENT,
    secondary=ACCENT,
    accent=ACCENT,
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border": ACCENT,
        "border-blurred": "ansi_default",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": ACCENT,
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": "ansi_default",
        "block-cursor-blurred-background": "ansi_default",
        "block-cursor-blurred-text-style": "underline",
        "input-cursor-foreground": "ansi_black",
        "input-cursor-background": ACCENT,
        "input-cursor-text-style": "none",
        "input-selection-foreground": "ansi_black",
        "input-selection-background": ACCENT,
        "scrollbar": "ansi_default",
        "scrollbar-hover": "ansi_default",
        "scrollbar-active": ACCENT,
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)
