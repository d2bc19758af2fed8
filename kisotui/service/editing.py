"""Editing a version: every field of it, with what follows for its ISOs told before it is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kisotui.domain.actors import Actor
from kisotui.domain.edits import EDITED, EditPlan, Fate, Original
from kisotui.domain.evidence import Evidence, ordered
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.undo import Change, Step
from kisotui.locale import nested
from kisotui.service import checking
from kisotui.service.checking import Own
from kisotui.service.context import Context
from kisotui.store import edit_orders, editing, events, orders, zones
from kisotui.store.editing import Edit
from kisotui.store.engine import Session

_ALLZONES: Final = "allzones"
_COPIED_ANEW: Final = {"file", "zone", "checksum"}  # by these a local file is needed again


@dataclass(frozen=True, slots=True)
class Edited:
    """What was done. ``step``: by which it can be taken back; None where nothing had changed."""

    plan: EditPlan
    step: Step | None


def original(ctx: Context, id: str) -> Original:  # noqa: A002 - the field's name
    """The version as it is now, to be edited.

    Raises Problem: ``version-not-found``, ``being-deleted``, ``read-only``, ``store-read-only``.
    """
    ctx.refuse_if_read_only()
    with ctx.store.read() as session:
        return _original(session, id)


def plan(
    ctx: Context, start: Original, form: VersionForm
) -> tuple[EditPlan | None, dict[str, Problem]]:
    """What ``edit`` would do, or what is wrong by field; never both.

    ``start``: the version as the person found it who filled in the form. The fields that are as
    they were there stay as they are by now. Raises Problem: ``version-not-found``,
    ``being-deleted``.
    """
    with ctx.store.read() as session:
        edit, problems = _edit(session, start, form, start.edited(form))
        return (_plan(start, edit, form) if edit else None), problems


def edit(ctx: Context, start: Original, form: VersionForm) -> Edited:
    """Change the version, and have fetched and deleted what follows from that.

    Raises the first Problem that ``plan`` would give, ``edit-overtaken`` where somebody else has
    changed one of the same fields meanwhile; and as ``original`` does.
    """
    with ctx.write() as session:
        edit, problems = _edit(session, start, form, start.edited(form))
        if edit is None:
            raise next(iter(problems.values()))
        return _carry_out(session, start, edit, form, ctx.actor)


def take_back(session: Session, change: Change, actor: Actor, message: str) -> None:
    """Give an edited version the values that it had. Raises Problem: as ``edit`` does.

    One that was for all zones was so for those that have been removed since, too.
    """
    start = _original(session, change.id)
    before = dict[str, Any](change.before)
    allzones = before.pop(_ALLZONES, None)
    if allzones and "zone" in before:
        there = {zone.id for zone in zones.all_zones(session)}
        before["zone"] = " ".join(id_ for id_ in before["zone"].split() if id_ in there)
    form = replace(start.form, **before)
    # A URL without credentials looks like one whose credentials are hidden: here it is none.
    edit, problems = _edit(session, start, form, tuple(before), allzones)
    if edit is None:
        raise next(iter(problems.values()))
    edit_orders.save(session, edit, actor, message)


def values(session: Session, id: str) -> Mapping[str, object]:  # noqa: A002 - the field's name
    """The fields as they are now, credentials and all. Not for people.

    The zones are those that it has, by their ids, and apart from them whether it is for all zones:
    a zone that is added to the store changes neither.
    """
    [(version, pairs)] = orders.all_living(session, [id])
    form = editing.form_of(session, version, pairs)
    there = " ".join(sorted(zone.id for zone in editing.zones_of(pairs)))
    fields = {name: getattr(form, name) for name in EDITED}
    return fields | {"zone": there, _ALLZONES: version.allzones}


def _original(session: Session, version_id: str) -> Original:
    [(version, pairs)] = orders.all_living(session, [version_id])
    return Original(version.id, version.name, editing.form_of(session, version, pairs))


def _edit(
    session: Session,
    start: Original,
    form: VersionForm,
    edited: Collection[str],
    allzones: bool | None = None,
) -> tuple[Edit | None, dict[str, Problem]]:
    """``edited``: the fields that are to be as the form has them. ``allzones``: whether it is for
    all zones then, whichever it has an ISO in; None: as the form says."""
    [(version, pairs)] = orders.all_living(session, [start.id])
    present = editing.form_of(session, version, pairs)
    fields = {name: getattr(form, name) for name in edited}
    found = _found(start, form, present, edited)
    wanted = replace(present, **fields, found=found, overruled=form.overruled)
    own = Own(
        id=version.id,
        zones=None if "zone" in edited else editing.zones_of(pairs),
        has_file=_COPIED_ANEW.isdisjoint(edited),
    )
    request, wrong = checking.check(session, wanted, own)
    problems = start.masked(form) | _overtaken(session, start, form, present) | wrong
    if request is None or problems:
        return None, problems
    if allzones is None:
        allzones = request.new.zone is None if "zone" in edited else version.allzones
    return Edit(version, pairs, request.new, request.zones, allzones), {}


def _found(
    start: Original, form: VersionForm, present: VersionForm, edited: Collection[str]
) -> tuple[Evidence, ...]:
    """What is known of the ISO that is wanted now; what was found of another one says nothing."""
    kept = () if {"url", "file"}.intersection(edited) else present.found
    more = (each for each in form.found if each not in start.form.found)
    return ordered((*kept, *more))


def _overtaken(
    session: Session, start: Original, form: VersionForm, present: VersionForm
) -> dict[str, Problem]:
    """Fields that were edited here, and by somebody else to something else."""
    return {
        name: Problem(
            "edit-overtaken",
            field=name,
            name=start.name,
            label=nested(f"field.{name}"),
            username=events.last_changed_by(session, start.id),
        )
        for name in start.edited(form)
        if getattr(present, name) not in (getattr(start.form, name), getattr(form, name))
    }


def _plan(start: Original, edit: Edit, form: VersionForm) -> EditPlan:
    had, given = edit.version.credentials, edit.new.address and edit.new.address.credentials
    return EditPlan(
        id=start.id,
        name=edit.version.name,
        changes=edit.changes,
        isos=edit.isos,
        forgets_credentials=bool(had) and not given and "url" in start.edited(form),
    )


def _carry_out(
    session: Session, start: Original, edit: Edit, form: VersionForm, actor: Actor
) -> Edited:
    planned = _plan(start, edit, form)
    if not planned.changes:
        return Edited(planned, None)
    before = values(session, start.id)
    edit_orders.save(session, edit, actor)
    after = values(session, start.id)
    changed = [name for name in before if before[name] != after[name]]
    change = Change(
        id=start.id,
        name=edit.version.name,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        refetches=bool(planned.fetched or planned.of(Fate.REMOVED)),
    )
    return Edited(planned, Step((change,)))
