"""``kisotui download``: the ISOs that are on their way."""

from __future__ import annotations

import click

from kisotui.cli.speech import LazyGroup

_HERE = "kisotui.cli.download"


@click.command(
    cls=LazyGroup,
    no_args_is_help=True,
    help="cmd.download",
    lazy={
        "list": f"{_HERE}.list:list_downloads",
        "show": f"{_HERE}.show:show",
        "pause": f"{_HERE}.work:pause",
        "resume": f"{_HERE}.work:resume",
        "cancel": f"{_HERE}.work:cancel",
        "retry": f"{_HERE}.work:retry",
        "limit": f"{_HERE}.limit:limit",
        "priority": f"{_HERE}.priority:priority",
    },
)
def download() -> None:
    """Only its commands do something."""
