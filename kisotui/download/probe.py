"""A look at an address, keeping nothing: for direct download."""

from __future__ import annotations

from kisotui.domain.urls import Address
from kisotui.download.model import Limits, Probed


async def probe(address: Address, *, limits: Limits) -> Probed:
    """Whether an ISO can be fetched from the address. Raises Problem."""
    raise NotImplementedError
