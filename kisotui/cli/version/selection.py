"""Which versions a command is about, and how it tells what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from kisotui.cli import output
from kisotui.cli.output import Format
from kisotui.cli.session import Session
from kisotui.service import records


def resolved(session: Session, refs: Sequence[str]) -> list[str]:
    """The ids that are meant, each once. Raises Problem: the first that means none."""
    from kisotui.service import versions

    return list(dict.fromkeys(versions.resolve(session.context, ref) for ref in refs))


def tell(session: Session, ids: Sequence[str], sentence: str, form: Format) -> None:
    """The sentence, or the records as they are now."""
    from kisotui.service import versions

    if form is Format.TABLE:
        output.line(sentence)
    else:
        details = [versions.get(session.context, version_id) for version_id in ids]
        output.records(form, records.VERSION_FIELDS, map(records.version, details))
