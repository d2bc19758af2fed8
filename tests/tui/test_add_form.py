"""The state of the add form: which complaint shows when, and what is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kisotui.domain.checksums import Checksum
from kisotui.domain.detail_views import Zone
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.preflight import Report
from kisotui.domain.states import ZoneType
from kisotui.tui.add_form import AddForm

BORN = datetime(2026, 11, 23, tzinfo=UTC)
CORE = Zone("c", "seoul", ZoneType.CORE, BORN)
EDGE = Zone("e", "busan", ZoneType.EDGE, BORN)
URL = "http://192.0.2.1/a.iso"


def form(**typed: Any) -> AddForm:
    state = AddForm(VersionForm(), [CORE, EDGE])
    state.edit(replace(state.form, **typed))
    return state


def test_a_field_that_nobody_touched_is_not_complained_about() -> None:
    state = AddForm(VersionForm(), [CORE])
    assert list(state.problems) == ["semanticversion", "url"]
    assert state.complaints == {}


def test_a_field_is_complained_about_as_it_is_typed() -> None:
    assert form(url="ftp://x/y").complaints["url"].code == "url-scheme"


def test_submitting_complains_about_everything_in_the_order_of_the_form() -> None:
    state = form(minmemory="1")
    state.touch_all()
    assert list(state.complaints) == ["semanticversion", "url", "minmemory"]


def test_an_edge_zone_forces_direct_download_and_another_gives_the_choice_back() -> None:
    state = form(zone="e")
    assert state.request.directdownload
    assert state.direct_is_fixed
    assert state.about_direct
    state.edit(replace(state.form, zone="c"))
    assert not state.request.directdownload
    assert not state.direct_is_fixed
    assert not state.about_direct


def test_all_zones_tell_which_of_them_take_direct_download_only() -> None:
    assert "busan" in form().about_direct


def test_a_local_file_is_never_downloaded_directly() -> None:
    state = AddForm(VersionForm(file=""), [CORE, EDGE])
    state.edit(replace(state.form, zone="e"))
    assert state.direct_is_fixed
    assert not state.request.directdownload
    assert "file" in state.fields
    assert "url" not in state.fields


@pytest.mark.parametrize(
    ("zone", "name"), [(None, "v1.34.12"), ("c", "v1.34.12-seoul"), ("gone", "v1.34.12")]
)
def test_the_default_name_is_the_one_that_the_service_gives(zone: str | None, name: str) -> None:
    state = AddForm(VersionForm(semanticversion="1.34.12", zone=zone), [CORE])
    assert state.default_name == name


def test_there_is_no_default_name_without_a_version() -> None:
    assert form(semanticversion="1.9.9").default_name == ""


def test_what_the_store_says_shows_until_that_field_is_edited() -> None:
    state = form(semanticversion="1.34.12", name="taken", url=URL)
    assert state.learn(state.request, {"name": Problem("name-taken", field="name", name="taken")})
    assert state.complaints["name"].code == "name-taken"
    state.edit(replace(state.form, url=URL + "?2"))
    assert "name" in state.complaints
    state.edit(replace(state.form, name="free"))
    assert state.complaints == {}


def test_an_answer_to_an_older_question_is_not_believed() -> None:
    state = form(semanticversion="1.34.12", url=URL)
    asked = state.request
    state.edit(replace(state.form, name="new"))
    assert not state.learn(asked, {"name": Problem("name-taken", field="name")})
    assert state.complaints == {}


def test_what_the_store_refused_is_complained_about_though_nobody_touched_it() -> None:
    state = form(semanticversion="1.34.12", url=URL)
    state.refuse(Problem("version-duplicate", field="zone"))
    assert list(state.complaints) == ["zone"]


def test_a_draft_of_a_zone_that_is_gone_is_for_all_zones_again() -> None:
    assert AddForm(VersionForm(zone="gone"), [CORE]).form.zone is None


SUM = Checksum("SHA-256", "ab" * 32)
OTHER = str(Checksum("SHA-256", "cd" * 32))
SEEN = Report(evidence=(Evidence(SUM, Origin.BESIDE, f"{URL}.sha256"),))


def taken_over() -> AddForm:
    state = form(url=URL)
    state.take(replace(state.form, checksum=str(SUM)), SEEN)
    return state


def test_a_checksum_that_was_taken_over_goes_with_its_url() -> None:
    state = taken_over()
    assert state.form.found == SEEN.evidence
    state.edit(replace(state.form, name="other"))
    assert state.form.checksum == str(SUM)
    state.edit(replace(state.form, url="http://192.0.2.1/b.iso"))
    assert (state.form.checksum, state.form.found) == ("", ())


def test_one_of_a_draft_goes_too() -> None:
    state = AddForm(taken_over().form, [CORE])
    state.edit(replace(state.form, url="http://192.0.2.1/b.iso"))
    assert state.form.checksum == ""


def test_a_checksum_that_was_typed_is_never_lost() -> None:
    for typed in (OTHER, str(SUM)):
        state = taken_over()
        state.edit(replace(state.form, checksum=""))
        state.edit(replace(state.form, checksum=typed))
        state.take(replace(state.form, semanticversion="1.34.12"), SEEN)
        state.edit(replace(state.form, url="http://192.0.2.1/b.iso"))
        assert state.form.checksum == typed
        state.fill(replace(state.form, checksum=str(SUM), found=SEEN.evidence))
        assert state.form.checksum == typed
