"""Semantic versions of Kubernetes, and what a version can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kisotui.domain.failures import Problem

if TYPE_CHECKING:
    from semver import Version as SemVer

# CloudStack: MIN_KUBERNETES_VERSION in its KubernetesVersionManager.
MINIMUM = "1.11.0"
# Each part takes six decimal digits of the sort key, which then fits a 64-bit column.
_PART_LIMIT = 10**6
HA_SINCE = (1 * _PART_LIMIT + 16) * _PART_LIMIT
AUTOSCALING_SINCE = (1 * _PART_LIMIT + 15) * _PART_LIMIT


def parse(text: str, *, field: str = "semanticversion") -> SemVer:
    """MAJOR.MINOR.PATCH, digits only.

    Raises Problem: ``version-missing``, ``version-format``, ``version-too-big``.
    """
    from semver import Version as SemVer  # late: who only shows versions need not wait for it

    text = text.strip()
    if not text:
        raise Problem("version-missing", field=field)
    # int() refuses thousands of digits with an error of its own; no version is that long.
    if len(text) > 64:
        raise Problem("version-format", field=field, text=text[:40] + "…")
    if not (text.isascii() and SemVer.is_valid(text)):
        raise Problem("version-format", field=field, text=text)
    version = SemVer.parse(text)
    if version.prerelease or version.build:
        raise Problem("version-format", field=field, text=text)
    if max(version.major, version.minor, version.patch) >= _PART_LIMIT:
        raise Problem("version-too-big", field=field, text=text)
    return version


def parse_supported(text: str) -> SemVer:
    """A version that may be added: as ``parse``, and not below CloudStack's minimum.

    Raises Problem: as ``parse``, and ``version-too-old``.
    """
    version = parse(text)
    if version < type(version).parse(MINIMUM):
        raise Problem(
            "version-too-old", field="semanticversion", text=str(version), minimum=MINIMUM
        )
    return version


def order(version: SemVer) -> int:
    """A number that sorts as versions do: 1.9.0 before 1.10.0."""
    return order_of(version.major, version.minor, version.patch)


def order_of(major: int, minor: int = 0, patch: int = 0) -> int:
    """The same of a version of which only the first parts may be known: the least of those."""
    return (major * _PART_LIMIT + minor) * _PART_LIMIT + patch


def breadth(parts: int) -> int:
    """How far the orders reach of the versions that begin with so many parts."""
    return int(_PART_LIMIT ** (3 - parts))


def supports_ha(order: int) -> bool:
    """Whether clusters of a version with this ``order`` can have several control nodes."""
    return order >= HA_SINCE


def supports_autoscaling(order: int) -> bool:
    """Whether clusters of a version with this ``order`` can scale by themselves.

    CloudStack compares strings here, and so gets 1.9 wrong.
    """
    return order >= AUTOSCALING_SINCE
