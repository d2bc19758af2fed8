"""``kisotui iso``: looking into ISOs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from kisotui.cli import output
from kisotui.cli.live import LiveLines, can_rewrite
from kisotui.cli.options import TEXT, argument, offering, option, output_option
from kisotui.cli.output import Format
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command, LazyGroup
from kisotui.domain import contents_json, urls
from kisotui.domain.contents import Contents, Severity
from kisotui.domain.failures import Exit, Problem
from kisotui.domain.states import Arch
from kisotui.domain.urls import Address
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.service import records

if TYPE_CHECKING:
    from kisotui.domain.detail_views import IsoContents
    from kisotui.domain.errands import Errand


@click.command(
    cls=LazyGroup,
    no_args_is_help=True,
    help="cmd.iso",
    lazy={"inspect": f"{__name__}:inspect"},
)
def iso() -> None:
    """Only its commands do something."""


@click.command(cls=Command, help="cmd.iso.inspect")
@argument("ref", metavar="FILE|URL|ID", type=TEXT, help="cmd.argument.iso")
@option("--version", "version", metavar="VERSION", default="", help="cmd.iso.inspect.version")
@option(
    "--arch",
    default="",
    metavar="ARCH",
    shell_complete=offering([arch.value for arch in Arch]),
    help="cmd.iso.inspect.arch",
)
@option("--zone", metavar="ZONE", type=TEXT, help="cmd.iso.inspect.zone")
@output_option
@pass_session
def inspect(
    session: Session, ref: str, version: str, arch: str, zone: str | None, form: Format
) -> int:
    request = {"version": version, "arch": arch}
    if ref.lower().startswith(("http://", "https://")):
        address = urls.parse(ref)
        found = _judged(session, request | {"url": address.url}, _secret(address))
    elif "/" in ref or ref.endswith(".iso") or Path(ref).exists():
        found = _judged(session, request | {"file": str(Path(ref).absolute())})
    else:
        kept = _of_version(session, ref, zone)
        _show(form, kept.contents, records.iso_contents(kept))
        return _status(kept.contents)
    contents = contents_json.from_json(found["contents"])
    _show(form, contents, {**records.contents(contents), "fetched": found["fetched"]})
    if form is Format.TABLE and found["fetched"]:
        output.lines(["", t("cmd.iso.fetched", size=fmt.size(found["fetched"]))])
    return _status(contents)


def _secret(address: Address) -> str:
    return ":".join(quote(part, safe="") for part in address.credentials or ())


def _status(contents: Contents) -> int:
    return Exit.CONTENT if contents.worst is Severity.ERROR else Exit.OK


def _judged(session: Session, request: Mapping[str, Any], secret: str = "") -> Mapping[str, Any]:
    """What a worker finds."""
    from kisotui.cli.errands import done
    from kisotui.domain.errands import ErrandKind

    live = LiveLines() if can_rewrite() else None

    def tell(errand: Errand) -> None:
        if live is not None:
            live.show([] if errand.is_over else [_progress(errand.report)])

    return done(session.context, ErrandKind.INSPECT, request, secret=secret, on_look=tell)


def _progress(report: Mapping[str, Any]) -> str:
    what = "read" if "read" in report else "fetched"
    size = fmt.size(report.get("size"))
    return t(f"cmd.iso.{what}.progress", done=fmt.size(report.get(what, 0)), size=size)


def _of_version(session: Session, ref: str, zone: str | None) -> IsoContents:
    """What was found when it was fetched. Raises Problem: ``not-judged``."""
    from kisotui.service import contents, versions

    id_ = versions.resolve(session.context, ref)
    for each in contents.of_version(session.context, id_):
        if zone is None or zone in each.zonenames:
            return each
    raise Problem("not-judged", name=versions.get(session.context, id_).version.name)


def _show(form: Format, contents: Contents, record: Mapping[str, object]) -> None:
    if form is Format.TABLE:
        from kisotui.cli.contents import lines

        output.lines(lines(contents))
    elif form is Format.CSV:
        output.records(form, records.FINDING_FIELDS, map(records.finding, contents.findings))
    else:
        output.record(form, (), record)
