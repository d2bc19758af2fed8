"""What click says about a wrong command line, said in our own words."""

from __future__ import annotations

import click

from kisotui.domain.failures import Problem
from kisotui.locale import t


def problem(error: click.ClickException) -> Problem:
    """The problem that click found."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    command = ctx.command_path if ctx is not None else "kisotui"
    return Problem("usage", reason=_reason(error), command=command)


def _reason(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return _unknown("cmd.usage.no-option", error.option_name, error.possibilities)
        case click.NoSuchCommand():
            return _unknown("cmd.usage.no-command", error.command_name, error.possibilities)
        case click.BadOptionUsage():
            wrong = "unwanted" if _is_flag(error) else "missing"
            return t(f"cmd.usage.value-{wrong}", name=error.option_name)
        case click.MissingParameter():
            return t("cmd.usage.missing", name=_name(error))
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            known = ", ".join(map(str, choices))
            return t("cmd.usage.choice", name=_name(error), known=known)
        case click.BadParameter(
            param=click.Parameter(type=click.IntRange() | click.FloatRange() as kind)
        ):
            return t("cmd.usage.number", name=_name(error), minimum=kind.min)
        case click.UsageError(ctx=click.Context(command=click.Group())):
            return t("cmd.usage.no-subcommand")
    return error.format_message()


def _unknown(message: str, name: str, near: list[str] | None) -> str:
    text = t(message, name=name)
    return t("cmd.usage.near", text=text, near=", ".join(near)) if near else text


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return ""
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.human_readable_name


def _is_flag(error: click.BadOptionUsage) -> bool:
    params = error.ctx.command.params if error.ctx is not None else []
    flags = [param for param in params if isinstance(param, click.Option) and param.is_flag]
    return any(error.option_name in flag.opts for flag in flags)
