"""What came of a request, before anybody has looked at what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kisotui.download.server.wire import Wire

if TYPE_CHECKING:
    from kisotui.download.server.spare import Spare


@dataclass(frozen=True, slots=True)
class Reply:
    """Status and headers, and the ways to the body."""

    host: str
    """That answered, after all redirects."""
    status: int
    headers: Mapping[str, str]
    """By name, in whatever case it is asked for or in lower case."""
    chunks: Iterator[bytes]
    """The body, unpacked from its chunks. Raises Problem. Who lets go of it ends the connection."""
    is_more_there: Callable[[], bool]
    """Whether the next chunk needs no waiting."""
    wire: Wire | None
    """What all of a body of known length comes out of, behind its first chunk; if there is such."""
    spare: Spare | None
    """The connection for further requests; None where it can serve no more."""
    close: Callable[[], None]
    """Ends the connection; holds it until then."""
    is_clear: bool = False
    """Whether nothing came yet of what lies behind the body, as far as its first chunk goes."""
