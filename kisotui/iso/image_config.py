"""What a container image's configuration says of its layers."""

from __future__ import annotations

from collections.abc import Mapping

from kisotui.iso import budgets
from kisotui.iso.plain_json import entries, mapping, text


def layer_digests(config: Mapping[str, object]) -> list[str]:
    """Of each layer before it was packed, ``sha256:hex``; none where it says nothing."""
    rootfs = mapping(config.get("rootfs"))
    return [text(each) for each in entries(rootfs.get("diff_ids"), budgets.LAYERS)]
