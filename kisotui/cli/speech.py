"""click's classes, speaking the language chosen.

A help text given to them is a message's id; it becomes text only when somebody reads it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from kisotui.locale import LANGUAGES, t


class _Told:
    """Has a ``help`` that is read in the language spoken."""

    _message: str | None = None

    @property
    def help(self) -> str | None:
        return t(self._message) if self._message else None

    @help.setter  # noqa: A003 - click's name
    def help(self, message: str | None) -> None:
        self._message = message


class Option(_Told, click.Option):
    """An option; its help is a message's id."""


class Argument(_Told, click.Argument):
    """An argument; its help is a message's id."""


class GlobalOption(Option):
    """An option that every command takes, before or after the command's name."""

    def __init__(self, *names: str, **settings: Any) -> None:
        super().__init__(names, expose_value=False, callback=give, **settings)


def give(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Have an option be a setting of the whole run."""
    if value is not None and param.name is not None:
        ctx.find_root().obj.given[param.name] = value


_GLOBAL_OPTIONS = (
    GlobalOption("--db", metavar="URL", help="cmd.option.db"),
    GlobalOption(
        "--config",
        "config_file",
        metavar="PATH",
        type=click.Path(readable=False),
        help="cmd.option.config",
    ),
    GlobalOption(
        "--read-only", is_flag=True, flag_value=True, default=None, help="cmd.option.read-only"
    ),
    GlobalOption("--lang", type=click.Choice(LANGUAGES), help="cmd.option.lang"),
)


# click's own words in a usage line.
_USAGE = {
    "[OPTIONS]": "cmd.usage.options",
    "COMMAND [ARGS]...": "cmd.usage.command",
    "[COMMAND] [ARGS]...": "cmd.usage.maybe-command",
}


class Command(_Told, click.Command):
    """A command; its help is a message's id."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.extend(_GLOBAL_OPTIONS)

    def get_short_help_str(self, limit: int = 45) -> str:
        return (self.help or "").partition("\n")[0]

    def get_help_option_names(self, ctx: click.Context) -> list[str]:
        return ["-h", "--help"]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = t("cmd.option.help")
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        pieces = super().collect_usage_pieces(ctx)
        return [t(_USAGE[piece]) if piece in _USAGE else piece for piece in pieces]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{t('cmd.usage.heading')}: ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _section(ctx, formatter, "cmd.heading.arguments", self._having(ctx, Argument))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        everywhere = self._having(ctx, GlobalOption)
        own = [p for p in self._having(ctx, click.Option) if p not in everywhere]
        _section(ctx, formatter, "cmd.heading.options", own)
        _section(ctx, formatter, "cmd.heading.global-options", everywhere)

    def _having(self, ctx: click.Context, kind: type[click.Parameter]) -> list[click.Parameter]:
        return [param for param in self.get_params(ctx) if isinstance(param, kind)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not isinstance(self, click.Group):
            ctx.allow_extra_args = True  # to refuse them below in words of our own
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click leaves it out where the parser finds the error
            raise
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise click.UsageError(t("cmd.usage.extra", given=" ".join(rest)), ctx)
        return rest


class LazyGroup(Command, click.Group):
    """A group whose commands are imported when they are asked for.

    ``lazy``: where each command is, as ``module:name``, in the order in which help shows them.
    """

    def __init__(self, *args: Any, lazy: dict[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._lazy:
            return None
        module, _, name = self._lazy[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self._lazy and not ctx.resilient_parsing:
            raise click.NoSuchCommand(args[0], possibilities=self._lazy, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(t("cmd.heading.commands")):
            formatter.write_dl([(n, c.get_short_help_str()) for n, c in found if c is not None])


def _section(
    ctx: click.Context,
    formatter: click.HelpFormatter,
    heading: str,
    params: list[click.Parameter],
) -> None:
    rows = [row for row in (param.get_help_record(ctx) for param in params) if row is not None]
    if rows:
        with formatter.section(t(heading)):
            formatter.write_dl(rows)
