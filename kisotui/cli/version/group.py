"""``kisotui version``: the Kubernetes versions."""

from __future__ import annotations

import click

from kisotui.cli.speech import LazyGroup

_HERE = "kisotui.cli.version"


@click.command(
    cls=LazyGroup,
    no_args_is_help=True,
    help="cmd.version",
    lazy={
        "list": f"{_HERE}.list:list_versions",
        "show": f"{_HERE}.show:show",
        "why": f"{_HERE}.why:why",
        "add": f"{_HERE}.add:add",
        "edit": f"{_HERE}.edit:edit",
        "enable": f"{_HERE}.manage:enable",
        "disable": f"{_HERE}.manage:disable",
        "delete": f"{_HERE}.delete:delete",
        "retry": f"{_HERE}.work:retry",
        "accept": f"{_HERE}.accept:accept",
        "pause": f"{_HERE}.work:pause",
        "cancel": f"{_HERE}.work:cancel",
        "wait": f"{_HERE}.wait:wait",
    },
)
def version() -> None:
    """Only its commands do something."""
