"""Container images as ``docker save`` writes them: ``manifest.json`` names configs and layers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kisotui.domain.contents import ContainerImage, Finding
from kisotui.domain.findings import finding
from kisotui.iso import budgets
from kisotui.iso.image_archive import Blob, ImageArchive
from kisotui.iso.image_config import layer_digests
from kisotui.iso.plain_json import entries, mapping, parse, text


class DockerSave:
    """The images of an archive that ``manifest.json`` names. ``arch``: as in ``OciLayout``."""

    def __init__(self, path: str, archive: ImageArchive, arch: str) -> None:
        self.findings: list[Finding] = []
        self._path, self._archive, self._arch = path, archive, arch

    def images(self) -> Iterator[ContainerImage]:
        """What is wrong with them is in ``findings`` afterwards."""
        manifest = self._archive.find("manifest.json")
        if manifest is None:
            return
        listed = entries(parse(manifest.text), budgets.IMAGES)
        if not listed:
            self._say("image-json", member="manifest.json")
        for each in listed:
            yield self._image(mapping(each))

    def _image(self, listed: Mapping[str, object]) -> ContainerImage:
        tags = tuple(filter(None, map(text, entries(listed.get("RepoTags"), budgets.IMAGES))))
        config_path = text(listed.get("Config"))
        name = tags[0] if tags else config_path
        config = self._config(config_path, name)
        arch = text(config.get("architecture"))
        if self._arch and arch and arch != self._arch:
            self._say("image-arch", image=name, found=arch, expected=self._arch)
        layers = [text(each) for each in entries(listed.get("Layers"), budgets.LAYERS)]
        held = [self._layer(layer, name) for layer in layers]
        self._check_layers(name, config, layers, held)
        size = sum(each.size for each in held if each)
        return ContainerImage(self._path, tags, arch, size, len(layers))

    def _config(self, path: str, image: str) -> Mapping[str, object]:
        blob = self._archive.find(path)
        if blob is None:
            self._say("image-config-missing", image=image, member=path)
            return {}
        config = mapping(parse(blob.text))
        if not config:
            self._say("image-json", member=path)
        return config

    def _layer(self, path: str, image: str) -> Blob | None:
        blob = self._archive.find(path)
        if blob is None:
            self._say("image-layer-missing", image=image, member=path)
        return blob

    def _check_layers(
        self,
        image: str,
        config: Mapping[str, object],
        paths: list[str],
        held: list[Blob | None],
    ) -> None:
        """The config knows the digest of each layer before it was packed. What is packed, as those
        below ``blobs`` may be, has the digest of its packed bytes for a name."""
        expected = layer_digests(config)
        for path, digest, blob in zip(paths, expected, held, strict=False):
            if blob is None or not blob.digest or blob.is_packed or path.startswith("blobs/"):
                continue
            if f"sha256:{blob.digest}" != digest:
                self._say("image-digest", member=path)
        for digest in expected[len(paths) :]:
            self._say("image-layer-missing", image=image, member=digest)

    def _say(self, code: str, **values: object) -> None:
        if len(self.findings) < budgets.SAID:
            self.findings.append(finding(code, self._path, **values))
