"""``kisotui bundle``: ISOs for sites without a network."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kisotui.cli import errands, output
from kisotui.cli.errors import Problems
from kisotui.cli.live import LiveLines, can_rewrite
from kisotui.cli.options import TEXT, argument, option
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command, LazyGroup
from kisotui.domain.errands import ErrandKind
from kisotui.domain.failures import Problem
from kisotui.locale import format as fmt
from kisotui.locale import t

if TYPE_CHECKING:
    from kisotui.domain.errands import Errand

_DIRECTORY = click.Path(file_okay=False, path_type=Path)


@click.command(
    cls=LazyGroup,
    no_args_is_help=True,
    help="cmd.bundle",
    lazy={"export": f"{__name__}:export", "import": f"{__name__}:import_bundle"},
)
def bundle() -> None:
    """Only its commands do something."""


@click.command(cls=Command, help="cmd.bundle.export")
@argument("refs", metavar="ID...", type=TEXT, nargs=-1, required=True, help="cmd.argument.versions")
@argument("directory", metavar="DIR", type=_DIRECTORY, help="cmd.bundle.export.directory")
@pass_session
def export(session: Session, refs: tuple[str, ...], directory: Path) -> None:
    from kisotui.service import bundles, versions

    context = session.context
    ids = dict.fromkeys(versions.resolve(context, ref) for ref in refs)
    wanted = {each: bundles.exportable(context, each) for each in ids}
    target = str(directory.absolute())
    live = LiveLines() if can_rewrite() else None
    for each, found in wanted.items():
        request = {"version": each, "directory": target}
        report = errands.done(
            context,
            ErrandKind.EXPORT,
            request,
            storage=found.storage,
            on_look=partial(_tell, live, found.name),
        )
        values = {"name": found.name, "file": report["file"], "size": fmt.size(report["copied"])}
        output.line(t("cmd.done.exported", **values))


def _tell(live: LiveLines | None, name: str, errand: Errand) -> None:
    """Say how far the copy is, where a line can be written anew."""
    if live is not None:
        copied = fmt.size(errand.report.get("copied", 0))
        live.show([] if errand.is_over else [t("cmd.bundle.progress", name=name, copied=copied)])


@click.command(cls=Command, help="cmd.bundle.import")
@argument("directory", metavar="DIR", type=_DIRECTORY, help="cmd.bundle.import.directory")
@option("--zone", "zones", multiple=True, type=TEXT, metavar="ZONE", help="cmd.bundle.import.zone")
@option("--dry-run", "dry", is_flag=True, help="cmd.bundle.import.dry")
@pass_session
def import_bundle(session: Session, directory: Path, zones: tuple[str, ...], dry: bool) -> None:
    from kisotui.service import bundles, worker
    from kisotui.service import zones as all_zones

    context = session.context
    ids = [all_zones.resolve(context, ref) for ref in zones]
    problems: list[Problem] = []
    for packed in bundles.contents(directory.absolute()):
        try:
            done = bundles.take(context, packed, ids, dry=dry)
        except Problem as problem:
            problems.append(problem)
            continue
        said = "there" if done.there else "imported" if done.added else "would-import"
        output.line(t(f"cmd.done.{said}", name=done.name, there=done.there))
    if not dry:
        worker.ensure(context)
    if problems:
        raise Problems(problems)
