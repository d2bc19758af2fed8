"""``kisotui help``: the topics, what one of them is about, and the help of every command."""

from __future__ import annotations

from difflib import get_close_matches

import click

from kisotui.cli import output
from kisotui.cli.options import argument
from kisotui.cli.prose import prose_lines
from kisotui.cli.session import Session, pass_session
from kisotui.cli.speech import Command
from kisotui.cli.terminal import room
from kisotui.domain.failures import Problem
from kisotui.domain.keymap import Keymap
from kisotui.locale import t
from kisotui.locale.prose import Block, Kind, item
from kisotui.service import topics

_WIDTH = 79  # columns where nobody says how many there are


def _offered(ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    return [name for name in topics.NAMES if name.startswith(begun)]


@click.command("help", cls=Command, help="cmd.help")
@argument("words", nargs=-1, metavar="TOPIC", shell_complete=_offered, help="cmd.help.topic")
@pass_session
@click.pass_context
def help_command(ctx: click.Context, session: Session, words: tuple[str, ...]) -> None:
    if not words:
        _print(_contents())
    elif len(words) == 1 and words[0] in topics.NAMES:
        output.lines([t(f"topic.{words[0]}.title"), ""])
        _print(topics.blocks(words[0], _keymap(session).of))
    else:
        output.line(_command(ctx.find_root(), words).get_help())


def _print(blocks: list[Block]) -> None:
    output.lines(prose_lines(blocks, room() or _WIDTH))


def _contents() -> list[Block]:
    titles = [item(name, t(f"topic.{name}.title")) for name in topics.NAMES]
    return [
        Block(Kind.HEADING, t("topic.list")),
        *titles,
        Block(Kind.TEXT, t("topic.commands")),
    ]


def _keymap(session: Session) -> Keymap:
    """The keys in force; where a setting is wrong, the help still tells the default ones."""
    try:
        return Keymap(session.settings.keys)
    except Problem:
        return Keymap()


def _command(ctx: click.Context, words: tuple[str, ...]) -> click.Context:
    """The context of the command that the words name. Raises Problem: ``topic-unknown``."""
    for at, word in enumerate(words):
        group = ctx.command
        known = group.list_commands(ctx) if isinstance(group, click.Group) else []
        command = group.get_command(ctx, word) if isinstance(group, click.Group) else None
        if command is None:
            possible = [*known, *(topics.NAMES if at == 0 else ())] or [""]
            near = get_close_matches(word, possible, n=1, cutoff=0.0)
            nearest = " ".join([*words[:at], *near]).strip()
            raise Problem("topic-unknown", given=" ".join(words), near=nearest)
        ctx = click.Context(command, parent=ctx, info_name=word)
    return ctx
