"""Which change means what for an ISO, and which fields count as changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kisotui.domain.checksums import Checksum
from kisotui.domain.edits import Difference, EditPlan, Fate, IsoPlan, Original, fate
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import DownloadStatus, IsoState

HAS = Checksum("SHA-256", "ab" * 32)
OTHER = Checksum("SHA-256", "cd" * 32)
LONGER = Checksum("SHA-512", "ab" * 64)
SAME = Difference(source=False, credentials=False, direct=False, rechecked=False, checksum=None)
READY, FAILED = IsoState.READY, IsoState.FAILED
FORM = VersionForm("1.34.1", "v", None, "https://kim:pw@h/a.iso?token=t0p", "{MD5}" + "a" * 32)
ORIGINAL = Original("id", "v", FORM)


def becomes(
    differs: Difference,
    state: IsoState = READY,
    status: DownloadStatus = DownloadStatus.DOWNLOADED,
    *,
    direct: bool = False,
) -> Fate:
    return fate(differs, state=state, status=status, digest=str(HAS), direct=direct)


@pytest.mark.parametrize("state", IsoState)
@pytest.mark.parametrize("change", ["source", "direct"])
def test_another_file_is_fetched_whatever_there_was(change: str, state: IsoState) -> None:
    differs = replace(SAME, source=change == "source", direct=change == "direct")
    assert becomes(differs, state) is Fate.ANEW


@pytest.mark.parametrize(
    ("checksum", "found"),
    [
        (None, Fate.UNPROVEN),
        (HAS, Fate.MATCHES),
        (OTHER, Fate.ANEW),
        (LONGER, Fate.AGAIN),
    ],
)
def test_another_checksum_of_what_is_there(checksum: Checksum | None, found: Fate) -> None:
    differs = replace(SAME, rechecked=True, checksum=checksum)
    assert becomes(differs) is found
    assert becomes(differs, IsoState.CREATING) is Fate.AGAIN
    assert becomes(differs, direct=True) is Fate.KEPT, "hosts verify it"


def test_what_was_cancelled_stays_so_unless_it_is_another_file() -> None:
    for differs in (replace(SAME, rechecked=True, checksum=HAS), replace(SAME, rechecked=True)):
        assert becomes(differs, FAILED, DownloadStatus.ABANDONED) is Fate.KEPT
        assert becomes(differs, FAILED, DownloadStatus.DOWNLOAD_ERROR) is Fate.AGAIN
    assert becomes(replace(SAME, source=True), FAILED, DownloadStatus.ABANDONED) is Fate.ANEW


def test_of_another_version_or_architecture_it_is_judged_anew() -> None:
    differs = replace(SAME, declared=True)
    assert becomes(differs) is Fate.AGAIN
    assert becomes(differs, FAILED, DownloadStatus.DOWNLOAD_ERROR) is Fate.AGAIN, "kept aside"
    assert becomes(differs, IsoState.CREATING) is Fate.AGAIN
    assert becomes(differs, direct=True) is Fate.KEPT
    nothing = {"state": FAILED, "status": DownloadStatus.DOWNLOAD_ERROR, "direct": False}
    assert fate(differs, digest="", **nothing) is Fate.KEPT, "there is nothing to be judged"  # type: ignore[arg-type]
    assert becomes(replace(differs, rechecked=True, checksum=HAS)) is Fate.AGAIN
    assert becomes(replace(differs, rechecked=True, checksum=OTHER)) is Fate.ANEW


def test_credentials_help_only_what_failed() -> None:
    differs = replace(SAME, credentials=True)
    assert becomes(differs) is Fate.KEPT
    assert becomes(differs, IsoState.CREATING) is Fate.KEPT
    assert becomes(differs, FAILED, DownloadStatus.DOWNLOAD_ERROR) is Fate.AGAIN
    assert becomes(differs, FAILED, DownloadStatus.ABANDONED) is Fate.KEPT


def test_what_is_left_as_it_is_shown_is_not_edited() -> None:
    assert ORIGINAL.shown.url == "https://h/a.iso?token=***"
    assert ORIGINAL.edited(ORIGINAL.shown) == ()
    assert ORIGINAL.edited(FORM) == ()
    assert ORIGINAL.edited(replace(ORIGINAL.shown, url="https://h/a.iso")) == ("url",)


def test_from_a_url_to_a_file_is_an_edit_of_both() -> None:
    form = replace(ORIGINAL.shown, url="", file="/a.iso", state="Disabled")
    assert ORIGINAL.edited(form) == ("url", "file", "state")


@pytest.mark.parametrize("url", ["https://h/b.iso?token=***", "https://h/a.iso?token=***&x=1"])
def test_what_is_hidden_is_never_taken_by_word(url: str) -> None:
    [(field, problem)] = ORIGINAL.masked(replace(ORIGINAL.shown, url=url)).items()
    assert (field, problem.code) == ("url", "url-masked")


def test_nobody_reads_the_password_by_accident() -> None:
    assert "pw" not in repr(ORIGINAL) + repr(FORM)


def test_only_bytes_on_disk_are_deleted() -> None:
    def iso(fate: Fate, stored: int) -> IsoPlan:
        return IsoPlan("zone", fate, stored, ready=False, direct=False)

    plan = EditPlan("id", "v", {}, (iso(Fate.ANEW, 0), iso(Fate.REMOVED, 1), iso(Fate.KEPT, 1)))
    assert plan.deleted == (iso(Fate.REMOVED, 1),)
    assert plan.fetched == (iso(Fate.ANEW, 0),)
