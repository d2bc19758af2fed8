"""Asking before an ISO is taken in spite of its errors: what they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from kisotui.domain.contents import Finding
from kisotui.domain.views import Version
from kisotui.locale import finding_text, t
from kisotui.tui.glyphs import glyph
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.screens.naming import facts, versions_fact

_NAMED: Final = 4  # errors that a box of 80x24 has room for


def accept_question(version: Version, errors: Sequence[Finding]) -> Confirm:
    """Names the errors that are overruled."""
    lines = [Content(t("screen.accept.what")), Content(), *facts(versions_fact([version]))]
    lines += [Content(), Content(t("screen.accept.errors", count=len(errors)))]
    for error in errors[:_NAMED]:
        lines.append(Content.styled(f"{glyph('error')} {finding_text(error)}", "$error"))
    if len(errors) > _NAMED:
        lines.append(Content(t("screen.accept.more", count=len(errors) - _NAMED)))
    lines += [Content(), Content.styled(t("screen.accept.note"), "dim")]
    return Confirm(
        t("action.version.accept"),
        lines,
        yes=t("screen.accept.yes"),
        no=t("screen.dialog.cancel"),
    )
