"""The add form between two keys: what was typed, and what of it is known to be wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kisotui.domain import forms, names, versions
from kisotui.domain.detail_views import Zone
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.preflight import Report
from kisotui.domain.states import ZoneType
from kisotui.locale import t


class AddForm:
    """Applies the rules to what was typed. A field that nobody touched is not complained about."""

    def __init__(self, form: VersionForm, zones: Sequence[Zone]) -> None:
        self.form = form
        """As typed; direct download as it was chosen, whatever the zone forces."""
        self.zones = {zone.id: zone for zone in zones}
        self._touched: set[str] = set()
        self._by_store: dict[str, Problem] = {}
        self._taken = self._found(form)
        if form.zone is not None and not self.zones.keys() >= set(form.zone.split()):
            self.form = replace(form, zone=None)

    @property
    def from_file(self) -> bool:
        return self.form.file is not None

    @property
    def own_url(self) -> str:
        """One that is known well enough; empty for none."""
        return ""

    @property
    def blank(self) -> VersionForm:
        """As it is before anybody types."""
        return VersionForm(file="" if self.from_file else None)

    def anew(self) -> AddForm:
        """The same with nothing typed."""
        return AddForm(self.blank, list(self.zones.values()))

    @property
    def changed(self) -> frozenset[str]:
        """The fields that are to stand out because they are no longer as they were."""
        return frozenset()

    @property
    def fields(self) -> tuple[str, ...]:
        """In the console's order; a local file stands in the URL's place."""
        return tuple("file" if name == "url" and self.from_file else name for name in forms.FIELDS)

    @property
    def request(self) -> VersionForm:
        """What is asked for: what was typed, and what the zone forces."""
        return self.form if self.from_file else forms.with_zone_type(self.form, self._zone_type)

    @property
    def _zone_type(self) -> ZoneType | None:
        zone = self.zones.get(self.form.zone or "")
        return zone.type if zone else None

    @property
    def direct_is_fixed(self) -> bool:
        """Whether there is no choice about direct download."""
        return self.from_file or forms.forced_direct(self._zone_type)

    @property
    def about_direct(self) -> str:
        """Why direct download is as it is."""
        if self.from_file:
            return t("screen.add.direct.file")
        if forms.forced_direct(self._zone_type):
            return t("screen.add.direct.forced")
        edges = [zone.name for zone in self.zones.values() if zone.type is ZoneType.EDGE]
        if self.form.zone is None and edges and not self.form.directdownload:
            return t("screen.add.direct.edges", zones=", ".join(edges))
        return ""

    @property
    def default_name(self) -> str:
        """The name that it is given without one; empty while the version is not known."""
        try:
            version = versions.parse_supported(self.form.semanticversion)
        except Problem:
            return ""
        zone = self.zones.get(self.form.zone or "")
        return names.default(str(version), zone.name if zone else None)

    @property
    def problems(self) -> dict[str, Problem]:
        """What is wrong, by field, in their order."""
        found = self._by_store | forms.check(self.request)[1]
        return {name: found[name] for name in self.fields if name in found}

    @property
    def complaints(self) -> dict[str, Problem]:
        """As ``problems``, of the fields that were touched."""
        return {name: each for name, each in self.problems.items() if name in self._touched}

    def edit(self, form: VersionForm) -> bool:
        """Take note of what is typed now; whether it is something else."""
        changed = {name for name in self.fields if getattr(form, name) != getattr(self.form, name)}
        if "checksum" in changed:
            self._taken = ""
        if changed & {"url", "file"}:  # what is known is of another one
            form = replace(form, found=(), checksum=self._typed(form))
            self._taken = ""
        self.form = form
        self._touched |= changed
        for name in changed:
            self._by_store.pop(name, None)
        return bool(changed)

    def fill(self, form: VersionForm) -> None:
        """Take over what is known of the ISO: the fields are to show it. A checksum that somebody
        typed stays."""
        typed = self._typed(self.form)
        self.form = replace(form, checksum=typed or form.checksum)
        self._taken = "" if typed else self._found(form)
        self._by_store = {}

    def take(self, form: VersionForm, report: Report) -> None:
        """Take over what the pre-flight saw: the fields are to show it."""
        if form.checksum != self.form.checksum:
            self._taken = form.checksum
        self.form = replace(form, found=form.found or report.evidence)
        self._by_store = {}

    def _typed(self, form: VersionForm) -> str:
        """The checksum that a person gave; empty for none."""
        return "" if form.checksum == self._taken else form.checksum

    @staticmethod
    def _found(form: VersionForm) -> str:
        """The checksum in the form, if it was found; else empty."""
        found = (str(each.checksum) for each in form.found)
        return form.checksum if form.checksum in found else ""

    def learn(self, request: VersionForm, problems: Mapping[str, Problem]) -> bool:
        """What the store says of a request; whether it is still the one that is asked for."""
        if request != self.request:
            return False
        self._by_store = dict(problems)
        return True

    def refuse(self, problem: Problem) -> None:
        """The store took nothing, because of a field."""
        if problem.field:
            self._by_store[problem.field] = problem
            self._touched.add(problem.field)

    def touch_all(self) -> None:
        """Somebody thinks that it is done."""
        self._touched.update(self.fields)
