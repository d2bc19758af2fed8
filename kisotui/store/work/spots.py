"""What the names of an ISO's files are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """An ISO of one generation. ``zone`` and ``iso`` are ids.

    Whoever wants dropped what there is of an ISO raises its row's generation. What lies under the
    name of a generation below the row's is rubbish from then on, for anybody to remove at any time
    and for nobody to tell of, so that a worker that was frozen meanwhile can do no harm.
    """

    zone: str
    iso: str
    generation: int = 0
