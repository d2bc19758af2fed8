"""The one list of ways to fail.

Each failure is one entry: a code, whether trying again can help, and the exit status of the
command line. What it says and what to do next stand in the catalogue under ``failure.CODE`` and
``failure.CODE.next``. Screen, command line, event and log all speak of a failure through it.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final, NamedTuple


class Exit(IntEnum):
    """Exit statuses of the command line: a documented contract (docs/cli.md)."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    NOT_FOUND = 3
    INVALID = 4
    CONFLICT = 5
    NOT_ALLOWED = 6
    STORE = 7
    CONFIG = 8
    WORKER = 9
    NETWORK = 10
    SERVER = 11
    CONTENT = 12
    DISK = 13
    CANCELLED = 14
    TIMEOUT = 15
    INTERRUPTED = 130


class Failure(NamedTuple):
    """One way to fail. ``retry``: it can pass by itself, so a download is tried again."""

    code: str
    exit: Exit
    retry: bool = False


class Problem(Exception):  # noqa: N818 - the user has a problem; the program has no error
    """A failure that happened, with the values its message names.

    ``field`` is the form field it belongs to, if any. ``values`` never hold a secret.
    """

    def __init__(self, code: str, *, field: str | None = None, **values: object) -> None:
        super().__init__(code)
        self.failure = FAILURES[code]
        self.field = field
        self.values = values

    @property
    def code(self) -> str:
        return self.failure.code

    def __repr__(self) -> str:
        return f"Problem({self.code!r}, field={self.field!r}, values={self.values!r})"


NO_SPACE: Final = "no-space"
"""The one that a download waits out, however long it takes: it says so itself when it is over."""
CONTENTS: Final = "contents"
"""The one that a person may overrule: the file is whole, but clusters would fail with it."""
BIT_ROT: Final = "bit-rot"
"""Of a stored ISO that is not any more what it was."""


def _table(*entries: Failure) -> dict[str, Failure]:
    return {entry.code: entry for entry in entries}


