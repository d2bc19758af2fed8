"""Which container images a cluster will ask for, and whether the ISO has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kisotui.domain import kubeadm
from kisotui.domain.contents import ContainerImage, Finding
from kisotui.domain.findings import finding
from kisotui.domain.image_names import ImageName, image_name


class Held:
    """The images of an ISO by their names."""

    def __init__(self, images: Iterable[ContainerImage]) -> None:
        images = tuple(images)
        self._names = [image_name(tag) for each in images for tag in each.tags]
        self._tagged = {(name.repository, name.tag) for name in self._names}
        self._digests = {each.digest for each in images if each.digest}

    def has(self, name: ImageName) -> bool:
        """Under this very name, or by its digest."""
        if name.digest:
            return name.digest in self._digests or (
                bool(name.tag) and (name.repository, name.tag) in self._tagged
            )
        return (name.repository, name.tag) in self._tagged

    def of(self, short: str) -> list[ImageName]:
        """Those that are called so, wherever they come from."""
        return [name for name in self._names if name.short == short]


def check_kubeadm(held: Held, version: str, build_arch: str) -> Iterator[Finding]:
    """What ``kubeadm`` of the version looks for on a node of the architecture."""
    if not kubeadm.is_known(version):
        yield finding("kubeadm-unknown", version=version, newest=f"1.{kubeadm.NEWEST}")
    for each in kubeadm.needed(version, build_arch):
        yield from _check_needed(held.of(each.name.short), each)


def _check_needed(candidates: Sequence[ImageName], needed: kubeadm.Needed) -> Iterator[Finding]:
    image = str(needed.name)
    fitting = [name for name in candidates if needed.fits(name.tag)]
    if not candidates:
        yield finding("image-missing", image=image)
    elif not fitting and needed.of_version:
        yield finding("image-version", image=image, found=str(candidates[0]))
    elif not fitting:
        yield finding("image-tag", image=image, found=str(candidates[0]))
    elif not any(name.registry in kubeadm.REGISTRIES for name in fitting):
        yield finding("image-registry", image=image, found=str(fitting[0]))


def check_references(held: Held, named: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """``named``: the images that each manifest names, by its path."""
    for path, images in named.items():
        for image in dict.fromkeys(images):
            if not held.has(image_name(image)):
                yield finding("image-referenced", path, image=image)


def check_list(
    path: str, lines: Iterable[tuple[str, str]], archives: Iterable[str], held: Held
) -> Iterator[Finding]:
    """``lines`` of the list at ``path``: an archive, or an image where it names none."""
    listed = set()
    has_archives = False
    for archive, image in lines:
        has_archives = has_archives or bool(archive)
        listed.add(archive)
        is_there = archive in archives if archive else held.has(image_name(image))
        if not is_there:
            yield finding("image-listed", path, image=archive or image)
    if has_archives:
        for archive in sorted(set(archives) - listed):
            yield finding("image-unlisted", archive)
