"""Options and arguments that several commands take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

import click

from kisotui.cli.output import Format
from kisotui.cli.speech import Argument, Option

F = TypeVar("F", bound=Callable[..., Any])
Complete = Callable[[click.Context, click.Parameter, str], list[str]]


class _Text(click.ParamType[str]):
    """Text to look for. Bytes that are none in the locale's encoding are found nowhere."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return value.encode("utf-8", "replace").decode()


TEXT: Final = _Text()


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
version_argument = argument("ref", metavar="ID", type=TEXT, help="cmd.argument.version")
versions_argument = argument(
    "refs", metavar="ID...", type=TEXT, nargs=-1, required=True, help="cmd.argument.versions"
)
