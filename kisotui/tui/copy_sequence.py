"""Text into the clipboard of the terminal: OSC 52, as tmux and screen let it pass. Pure."""

from __future__ import annotations

from base64 import b64encode
from typing import Final

from kisotui.tui.terminal import Inside

_LARGEST: Final = 74_994  # characters of base64: many terminals take no more
_PIECE: Final = 700  # characters; screen takes less than 768 at once


def clipboard(text: str, inside: Inside) -> str | None:
    """What to send; None where the text is too long for it."""
    encoded = b64encode(text.encode()).decode()
    if len(encoded) > _LARGEST:
        return None
    # The c must be named: mosh passes nothing else on.
    sequence = f"\x1b]52;c;{encoded}\x07"
    # Twice, for it depends on settings which of the two gets through; the other one is ignored.
    match inside:
        case Inside.TMUX:
            return sequence + _through_tmux(sequence)
        case Inside.SCREEN:
            return _through_screen(sequence)
        case Inside.EITHER:
            return sequence + _through_screen(sequence)
        case Inside.NOTHING:
            return sequence


def _through_tmux(sequence: str) -> str:
    doubled = sequence.replace("\x1b", "\x1b\x1b")
    return f"\x1bPtmux;{doubled}\x1b\\"


def _through_screen(sequence: str) -> str:
    pieces = (sequence[at : at + _PIECE] for at in range(0, len(sequence), _PIECE))
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
