"""Whole Kubernetes ISOs with bytes changed at random, judged: nothing but findings comes of it.

``KISOTUI_FUZZ=5000`` tries as many of each (``make fuzz``), and says what came of them.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo.images import write_files
from kisotui.domain import contents_json
from kisotui.domain.contents import Contents
from kisotui.domain.failures import Problem
from kisotui.iso import budgets
from kisotui.iso.judge import Expected, judge
from kisotui.locale import finding_next, finding_text
from tests.support import isos
from tests.support.iso_writer import write

_ASKED = os.environ.get("KISOTUI_FUZZ", "")  # no test sees the variables that set kisotui up
_LIMITS = settings(
    max_examples=int(_ASKED or 60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_TELLING = st.sampled_from(
    (
        b"\0",
        b"\xff" * 8,
        b"\x80\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",  # a size of a tar header
        b"77777777777\0",
        b"x",
        b"L",
        b"S",
        b'"sha256:',
        b"[" * 300,
        b"../../",
        b"\x1f\x8b\x08",
        b"\n- &a [*a, *a]\n",
    )
)
_PATCHES = st.lists(
    st.tuples(st.floats(0, 1), _TELLING | st.binary(min_size=1, max_size=8)),
    min_size=1,
    max_size=20,
)
_TREE = 64 << 20  # bytes of directories and for the first glance, at most
_CUT = st.none() | st.floats(0, 1)


class Counted(isos.MemoryData):
    """Counts the bytes that are read."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.taken = 0

    def read(self, offset: int, length: int) -> bytes:
        got = super().read(offset, length)
        self.taken += len(got)
        return got


class Images(dict[str, bytes]):
    """By what wrote them."""

    def __repr__(self) -> str:
        return "images"  # of a case that fails the rest is told, not megabytes


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Images:
    folder: Path = tmp_path_factory.mktemp("iso")
    plain = {path: data for path, data in isos.whole("mold").items() if isinstance(data, bytes)}
    return Images(
        ours=write(isos.whole("cloudstack")),
        pycdlib=write_files(folder / "a.iso", plain).read_bytes(),
    )


@pytest.fixture(scope="module", autouse=True)
def outcomes() -> Iterator[Counter[str]]:
    counted: Counter[str] = Counter()
    yield counted
    if _ASKED:
        sys.stdout.write(f"\n{counted.total()} outcomes: {dict(counted.most_common())}\n")


@pytest.mark.parametrize("writer", ["ours", "pycdlib"])
@_LIMITS
@given(patches=_PATCHES, cut=_CUT)
def test_any_bytes(
    images: Images,
    outcomes: Counter[str],
    writer: str,
    patches: list[tuple[float, bytes]],
    cut: float | None,
) -> None:
    image = bytearray(images[writer])
    for place, patch in patches:
        at = int(place * (len(image) - len(patch)))
        image[at : at + len(patch)] = patch
    data = Counted(bytes(image if cut is None else image[: int(cut * len(image))]))
    try:
        found = judge(data, Expected(isos.VERSION, isos.ARCH))
    except Problem as problem:
        refusal: str | None = problem.code
    else:
        refusal = None
        _check(found)
        outcomes.update({each.code for each in found.findings} or {"nothing"})
    outcomes.update([refusal] if refusal else [])
    assert refusal in (None, "not-iso", "iso-truncated")
    assert data.taken <= data.size * budgets.READ + _TREE
    assert not [each for each in threading.enumerate() if each.name.startswith("kisotui-")]


def _check(found: Contents) -> None:
    """It can be kept, shown and read again."""
    stored = json.loads(json.dumps(contents_json.to_json(found)))
    assert contents_json.from_json(stored).findings == found.findings
    for each in found.findings:
        assert finding_text(each) != f"finding.{each.code}"
        assert finding_next(each)
