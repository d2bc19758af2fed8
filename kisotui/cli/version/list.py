"""``kisotui version list``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import click

from kisotui.cli import columns, output
from kisotui.cli.options import TEXT, option, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.domain.states import Arch
from kisotui.domain.views import SORT_KEYS, VersionQuery, View
from kisotui.service import records


def _columns(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    from kisotui.domain.filter_columns import column

    return tuple(column(name).key for name in value.replace(",", " ").split())


@click.command(cls=Command, help="cmd.version.list")
@option("--filter", "text", default="", type=TEXT, metavar="TEXT", help="cmd.version.list.filter")
@option("--zone", type=TEXT, metavar="ZONE", help="cmd.version.list.zone")
@option("--min-version", "minimum", default="", metavar="VERSION", help="cmd.version.list.minimum")
@option("--arch", type=click.Choice([a.value for a in Arch]), help="cmd.version.list.arch")
@option("--sort", type=click.Choice(SORT_KEYS), metavar="FIELD", help="cmd.version.list.sort")
@option("--reverse", is_flag=True, help="cmd.version.list.reverse")
@option("--removed", is_flag=True, help="cmd.version.list.removed")
@option("--view", "name", type=TEXT, metavar="NAME", help="cmd.version.list.view")
@option(
    "--columns",
    "keys",
    default="",
    metavar="NAMES",
    callback=_columns,
    help="cmd.version.list.columns",
)
@output_option
@pass_session
def list_versions(
    session: Session, /, name: str | None, keys: Sequence[str], form: Format, **given: Any
) -> None:
    from kisotui.service import versions

    context = session.context
    view = _viewed(session, name)
    query = _query(session, view.query, **given)
    all_of_them = versions.count(context, query)
    if form is Format.TABLE:
        shown = columns.versions(keys or view.columns)
        output.table(shown, versions.page(context, query, 0, all_of_them))
    else:
        details = versions.details(context, query, 0, all_of_them)
        output.records(form, records.VERSION_FIELDS, map(records.version, details))


def _viewed(session: Session, name: str | None) -> View:
    """A saved view, with its zone as this store knows it."""
    from kisotui.domain.saved_views import settled
    from kisotui.service import saved_views, zones

    if name is None:
        return View()
    view = saved_views.get(session.settings.views_file, name)
    return settled(view, zones.all_zones(session.context))


def _query(
    session: Session,
    query: VersionQuery,
    text: str,
    zone: str | None,
    minimum: str,
    arch: str | None,
    sort: str | None,
    reverse: bool,
    removed: bool,
) -> VersionQuery:
    """The query with what the command line says besides."""
    from kisotui.domain import filters
    from kisotui.service import zones

    # Both together: the list must not leave out a term that there is no room for.
    text = filters.check(f"{query.text} {text}".strip(), datetime.now(UTC))
    if zone:
        query = replace(query, zone=zones.resolve(session.context, zone))
    if arch:
        query = replace(query, arch=Arch(arch))
    if sort:
        query = replace(query, sort=sort, descending=sort == "semanticversion")
    return replace(
        query,
        text=text,
        minimum=minimum or query.minimum,
        descending=query.descending != reverse,
        removed=removed,
    )
