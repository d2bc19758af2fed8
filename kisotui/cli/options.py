"""Options and arguments that several commands take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from kisotui.cli.output import Format
from kisotui.cli.speech import Argument, Option

F = TypeVar("F", bound=Callable[..., Any])
Complete = Callable[[click.Context, click.Parameter, str], list[str]]


def option(*names: str, **settings: Any) -> Callable[[F], F]:
    """An option whose help is a message's id."""
    return click.option(*names, cls=Option, **settings)


def argument(name: str, **settings: Any) -> Callable[[F], F]:
    """An argument whose help is a message's id."""
    return click.argument(name, cls=Argument, **settings)


def offering(values: Iterable[str]) -> Complete:
    """What a shell completes a value from; what else is typed is left to the form's rules."""
    return lambda _ctx, _param, typed: [value for value in values if value.startswith(typed)]


def _format(_ctx: click.Context, _param: click.Parameter, value: str) -> Format:
    return Format(value)


output_option = option(
    "-o",
    "--output",
    "form",
    type=click.Choice([form.value for form in Format]),
    default=Format.TABLE.value,
    callback=_format,
    help="cmd.option.output",
)
version_argument = argument("ref", metavar="ID", help="cmd.argument.version")
versions_argument = argument(
    "refs", metavar="ID...", nargs=-1, required=True, help="cmd.argument.versions"
)
