"""How much of an ISO is looked at: what is beyond ends in a finding.

Real ISOs stay below a tenth of each. What takes memory is small enough for all of them together.
"""

from __future__ import annotations

from typing import Final

MIB: Final = 1 << 20

READ: Final = 2.0
"""How often the bytes of the image file may be read: its files may share some."""
CPU: Final = 60.0
"""Seconds of processor time for an ISO, and as many again for each GiB of it."""
UNPACKED: Final = 8 << 30
"""Bytes that all packed archives of an ISO may hold unpacked."""
RATIO: Final = 100
"""Bytes that one packed byte may become, over a whole archive; a program becomes three or four."""
STREAMS: Final = 1_000
"""Gzip streams, one behind the other, in a packed archive."""

MEMBERS: Final = 10_000
"""Headers of an archive."""
NAME: Final = 4_096
"""Bytes of a member's name."""
EXTENDED: Final = 64 * 1024
"""Bytes of a header that holds a long name or PAX records."""

JSON: Final = MIB
"""Bytes of a JSON file; it may take up thirty times as much once it is parsed."""
JSON_KEPT: Final = 8 * MIB
"""Bytes of the JSON files in one archive of images, together."""
YAML: Final = 4 * MIB
YAML_DEPTH: Final = 100
YAML_EVENTS: Final = 500_000
LIST: Final = 4 * MIB
"""Bytes of SHA256SUMS and of images.list."""

IMAGES: Final = 200
"""Container images in one archive."""
INDEXES: Final = 8
"""OCI indexes, one within the other."""
LAYERS: Final = 500
"""Of one container image."""
REFERENCES: Final = 2_000
"""Images that the manifests and lists name."""
SAID: Final = 20
"""Findings of one kind about one file or list."""
