"""Editing a version: which change means what for its ISOs.

Pure, so that the form can say it at every key press, and saving does just that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from kisotui.domain import checksums, urls
from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.domain.forms import FIELDS, VersionForm
from kisotui.domain.states import DownloadStatus, IsoState

EDITED: Final = (*FIELDS, "file", "state")
"""What can be edited of a version."""


class Fate(StrEnum):
    """What becomes of the ISO in one zone."""

    KEPT = "kept"
    MATCHES = "matches"
    """What lies there has the digest that is wanted now: verified, without being fetched."""
    UNPROVEN = "unproven"
    """Nobody says any longer what its digest must be."""
    AGAIN = "again"
    """Held to what is wanted now: what lies there is kept if that is right, or gone on with."""
    ANEW = "anew"
    """What lies there is dropped, and fetched again."""
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """How an edited version differs from what it was, as far as that matters to an ISO.

    ``source``: another URL or file. ``direct``: hosts download it themselves now, or no longer.
    ``checksum``: what the digest must be now, whoever says so. ``declared``: it must be of another
    version or architecture now.
    """

    source: bool
    credentials: bool
    direct: bool
    rechecked: bool
    checksum: Checksum | None
    declared: bool = False


def fate(
    differs: Difference, *, state: IsoState, status: DownloadStatus, digest: str, direct: bool
) -> Fate:
    """What becomes of an ISO that stays in its zone. ``direct``: hosts download it themselves."""
    if differs.source or differs.direct:
        return Fate.ANEW
    if status is DownloadStatus.ABANDONED:
        return Fate.KEPT  # somebody gave up this very file
    if differs.rechecked and not direct:
        held = _held_to(differs.checksum, state, digest)
        return Fate.AGAIN if differs.declared and held is not Fate.ANEW else held
    # What lies there is judged anew; what is on its way is, when it is there.
    if differs.declared and not direct and (digest or state is IsoState.CREATING):
        return Fate.AGAIN
    # With the old credentials it failed, perhaps. Any other goes on as it is: the file is the same.
    return Fate.AGAIN if differs.credentials and state is IsoState.FAILED else Fate.KEPT


def _held_to(checksum: Checksum | None, state: IsoState, digest: str) -> Fate:
    if state is not IsoState.READY:
        return Fate.AGAIN
    if checksum is None:
        return Fate.UNPROVEN
    found = checksums.parse(digest)
    if found is None or found.algorithm != checksum.algorithm:
        return Fate.AGAIN
    return Fate.MATCHES if found == checksum else Fate.ANEW


@dataclass(frozen=True, slots=True)
class Original:
    """A version as somebody found it who is going to edit it.

    ``form``: its URL in full, with credentials. It is for the service; ``shown`` is for people.
    """

    id: str
    name: str
    form: VersionForm = field(repr=False)

    @property
    def shown(self) -> VersionForm:
        """As it may be shown. What is left as it is there, stays as it really is."""
        return replace(self.form, url=urls.redact(self.form.url))

    def edited(self, form: VersionForm) -> tuple[str, ...]:
        """The fields that a person changed in the form."""
        return tuple(name for name in EDITED if self._is_edited(form, name))

    def _is_edited(self, form: VersionForm, name: str) -> bool:
        # From a URL to a file or back: each of them says that the other one is none.
        if name in ("url", "file") and (form.file is None) != (self.form.file is None):
            return True
        return getattr(form, name) not in (getattr(self.shown, name), getattr(self.form, name))

    def masked(self, form: VersionForm) -> dict[str, Problem]:
        """What is wrong, by field, where what hides something secret would be taken by word."""
        if "url" in self.edited(form) and urls.MASK in self.shown.url and urls.MASK in form.url:
            return {"url": Problem("url-masked", field="url", mask=urls.MASK)}
        return {}


@dataclass(frozen=True, slots=True)
class IsoPlan:
    """What becomes of one ISO."""

    zonename: str
    fate: Fate
    stored: int
    """Bytes of it that lie on disk now."""
    ready: bool
    """Whether those are all, and right."""
    direct: bool
    """Whether hosts will download it themselves."""
    paused: bool = False


@dataclass(frozen=True, slots=True)
class EditPlan:
    """What saving an edited version does."""

    id: str
    name: str
    """As it is called now."""
    changes: Mapping[str, tuple[object, object]]
    """Field to (before, after), as they may be shown."""
    isos: tuple[IsoPlan, ...]
    forgets_credentials: bool = False
    """Whether the new URL comes without those that the old one had."""

    def of(self, *fates: Fate) -> tuple[IsoPlan, ...]:
        return tuple(iso for iso in self.isos if iso.fate in fates)

    @property
    def deleted(self) -> tuple[IsoPlan, ...]:
        """Those of which something on disk is lost."""
        return tuple(iso for iso in self.of(Fate.ANEW, Fate.REMOVED) if iso.stored)

    @property
    def fetched(self) -> tuple[IsoPlan, ...]:
        """Those that a worker is sent for."""
        return self.of(Fate.ANEW, Fate.AGAIN, Fate.ADDED)
