"""Genuine Kubernetes binaries ISOs, small: ISO 9660 level 3 with Joliet and Rock Ridge."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from types import MappingProxyType, SimpleNamespace
from typing import Literal
from unittest import mock

import pycdlib

from demo import contents
from demo.image_tars import EPOCH

MIB = 1 << 20
Kind = Literal["mold", "cloudstack"]
_JOLIET = 64  # characters of a name; Rock Ridge has the whole one
_NOTHING: Mapping[str, bytes] = MappingProxyType({})
_BUILD = {"mold": contents.mold, "cloudstack": contents.cloudstack}


def write_iso(
    path: Path,
    version: str = "1.34.12",
    arch: str = "x86_64",
    kind: Kind = "mold",
    *,
    size: int = 24 * MIB,
    seed: int = 0,
    more: Mapping[str, bytes] = _NOTHING,
) -> Path:
    """Write the ISO of a Kubernetes version, of about ``size`` bytes; the same bytes every time.

    ``seed``: another one gives other bytes in the same layout. ``more``: files that do not belong
    there. Gives ``path`` back.
    """
    return write_files(path, {**_BUILD[kind](version, arch, size, seed), **more})


def write_files(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write an ISO that holds these files, in directories of one level. Gives ``path`` back."""
    with _frozen_time():
        image = pycdlib.PyCdlib()
        image.new(interchange_level=3, vol_ident="CDROM", joliet=3, rock_ridge="1.09")
        for folder in sorted({name.split("/")[0] for name in files if "/" in name}):
            image.add_directory(f"/{_plain(folder)}", rr_name=folder, joliet_path=f"/{folder}")
        for name, data in files.items():
            _add(image, PurePosixPath(name), data)
        image.write(str(path))
        image.close()
    return path


def _add(image: pycdlib.PyCdlib, name: PurePosixPath, data: bytes) -> None:
    stem, _, suffix = name.name.rpartition(".")
    plain = f"{_plain(stem)[:26]}.{_plain(suffix)}" if stem else f"{_plain(suffix)}."
    image.add_fp(
        io.BytesIO(data),
        len(data),
        "".join(f"/{_plain(folder)}" for folder in name.parts[:-1]) + f"/{plain};1",
        rr_name=name.name,
        joliet_path=f"/{name.with_name(name.name[-_JOLIET:])}",
        file_mode=0o100755 if name.parts[0] == "k8s" else 0o100644,
    )


def _plain(name: str) -> str:
    """A name in the characters of plain ISO 9660; Rock Ridge and Joliet carry the real one."""
    return re.sub(r"[^A-Z0-9]", "_", name.upper())


@contextmanager
def _frozen_time() -> Iterator[None]:
    """Let pycdlib, which stamps everything with the clock, see one fixed time in UTC."""
    clock = SimpleNamespace(
        time=lambda: float(EPOCH),
        localtime=time.gmtime,
        gmtime=time.gmtime,
        strftime=time.strftime,
    )
    with ExitStack() as stack:
        for module in ("pycdlib", "headervd", "dates"):
            stack.enter_context(mock.patch(f"pycdlib.{module}.time", clock))
        yield
