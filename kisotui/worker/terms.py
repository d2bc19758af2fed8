"""On which terms servers are dealt with, as the settings say."""

from __future__ import annotations

from kisotui.domain import mirrors
from kisotui.domain.urls import Address
from kisotui.download.model import Limits
from kisotui.download.server.trust import Trust
from kisotui.settings import Settings


def mirrored(settings: Settings, address: Address) -> Address:
    """Who is asked for it: the mirror inside, where there is one."""
    return mirrors.mirrored(address, settings.rewrite)


def limits(settings: Settings) -> Limits:
    return Limits(
        connect_timeout=settings.connect_timeout,
        stall_timeout=settings.stall_timeout,
        slowest_rate=settings.slowest_rate,
        largest=settings.largest_iso,
        connections=settings.connections,
    )


def trust(settings: Settings, zone: str) -> Trust:
    """``zone``: its name."""
    bundle = settings.zone_ca_bundles.get(zone, settings.ca_bundle)
    return Trust(ca_bundle=bundle, insecure_redirects=settings.insecure_redirects)
