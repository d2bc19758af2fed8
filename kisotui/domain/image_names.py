"""Names of container images: ``registry.k8s.io/pause:3.10``, ``calico/node@sha256:...``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kisotui.domain.states import Arch

BUILD_ARCH: Final = {Arch.X86_64: "amd64", Arch.AARCH64: "arm64", Arch.S390X: "s390x"}
"""What builds call the architectures that CloudStack knows."""
_HUB: Final = "docker.io"


@dataclass(frozen=True, slots=True)
class ImageName:
    """Without what may be left out: ``node`` is ``docker.io/library/node:latest``."""

    repository: str
    tag: str
    """Empty for one that is named by its digest alone."""
    digest: str = ""
    """``sha256:hex``, or empty."""

    @property
    def short(self) -> str:
        """``kube-proxy``."""
        return self.repository.rpartition("/")[2]

    @property
    def registry(self) -> str:
        return self.repository.partition("/")[0]

    def __str__(self) -> str:
        tag = f":{self.tag}" if self.tag else ""
        return f"{self.repository}{tag}" + (f"@{self.digest}" if self.digest else "")


def image_name(text: str) -> ImageName:
    """What a name means to who pulls it. Anything is a name: it comes from outside."""
    text, _, digest = text.strip().partition("@")
    host, slash, rest = text.partition("/")
    if not slash:
        host, rest = _HUB, f"library/{text}"
    elif not ("." in host or ":" in host or host == "localhost"):
        host, rest = _HUB, text
    path, _, tag = rest.partition(":")
    if not tag and not digest:
        tag = "latest"
    return ImageName(f"{host}/{path}", tag, digest)
