"""The steps that can be undone: kept as long as the console runs, in memory only."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kisotui.domain.undo import Step

MOST: Final = 50  # steps kept


class Steps:
    """What was changed from this console, the last step on top."""

    def __init__(self) -> None:
        self._steps: deque[Step] = deque(maxlen=MOST)

    def push(self, step: Step) -> None:
        """Something was changed; a step that changed nothing is none."""
        if len(step):
            self._steps.append(step)

    def pop(self) -> Step | None:
        """The last step, which is not kept any longer."""
        return self._steps.pop() if self._steps else None
