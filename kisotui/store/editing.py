"""What editing a version means: which fields change, and what becomes of its ISOs."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from kisotui.domain import detail_views, edits, urls
from kisotui.domain.edits import Difference, Fate, IsoPlan
from kisotui.domain.failures import BIT_ROT
from kisotui.domain.forms import NewVersion, VersionForm, forced_direct
from kisotui.domain.states import GOING, DownloadStatus, IsoState, Work, ZoneType
from kisotui.store import adding, evidence, tables, versions, zones
from kisotui.store.versions import Pairs


def form_of(session: Session, version: tables.Version, pairs: Pairs) -> VersionForm:
    """The version as a form, with its URL in full. Not for people.

    One for all zones that has not got one of them, because that is newer, has the zones it has.
    """
    there = {zone.id: zone for zone in zones_of(pairs)}
    possible = zones.all_zones(session)
    if version.file:
        possible = [zone for zone in possible if not forced_direct(zone.type)]
    is_all = version.allzones and all(zone.id in there for zone in possible)
    zone = None if is_all else " ".join(there)
    return VersionForm(
        semanticversion=version.semanticversion,
        name=version.name,
        zone=zone,
        url=urls.with_credentials(version.url, version.credentials),
        checksum=version.checksum,
        mincpunumber=str(version.mincpunumber),
        minmemory=str(version.minmemory),
        directdownload=version.directdownload,
        arch=version.arch,
        file=version.file or None,
        state=version.state,
        found=evidence.found(session, version.id),
    )


def zones_of(pairs: Pairs) -> tuple[detail_views.Zone, ...]:
    """The zones that the version has an ISO in, or is to have one."""
    return tuple(
        detail_views.Zone(
            id=zone.id, name=zone.name, type=ZoneType(zone.type), created=zone.created
        )
        for _, zone in versions.staying(pairs)
    )


@dataclass(frozen=True, slots=True)
class Edit:
    """A version, what it is to be, and the zones that it is to have an ISO in."""

    version: tables.Version
    pairs: Pairs
    new: NewVersion
    zones: tuple[detail_views.Zone, ...]
    allzones: bool

    @property
    def fates(self) -> dict[str, Fate]:
        """What becomes of the ISO in each zone, by the zone's id."""
        there = {zone.id: iso for iso, zone in self.pairs if IsoState(iso.state) not in GOING}
        wanted = {zone.id: zone for zone in self.zones}
        stay = {id_: self._fate(iso, wanted[id_]) for id_, iso in there.items() if id_ in wanted}
        go = {id_: Fate.REMOVED for id_ in there if id_ not in wanted}
        return stay | go | {id_: Fate.ADDED for id_ in wanted if id_ not in there}

    def _fate(self, iso: tables.Iso, zone: detail_views.Zone) -> Fate:
        version, given = self.version, adding.columns(self.new)
        edge = forced_direct(zone.type)
        differs = Difference(
            source=(version.url, version.file) != (given["url"], given["file"]),
            credentials=version.credentials != given["credentials"],
            direct=not edge and version.directdownload != self.new.directdownload,
            rechecked=version.checksum != given["checksum"],
            checksum=self.new.checksum,
            declared=(version.semanticversion, version.arch)
            != (given["semanticversion"], given["arch"]),
        )
        fate = edits.fate(
            differs,
            state=IsoState(iso.state),
            status=DownloadStatus(iso.status),
            digest=iso.digest,
            direct=edge or self.new.directdownload,
        )
        # Where no checksum is known, what is rotten would pass for the ISO.
        return Fate.ANEW if fate is Fate.AGAIN and iso.failure == BIT_ROT else fate

    @property
    def isos(self) -> tuple[IsoPlan, ...]:
        """The same, with what there is of each ISO; by the name of its zone."""
        there = {zone.id: iso for iso, zone in self.pairs}
        named = {zone.id: zone for zone in (*self.zones, *zones_of(self.pairs))}
        found = []
        for id_, fate in self.fates.items():
            iso, zone = there.get(id_), named[id_]
            found.append(
                IsoPlan(
                    zonename=zone.name,
                    fate=fate,
                    stored=iso.received if iso and fate is not Fate.ADDED else 0,
                    ready=iso is not None and iso.status == DownloadStatus.DOWNLOADED,
                    direct=self.new.directdownload or forced_direct(zone.type),
                    paused=iso is not None and iso.work == Work.PAUSED,
                )
            )
        return tuple(sorted(found, key=lambda each: each.zonename.casefold()))

    @property
    def changes(self) -> dict[str, tuple[object, object]]:
        """Field to (before, after), as they may be shown."""
        version, given = self.version, adding.columns(self.new)
        fields = ("semanticversion", "name", "file", "checksum", "mincpunumber", "minmemory")
        pairs = {name: (getattr(version, name), given[name]) for name in fields}
        names = [sorted(zone.name for zone in each) for each in (zones_of(self.pairs), self.zones)]
        found: dict[str, tuple[object, object]] = {
            **pairs,
            "zonename": (names[0], names[1]),
            "allzones": (version.allzones, self.allzones),
            "url": (version.url, given["url"]),
            "credentials": (version.credentials, given["credentials"]),
            "directdownload": (version.directdownload, given["directdownload"]),
            "arch": (version.arch, given["arch"]),
            "state": (version.state, given["state"]),
        }
        return {name: _shown(name, *pair) for name, pair in found.items() if pair[0] != pair[1]}


def _shown(name: str, before: object, after: object) -> tuple[object, object]:
    """A change as it may be shown."""
    if name == "url":
        return urls.redact(str(before)), urls.redact(str(after))
    if name == "credentials":
        return (urls.MASK if before else ""), (urls.MASK if after else "")
    return before, after
