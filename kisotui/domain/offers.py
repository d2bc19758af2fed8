"""Which actions to offer: what the state of a version says about them.

The service has the last word: it knows every zone, while a version shows the sum of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from kisotui.domain.actions import Action
from kisotui.domain.failures import CONTENTS
from kisotui.domain.states import IsoState, Phase
from kisotui.domain.views import Version

_IN_PROGRESS = frozenset({Phase.QUEUED, Phase.RUNNING, Phase.WAITING})
_TO_COME = frozenset({IsoState.ALLOCATED, IsoState.CREATING, IsoState.FAILED})
_SENSE: Final[dict[str, Callable[[Version], bool]]] = {
    "version.retry": lambda version: (
        version.isostate is IsoState.FAILED or version.phase in (Phase.WAITING, Phase.PAUSED)
    ),
    "version.accept": lambda version: version.failure == CONTENTS,
    "version.verify": lambda version: not version.directdownload,
    "version.pause": lambda version: version.phase in _IN_PROGRESS,
    "version.cancel": lambda version: version.phase in _IN_PROGRESS | {Phase.PAUSED},
    "version.edit": lambda version: version.isostate is not IsoState.DESTROYING,
    "version.delete": lambda version: version.isostate is not IsoState.DESTROYING,
    "download.limit": lambda version: version.isostate in _TO_COME,
    "download.raise": lambda version: version.isostate in _TO_COME,
    "download.lower": lambda version: version.isostate in _TO_COME,
}


class Subject(NamedTuple):
    """What actions would act on. ``version``: under the cursor; ``marked``: one of each kind that
    is marked."""

    version: Version | None = None
    marked: tuple[Version, ...] = ()

    def makes_sense(self, action: Action) -> bool:
        """Whether to offer an action now."""
        if action.marked and self.marked:
            return any(makes_sense(action, version) for version in self.marked)
        return makes_sense(action, self.version)


def makes_sense(action: Action, version: Version | None) -> bool:
    """Whether to offer an action for the version under the cursor."""
    if not action.needs_version:
        return True
    if version is None or version.removed is not None:
        return False
    sense = _SENSE.get(action.id)
    return sense is None or sense(version)
