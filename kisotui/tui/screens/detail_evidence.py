"""The checksums of a version, with what each is worth and what the file says to it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kisotui.domain import checksums
from kisotui.domain.detail_views import Iso
from kisotui.domain.evidence import WEAK, Evidence, Origin, Verdict, verdict
from kisotui.locale import t
from kisotui.tui.render import Cell, Tone, plain
from kisotui.tui.widgets.fields import Fact

_TONES: Final = {Verdict.CONTRADICTS: Tone.BAD, Verdict.OPEN: Tone.DIM, Verdict.MATCHES: Tone.GOOD}


def stated(known: Sequence[Evidence]) -> list[Fact]:
    """The one that decides, and those beside it."""
    if not known:
        return [(t("field.checksum"), plain(t("screen.detail.no-checksum")))]
    first, *others = known
    beside = [(t("screen.detail.beside-it"), _stated(each)) for each in others]
    return [(t("field.checksum"), _stated(first)), *beside]


def _stated(each: Evidence) -> Cell:
    said = t(f"evidence.{each.origin}", source=each.source)
    weak = each.origin is Origin.BESIDE or each.checksum.algorithm in WEAK
    return (
        (str(each.checksum), Tone.PLAIN),
        (" ", Tone.PLAIN),
        (said, Tone.WARN if weak else Tone.DIM),
    )


def digest(iso: Iso, known: Sequence[Evidence]) -> list[Fact]:
    """What lies on disk, and how each checksum that is known fits it."""
    label = t("screen.detail.digest")
    if not iso.digest:
        return [(label, plain(t("screen.detail.no-digest"), Tone.DIM))]
    if iso.verified:
        said = (t("screen.detail.verified"), Tone.GOOD)
    else:
        said = (t("screen.detail.recorded"), Tone.WARN)
    first: Fact = (label, ((iso.digest, Tone.PLAIN), (" ", Tone.PLAIN), said))
    return [first, *(_compared(each, iso) for each in known[1:])]


def _compared(each: Evidence, iso: Iso) -> Fact:
    parsed = (checksums.parse(text) for text in iso.digests)
    said = verdict(each, [digest for digest in parsed if digest is not None])
    text = t(f"evidence.{said}", algorithm=each.checksum.algorithm, source=each.source)
    return t("screen.detail.beside-it"), ((text, _TONES[said]),)