FAILURES = _table(
    # A field of a form or an option of a command
    Failure("version-missing", Exit.INVALID),
    Failure("version-format", Exit.INVALID),
    Failure("version-too-old", Exit.INVALID),
    Failure("version-too-big", Exit.INVALID),
    Failure("name-too-long", Exit.INVALID),
    Failure("name-unprintable", Exit.INVALID),
    Failure("name-missing", Exit.INVALID),
    Failure("url-missing", Exit.INVALID),
    Failure("url-format", Exit.INVALID),
    Failure("url-scheme", Exit.INVALID),
    Failure("url-too-long", Exit.INVALID),
    Failure("checksum-format", Exit.INVALID),
    Failure("checksum-algorithm", Exit.INVALID),
    Failure("checksum-length", Exit.INVALID),
    Failure("cpu-invalid", Exit.INVALID),
    Failure("memory-invalid", Exit.INVALID),
    Failure("arch-unknown", Exit.INVALID),
    Failure("state-unknown", Exit.INVALID),
    Failure("url-masked", Exit.INVALID),
    Failure("zone-type-unknown", Exit.INVALID),
    Failure("source-kind-unknown", Exit.INVALID),
    Failure("source-location", Exit.INVALID),
    Failure("file-missing", Exit.INVALID),
    Failure("file-unreadable", Exit.INVALID),
    Failure("file-not-regular", Exit.INVALID),
    Failure("file-direct", Exit.INVALID),
    Failure("url-and-file", Exit.INVALID),
    Failure("rate-format", Exit.INVALID),
    Failure("rate-range", Exit.INVALID),
    Failure("priority-range", Exit.INVALID),
    Failure("edge-needs-direct", Exit.INVALID),
    Failure("edge-needs-url", Exit.INVALID),
    # A filter, and what is to be shown
    Failure("column-unknown", Exit.USAGE),
    Failure("filter-operator", Exit.USAGE),
    Failure("filter-value", Exit.USAGE),
    Failure("filter-other-column", Exit.USAGE),
    Failure("filter-unfinished", Exit.USAGE),
    Failure("filter-quote", Exit.USAGE),
    Failure("filter-empty", Exit.USAGE),
    Failure("filter-long", Exit.USAGE),
    # What was named is not there
    Failure("topic-unknown", Exit.NOT_FOUND),
    Failure("version-not-found", Exit.NOT_FOUND),
    Failure("version-ambiguous", Exit.NOT_FOUND),
    Failure("zone-not-found", Exit.NOT_FOUND),
    Failure("zone-ambiguous", Exit.NOT_FOUND),
    Failure("not-in-zone", Exit.NOT_FOUND),
    Failure("source-not-found", Exit.NOT_FOUND),
    Failure("source-ambiguous", Exit.NOT_FOUND),
    Failure("view-not-found", Exit.NOT_FOUND),
    # Not in this state
    Failure("view-name-taken", Exit.CONFLICT),
    Failure("name-taken", Exit.CONFLICT),
    Failure("version-duplicate", Exit.CONFLICT),
    Failure("zone-name-taken", Exit.CONFLICT),
    Failure("source-there", Exit.CONFLICT),
    Failure("zone-in-use", Exit.CONFLICT),
    Failure("zone-last", Exit.CONFLICT),
    Failure("being-deleted", Exit.CONFLICT),
    Failure("undo-overtaken", Exit.CONFLICT),
    Failure("edit-overtaken", Exit.CONFLICT),
    Failure("nothing-to-retry", Exit.CONFLICT),
    Failure("nothing-to-pause", Exit.CONFLICT),
    Failure("nothing-to-verify", Exit.CONFLICT),
    Failure("not-verified", Exit.DISK),
    Failure("nothing-to-resume", Exit.CONFLICT),
    Failure("nothing-to-cancel", Exit.CONFLICT),
    Failure("nothing-to-fetch", Exit.CONFLICT),
    Failure("nothing-to-export", Exit.CONFLICT),
    Failure("nothing-to-accept", Exit.CONFLICT),
    Failure("verdict-changed", Exit.CONFLICT),
    Failure("not-judged", Exit.CONFLICT),
    # Not allowed
    Failure("confirm-needed", Exit.NOT_ALLOWED),
    Failure("not-confirmed", Exit.CANCELLED),
    Failure("read-only", Exit.NOT_ALLOWED),
    Failure("store-read-only", Exit.NOT_ALLOWED),
    Failure("store-unreadable", Exit.NOT_ALLOWED),
    # The store
    Failure("store-locked", Exit.STORE, retry=True),
    Failure("store-newer", Exit.STORE),
    Failure("store-older", Exit.STORE),
    Failure("store-missing", Exit.STORE),
    Failure("store-unreachable", Exit.STORE, retry=True),
    Failure("store-broken", Exit.STORE),
    Failure("store-foreign", Exit.STORE),
    Failure("store-directory", Exit.STORE),
    Failure("store-url", Exit.CONFIG),
    Failure("store-driver", Exit.CONFIG),
    Failure("store-full", Exit.DISK),
    # Settings
    Failure("config-missing", Exit.CONFIG),
    Failure("support-dates", Exit.CONFIG),
    Failure("config-unreadable", Exit.CONFIG),
    Failure("config-syntax", Exit.CONFIG),
    Failure("config-unknown", Exit.CONFIG),
    Failure("config-value", Exit.CONFIG),
    Failure("keys-unknown-action", Exit.CONFIG),
    Failure("keys-unknown-key", Exit.CONFIG),
    Failure("keys-fixed", Exit.CONFIG),
    Failure("keys-clash", Exit.CONFIG),
    # The file of saved views
    Failure("views-broken", Exit.CONFIG),
    Failure("views-unwritable", Exit.DISK),
    # The worker
    Failure("worker-start", Exit.WORKER),
    Failure("worker-lost", Exit.WORKER, retry=True),
    Failure("storage-away", Exit.WORKER, retry=True),
    Failure("storage-unmounted", Exit.DISK, retry=True),
    Failure("errand-given-up", Exit.WORKER),
    Failure("errand-gone", Exit.WORKER),
    # A download: the way to the server
    Failure("dns", Exit.NETWORK, retry=True),
    Failure("refused", Exit.NETWORK, retry=True),
    Failure("unreachable", Exit.NETWORK, retry=True),
    Failure("connect-timeout", Exit.NETWORK, retry=True),
    Failure("stalled", Exit.NETWORK, retry=True),
    Failure("too-slow", Exit.NETWORK, retry=True),
    Failure("connection-lost", Exit.NETWORK, retry=True),
    Failure("tls", Exit.NETWORK),
    Failure("tls-handshake", Exit.NETWORK),
    Failure("tls-unknown-ca", Exit.NETWORK),
    Failure("tls-expired", Exit.NETWORK),
    Failure("tls-not-yet-valid", Exit.NETWORK),
    Failure("tls-wrong-name", Exit.NETWORK),
    Failure("ca-bundle", Exit.CONFIG),
    Failure("proxy", Exit.NETWORK, retry=True),
    Failure("proxy-login", Exit.NETWORK),
    # A download: what the server answered
    Failure("http-login", Exit.SERVER),
    Failure("http-denied", Exit.SERVER),
    Failure("http-missing", Exit.SERVER),
    Failure("http-gone", Exit.SERVER),
    Failure("http-range", Exit.SERVER, retry=True),
    Failure("http-client", Exit.SERVER),
    Failure("http-busy", Exit.SERVER, retry=True),
    Failure("http-unavailable", Exit.SERVER, retry=True),
    Failure("http-server", Exit.SERVER, retry=True),
    Failure("http-protocol", Exit.SERVER, retry=True),
    Failure("http-status", Exit.SERVER),
    Failure("http-framing", Exit.SERVER, retry=True),
    Failure("redirect-loop", Exit.SERVER),
    Failure("redirect-scheme", Exit.SERVER),
    Failure("redirect-insecure", Exit.SERVER),
    Failure("redirect-broken", Exit.SERVER),
    Failure("changed", Exit.SERVER, retry=True),
    Failure("no-ranges", Exit.SERVER, retry=True),
    Failure("rate-limited", Exit.SERVER, retry=True),
    # A source of ISOs: what it listed
    Failure("registration-format", Exit.CONTENT),
    Failure("registration-field", Exit.CONTENT),
    Failure("source-format", Exit.CONTENT),
    Failure("source-large", Exit.CONTENT),
    Failure("source-directory", Exit.DISK),
    # A bundle of ISOs
    Failure("bundle-missing", Exit.NOT_FOUND),
    Failure("bundle-format", Exit.CONTENT),
    Failure("bundle-full", Exit.CONFLICT),
    Failure("bundle-file", Exit.CONTENT),
    Failure("bundle-digest", Exit.CONTENT),
    # A download: what was delivered
    Failure("wrong-type", Exit.CONTENT),
    Failure("web-page", Exit.CONTENT),
    Failure("packed", Exit.CONTENT),
    Failure("empty-file", Exit.CONTENT),
    Failure("too-small", Exit.CONTENT),
    Failure("cut-short", Exit.CONTENT, retry=True),
    Failure("too-long", Exit.CONTENT),
    Failure("too-large", Exit.CONTENT),
    Failure("checksum", Exit.CONTENT),
    Failure("checksum-found", Exit.CONTENT),
    Failure("not-iso", Exit.CONTENT),
    Failure("iso-truncated", Exit.CONTENT),
    Failure(CONTENTS, Exit.CONTENT),
    Failure(BIT_ROT, Exit.CONTENT),
    Failure("file-changed", Exit.CONTENT, retry=True),
    # A download: this machine
    Failure(NO_SPACE, Exit.DISK, retry=True),
    Failure("disk", Exit.DISK),
    Failure("disk-denied", Exit.DISK),
    # The end of waiting
    Failure("cancelled", Exit.CANCELLED),
    Failure("wait-timeout", Exit.TIMEOUT),
    Failure("wait-paused", Exit.CONFLICT),
    Failure("delete-timeout", Exit.TIMEOUT),
    Failure("interrupted", Exit.INTERRUPTED),
    # The command that is run when a download has ended
    Failure("hook-start", Exit.CONFIG),
    Failure("hook-failed", Exit.CONFIG),
    Failure("hook-timeout", Exit.TIMEOUT),
    Failure("hook-busy", Exit.TIMEOUT),
    # The command line and the terminal
    Failure("usage", Exit.USAGE),
    Failure("no-terminal", Exit.USAGE),
    Failure("output", Exit.DISK),
    Failure("unexpected", Exit.UNEXPECTED),
)
