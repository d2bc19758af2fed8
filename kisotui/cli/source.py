"""``kisotui source``: where ISOs come from, and what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import click

from kisotui.cli import errands, output
from kisotui.cli.errors import Problems, note
from kisotui.cli.options import TEXT, argument, offering, option, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command, LazyGroup
from kisotui.cli.tables import Column
from kisotui.domain.catalogue import Entry, Source, SourceKind
from kisotui.domain.errands import ErrandKind
from kisotui.domain.failures import Problem
from kisotui.locale import format as fmt
from kisotui.locale import problem_text, t
from kisotui.service import source_records

if TYPE_CHECKING:
    from kisotui.service.context import Context


def _age(source: Source) -> str:
    if source.fetched is None:
        return t("word.source.never")
    return fmt.age(source.fetched, datetime.now(UTC))


_SOURCES: Final[tuple[Column[Source], ...]] = (
    Column("field.id", lambda s: s.id[:10]),
    Column("field.kind", lambda s: s.kind),
    Column("field.name", lambda s: s.name),
    Column("field.location", source_records.location),
    Column("cmd.column.isos", lambda s: str(len(s.listed)), right=True),
    Column("field.fetched", _age),
    Column("screen.column.failure", lambda s: problem_text(s.problem) if s.problem else ""),
)
_ENTRIES: Final[tuple[Column[Entry], ...]] = (
    Column("field.semanticversion", lambda e: e.listed.semanticversion),
    Column("field.arch", lambda e: e.listed.arch or fmt.UNKNOWN),
    Column("field.size", lambda e: fmt.size(e.listed.size), right=True),
    Column("field.date", lambda e: f"{e.listed.date:%Y-%m-%d}" if e.listed.date else fmt.UNKNOWN),
    Column("field.source", lambda e: e.source.name),
    Column("cmd.column.standing", lambda e: standing(e)),
    Column("field.file", lambda e: e.listed.filename),
)


def standing(entry: Entry) -> str:
    """Whether it is there already, and whether upstream still mends it."""
    words = ["word.source.added" if entry.added else "word.source.new"]
    words += ["word.source.ended"] * entry.ended
    return ", ".join(map(t, words))


@click.command(
    cls=LazyGroup,
    no_args_is_help=True,
    help="cmd.source",
    lazy={
        "list": f"{__name__}:list_sources",
        "add": f"{__name__}:add",
        "remove": f"{__name__}:remove",
        "refresh": f"{__name__}:refresh",
        "browse": f"{__name__}:browse",
    },
)
def source() -> None:
    """Only its commands do something."""


@click.command(cls=Command, help="cmd.source.list")
@output_option
@pass_session
def list_sources(session: Session, form: Format) -> None:
    from kisotui.service import sources

    found = sources.all_sources(session.context)
    output.listing(form, _SOURCES, source_records.SOURCE_FIELDS, source_records.source, found)


@click.command(cls=Command, help="cmd.source.add")
@argument("location", metavar="LOCATION", help="cmd.source.add.location")
@option(
    "--kind",
    default="",
    metavar="KIND",
    shell_complete=offering([kind.value for kind in SourceKind]),
    help="cmd.source.add.kind",
)
@option("--name", default="", metavar="NAME", help="cmd.source.add.name")
@output_option
@pass_session
def add(session: Session, location: str, kind: str, name: str, form: Format) -> None:
    from kisotui.service import sources

    added = sources.add(session.context, kind, location, name)
    if form is Format.TABLE:
        output.line(added.id)
    else:
        output.record(form, source_records.SOURCE_FIELDS, source_records.source(added))


@click.command(cls=Command, help="cmd.source.remove")
@argument("ref", metavar="SOURCE", type=TEXT, help="cmd.argument.source")
@pass_session
def remove(session: Session, ref: str) -> None:
    from kisotui.service import sources

    sources.remove(session.context, sources.resolve(session.context, ref))
    output.line(t("cmd.done.source-removed", source=ref))


@click.command(cls=Command, help="cmd.source.refresh")
@argument("refs", metavar="[SOURCE]...", type=TEXT, nargs=-1, help="cmd.source.refresh.sources")
@pass_session
def refresh(session: Session, refs: tuple[str, ...]) -> None:
    from kisotui.service import sources

    context = session.context
    wanted = [sources.get(context, sources.resolve(context, ref)) for ref in refs]

    def told(asked: Source, count: object) -> None:
        output.line(t("cmd.done.source-refreshed", name=asked.name, count=count))

    if problems := _ask(context, wanted or sources.all_sources(context), told):
        raise Problems(problems)


def _ask(
    context: Context,
    wanted: Iterable[Source],
    on_answer: Callable[[Source, object], None] = lambda asked, count: None,
) -> list[Problem]:
    """Have a worker ask them, one after the other; gives why some failed."""
    problems = []
    for each in wanted:
        try:
            report = errands.done(context, ErrandKind.REFRESH, {"source": each.id})
            on_answer(each, report["count"])
        except Problem as problem:
            problems.append(problem)
    return problems


@click.command(cls=Command, help="cmd.source.browse")
@argument("ref", metavar="[SOURCE]", type=TEXT, required=False, help="cmd.argument.source")
@option("--new", "only_new", is_flag=True, help="cmd.source.browse.new")
@option("--stored", is_flag=True, help="cmd.source.browse.stored")
@output_option
@pass_session
def browse(session: Session, ref: str | None, only_new: bool, stored: bool, form: Format) -> None:
    from kisotui.service import catalogue, sources

    context = session.context
    wanted = sources.resolve(context, ref) if ref is not None else None
    meant = [each for each in sources.all_sources(context) if wanted in (None, each.id)]
    problems: list[Problem] = []
    if not stored and context.refusal is None:
        problems = _ask(context, [each for each in meant if each.is_new])
    _, entries = catalogue.browse(context, datetime.now(UTC).date(), wanted)
    found = [entry for entry in entries if not (only_new and entry.added)]
    output.listing(form, _ENTRIES, source_records.ENTRY_FIELDS, source_records.entry, found)
    for each in meant:
        if each.problem is not None:
            note(_stale(each, each.problem))
    if problems:
        raise Problems(problems)


def _stale(source: Source, problem: Problem) -> str:
    """What to say of a source that failed when it was asked last."""
    values = {"name": source.name, "problem": problem_text(problem)}
    if source.fetched is None:
        return t("screen.sources.failed", **values)
    return t("screen.sources.stale", age=_age(source), **values)
