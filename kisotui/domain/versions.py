"""Semantic versions of Kubernetes, and what a version can do."""

from __future__ import annotations

from semver import Version as SemVer

from kisotui.domain.failures import Problem

# CloudStack: MIN_KUBERNETES_VERSION in its KubernetesVersionManager.
MINIMUM = "1.11.0"
_HA_SINCE = (1, 16, 0)
_AUTOSCALING_SINCE = (1, 15, 0)
# Each part takes six decimal digits of the sort key, which then fits a 64-bit column.
_PART_LIMIT = 10**6


def parse(text: str, *, field: str = "semanticversion") -> SemVer:
    """MAJOR.MINOR.PATCH, digits only.

    Raises Problem: ``version-missing``, ``version-format``, ``version-too-big``.
    """
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
    if version < SemVer.parse(MINIMUM):
        raise Problem(
            "version-too-old", field="semanticversion", text=str(version), minimum=MINIMUM
        )
    return version


def order(version: SemVer) -> int:
    """A number that sorts as versions do: 1.9.0 before 1.10.0."""
    return (version.major * _PART_LIMIT + version.minor) * _PART_LIMIT + version.patch


def supports_ha(version: SemVer) -> bool:
    """Whether clusters can have several control nodes."""
    return version.to_tuple()[:3] >= _HA_SINCE


def supports_autoscaling(version: SemVer) -> bool:
    """Whether clusters can scale by themselves.

    CloudStack compares strings here, and so gets 1.9 wrong.
    """
    return version.to_tuple()[:3] >= _AUTOSCALING_SINCE
