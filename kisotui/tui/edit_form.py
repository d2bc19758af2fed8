"""The edit form between two keys: the add form, which knows what it began with and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kisotui.domain.detail_views import Zone
from kisotui.domain.edits import EditPlan, Original
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.service.planned import follows
from kisotui.tui.add_form import AddForm


class EditForm(AddForm):
    """``form``: what somebody typed before; None: as the version is."""

    def __init__(
        self, original: Original, zones: Sequence[Zone], form: VersionForm | None = None
    ) -> None:
        super().__init__(original.shown if form is None else form, zones)
        self.original = original
        self._plan: EditPlan | None = None
        if self.form.checksum == original.shown.checksum:
            self._taken = ""  # by it an ISO that has moved is known again

    @property
    def fields(self) -> tuple[str, ...]:
        return (*super().fields, "state")

    @property
    def own_url(self) -> str:
        return self.blank.url.strip()

    @property
    def blank(self) -> VersionForm:
        return self.original.shown

    @property
    def changed(self) -> frozenset[str]:
        blank = self.blank
        return frozenset(
            name for name in self.fields if getattr(self.form, name) != getattr(blank, name)
        )

    def anew(self) -> EditForm:
        return EditForm(self.original, list(self.zones.values()))

    def expect(self, request: VersionForm, plan: EditPlan | None) -> None:
        """What saving a request does, if that is still the one that is asked for."""
        if request == self.request:
            self._plan = plan

    @property
    def deletes(self) -> bool:
        """Whether saving costs something that lies on disk."""
        return self._plan is not None and bool(self._plan.deleted)

    @property
    def follows(self) -> list[str]:
        """What saving does, in words; none while something is wrong."""
        return [] if self._plan is None else follows(self._plan)

    def learn(self, request: VersionForm, problems: Mapping[str, Problem]) -> bool:
        if problems:
            self.expect(request, None)
        return super().learn(request, problems)
