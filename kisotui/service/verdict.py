"""What is found in an ISO, in few words."""

from __future__ import annotations

from kisotui.domain.contents import Contents, Severity
from kisotui.locale import t


def verdict(contents: Contents) -> str:
    """Whether clusters can use an ISO with these contents."""
    found = [each.severity for each in contents.findings]
    return t(
        f"word.verdict.{contents.worst or 'none'}",
        errors=found.count(Severity.ERROR),
        warnings=found.count(Severity.WARNING),
    )
