"""A zone for commands about downloads, and how they tell what became of those."""

from __future__ import annotations

from kisotui.cli import output
from kisotui.cli.chosen import Chosen
from kisotui.cli.download import columns
from kisotui.cli.download.watch import look, show
from kisotui.cli.options import TEXT, option
from kisotui.cli.output import Format
from kisotui.cli.session import Session
from kisotui.domain.detail_views import DownloadQuery

zone_option = option("--zone", type=TEXT, metavar="ZONE", help="cmd.download.zone")


def tell(session: Session, of: Chosen, sentence: str, form: Format) -> None:
    """The sentence, or the downloads as they are now."""
    if form is Format.TABLE:
        output.line(sentence)
    else:
        query = DownloadQuery(tuple(of.ids), of.zone, ended=True)
        show(form, columns.table, look(session, query))
