"""Writes the manual pages in man/ anew, from the commands and the help's topics: ``make man``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from kisotui import __version__, locale
from kisotui.cli.app import root
from kisotui.cli.speech import GlobalOption
from kisotui.domain.keymap import Keymap
from kisotui.locale import prose, t
from kisotui.locale.prose import Block, Kind
from kisotui.service import topics

_DIRECTORY: Final = Path(__file__).parent.parent / "man"
PAGES: Final = {"en": _DIRECTORY / "kisotui.1", "ko": _DIRECTORY / "ko" / "kisotui.1"}
# Name, synopsis, description, commands, the manual that the page is of.
_HEADINGS: Final = {
    "en": ("NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "User Commands"),
    "ko": ("이름", "개요", "설명", "명령", "사용자 명령"),
}
_BRIEF: Final = {
    "en": "Kubernetes ISOs of Mold (Apache CloudStack) in the terminal",
    "ko": "터미널에서 쓰는 Mold(Apache CloudStack)의 쿠버네티스 ISO",
}
_ROFF: Final = str.maketrans(
    {
        "\\": r"\(rs",
        "-": r"\-",
        "^": r"\(ha",
        "~": r"\(ti",
        "`": r"\(ga",
        '"': r"\(dq",
        "'": r"\(aq",
    }
)


def page(language: str) -> str:
    """The manual page in a language, as roff."""
    locale.use(language)
    name, synopsis, description, commands, manual = _HEADINGS[language]
    top = click.Context(root, info_name="kisotui")
    lines = [
        "'\\\" -*- coding: UTF-8 -*-",
        '.\\" Made by "make man"; do not edit.',
        f'.TH KISOTUI 1 "" "kisotui {__version__}" "{manual}"',
        ".nh",
        ".ad l",
        f'.SH "{name}"',
        escaped(f"kisotui - {_BRIEF[language]}"),
        f'.SH "{synopsis}"',
        *_usage(top),
        f'.SH "{description}"',
        *_paragraphs(root.help or ""),
        *_options(top, globally=False),
        *_options(top, globally=True),
        f'.SH "{commands}"',
        *(line for ctx in _tree(top) for line in _command(ctx)),
    ]
    for topic in topics.NAMES:
        lines.append(f'.SH "{_title(t(f"topic.{topic}.title"))}"')
        lines += _blocks(topics.blocks(topic, Keymap().of))
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text as roff shows it character for character; also at the beginning of a line."""
    return _begun(text.translate(_ROFF))


def _begun(line: str) -> str:
    """A dot at the beginning of a line would make it a request."""
    return f"\\&{line}" if line.startswith(".") else line


def _title(text: str) -> str:
    return escaped(text.upper())


def _tree(ctx: click.Context) -> Iterator[click.Context]:
    if isinstance(ctx.command, click.Group):
        for name in ctx.command.list_commands(ctx):
            command = ctx.command.get_command(ctx, name)
            if command is not None:
                below = click.Context(command, parent=ctx, info_name=name)
                yield below
                yield from _tree(below)


def _command(ctx: click.Context) -> Iterator[str]:
    yield f'.SS "{escaped(ctx.command_path)}"'
    yield from _usage(ctx)
    yield ".PP"
    yield from _paragraphs(ctx.command.help or "")
    yield from _options(ctx, globally=False)


def _usage(ctx: click.Context) -> Iterator[str]:
    pieces = " ".join(ctx.command.collect_usage_pieces(ctx))
    yield f"\\fB{escaped(ctx.command_path)}\\fR {escaped(pieces)}"


def _paragraphs(text: str) -> Iterator[str]:
    for at, paragraph in enumerate(text.split("\n\n")):
        if at:
            yield ".PP"
        yield escaped(" ".join(paragraph.split()))


def _options(ctx: click.Context, *, globally: bool) -> Iterator[str]:
    for param in ctx.command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None and isinstance(param, GlobalOption) is globally:
            yield from _item(*record)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for is_code, group in groupby(blocks, lambda block: block.kind is Kind.CODE):
        if is_code:
            yield from [".PP", ".RS 4", ".EX", *(escaped(block.text) for block in group)]
            yield from [".EE", ".RE"]
        else:
            for block in group:
                yield from _block(block)


def _block(block: Block) -> Iterable[str]:
    match block.kind:
        case Kind.HEADING:
            return [f'.SS "{escaped(block.text)}"']
        case Kind.ITEM:
            return _item(prose.plain(block.term), block.text)
        case _:
            return [".PP", _formatted(block.text)]


def _item(term: str, text: str) -> Iterator[str]:
    yield ".TP 20"
    yield f"\\fB{escaped(term)}\\fR"
    yield _formatted(text) or "\\&"


def _formatted(text: str) -> str:
    pieces = (
        f"\\fB{piece.translate(_ROFF)}\\fR" if literal else piece.translate(_ROFF)
        for piece, literal in prose.pieces(text)
    )
    return _begun("".join(pieces))


if __name__ == "__main__":
    for language, path in PAGES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(language))
