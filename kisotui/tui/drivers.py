"""How the screen gets to a terminal that has no more than ASCII."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from kisotui.tui.glyphs import STAND_INS


class AsciiDriver(LinuxDriver):
    """Draws lines, marks and quotes with ASCII; what people wrote stays as it is."""

    def write(self, data: str) -> None:
        super().write(data.translate(STAND_INS))
