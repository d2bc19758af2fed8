"""Whether a version may be as a form has it: the form's rules, and those that need a look at the
store."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from kisotui.domain import detail_views, forms, names, versions
from kisotui.domain.failures import Problem
from kisotui.domain.forms import NewVersion, VersionForm
from kisotui.domain.states import ZoneType
from kisotui.store import adding, finding, zones
from kisotui.store.engine import Session
from kisotui.store.references import shortened

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request:
    """A version that may be as it is: with its name and the zones that are to have an ISO."""

    new: NewVersion
    zones: tuple[detail_views.Zone, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """The version that is edited: what it has may stay as it is.

    ``zones``: that it keeps; None: those of the form. ``has_file``: whether its local file is of
    no further use.
    """

    id: str
    zones: tuple[detail_views.Zone, ...] | None
    has_file: bool


def check(
    session: Session, form: VersionForm, own: Own | None = None
) -> tuple[Request | None, dict[str, Problem]]:
    """The request, or what is wrong by field; never both."""
    new, problems = forms.check(form)

    def take(field: str, look: Callable[[], T], otherwise: T) -> T:
        try:
            return look()
        except Problem as problem:
            problems.setdefault(problem.field or field, problem)
            return otherwise

    nowhere: tuple[detail_views.Zone, ...] = ()
    kept = own.zones if own is not None else None
    targets = take("zone", lambda: _targets(form, zones.all_zones(session), kept), nowhere)
    name = take("name", lambda: _free_name(session, form, targets, own), "")
    file = form.file
    if own is None or not own.has_file:
        file = take("file", lambda: _readable(form.file) if form.file else None, None)
    if new is None or problems:
        return None, problems
    new = replace(new, name=name, file=file)
    own_id = own.id if own else None
    take("url", lambda: adding.refuse_twin(session, new, targets, own_id), None)
    return (None, problems) if problems else (Request(new, targets), {})


def _targets(
    form: VersionForm,
    there: list[detail_views.Zone],
    kept: tuple[detail_views.Zone, ...] | None,
) -> tuple[detail_views.Zone, ...]:
    """The zones that get an ISO. Edge zones have no place for a local file.

    ``kept``: those of a version whose zones are not edited.
    """
    if kept is not None:
        _refuse_edge(form, kept)
        return kept
    if form.zone is None:
        cores = tuple(zone for zone in there if zone.type is ZoneType.CORE)
        if form.file is None or cores:
            return tuple(there) if form.file is None else cores
        raise Problem("edge-needs-url", field="zone", zone=there[0].name)
    wanted = set(form.zone.split())
    found = tuple(zone for zone in there if zone.id in wanted)
    if not found or len(found) < len(wanted):
        raise Problem("zone-not-found", field="zone", ref=shortened(form.zone))
    _refuse_edge(form, found)
    if len(found) == 1 and forms.forced_direct(found[0].type) and not form.directdownload:
        raise Problem("edge-needs-direct", field="directdownload", zone=found[0].name)
    return found


def _refuse_edge(form: VersionForm, targets: tuple[detail_views.Zone, ...]) -> None:
    for zone in targets:
        if zone.type is ZoneType.EDGE and form.file is not None:
            raise Problem("edge-needs-url", field="zone", zone=zone.name)


def _free_name(
    session: Session, form: VersionForm, targets: tuple[detail_views.Zone, ...], own: Own | None
) -> str:
    """The name given, or else the API's default one; nobody else may have it."""
    name = names.parse(form.name)
    if not name:
        version = str(versions.parse(form.semanticversion))
        zone = targets[0].name if form.zone is not None and targets else None
        name = names.default(version, zone)
    taken = finding.named(session, name)
    if taken is not None and taken != (own.id if own else None):
        raise Problem("name-taken", field="name", name=name, id=taken[:8])
    return name


def _readable(file: str) -> str:
    """The absolute path of a regular file that can be read."""
    shown = shortened(file.strip())
    try:
        path = Path(file.strip()).expanduser().absolute()
        str(path).encode()  # the store keeps text
        mode = path.stat().st_mode
    except PermissionError:
        raise Problem("file-unreadable", field="file", path=shown) from None
    except (OSError, ValueError, RuntimeError):  # a null character, no text, ~nobody
        raise Problem("file-missing", field="file", path=shown) from None
    if not stat.S_ISREG(mode):
        raise Problem("file-not-regular", field="file", path=shown)
    if not os.access(path, os.R_OK, effective_ids=True):
        raise Problem("file-unreadable", field="file", path=shown)
    return str(path)
