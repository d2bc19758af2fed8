"""Help in both languages, for every command there is."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import click
import pytest
from wcwidth import wcswidth

from kisotui.cli.app import root
from kisotui.cli.start import run
from kisotui.domain.actions import ACTIONS
from kisotui.locale import use
from kisotui.locale.commands import COMMANDS


def _tree(ctx: click.Context) -> Iterator[click.Context]:
    yield ctx
    if isinstance(ctx.command, click.Group):
        for name in ctx.command.list_commands(ctx):
            command = ctx.command.get_command(ctx, name)
            assert command is not None
            yield from _tree(click.Context(command, parent=ctx, info_name=name))


CONTEXTS = list(_tree(click.Context(root, info_name="kisotui")))
PATHS = [ctx.command_path for ctx in CONTEXTS]


def _options(path: str) -> set[str]:
    ctx = next(ctx for ctx in CONTEXTS if ctx.command_path == path)
    return {name for param in ctx.command.get_params(ctx) for name in param.opts}


def test_the_commands_that_are_promised() -> None:
    names = "list show add enable disable delete retry pause cancel wait"
    promised = [f"kisotui version {name}" for name in names.split()]
    names = "list show pause resume cancel retry limit priority"
    promised += [f"kisotui download {name}" for name in names.split()]
    promised += [f"kisotui zone {name}" for name in ("list", "add", "remove")]
    promised += ["kisotui event list", "kisotui worker", "kisotui worker status"]
    promised += ["kisotui config show", "kisotui config path", "kisotui completion"]
    assert set(promised) <= set(PATHS)


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("ctx", CONTEXTS, ids=PATHS)
def test_help_tells_of_everything_and_fits_80_columns(ctx: click.Context, lang: str) -> None:
    use(lang)
    command = ctx.command
    assert command.help
    for param in command.get_params(ctx):
        if isinstance(param, click.Option | click.Argument) and not getattr(param, "hidden", False):
            assert param.help, param.name
    shown = command.get_help(ctx)
    assert max(map(wcswidth, shown.splitlines())) <= 80
    if lang == "ko":
        assert "사용법: kisotui" in shown
        for english in ("Usage", "Options", "Show this", "Commands", "Arguments"):
            assert english not in shown


@pytest.mark.parametrize("message", COMMANDS)
def test_both_languages_name_the_same_values(message: str) -> None:
    named = [{name for _, name, _, _ in Formatter().parse(text)} for text in COMMANDS[message]]
    assert named[0] - {None} == named[1] - {None}


def test_every_action_has_its_twin_among_the_commands() -> None:
    for twin in (twin for action in ACTIONS for twin in action.twin.split(", ") if twin):
        words = twin.split()
        options = [word for word in words if word.startswith("--")]
        path = " ".join(word for word in words if not word.startswith("--"))
        assert path in PATHS
        assert set(options) <= _options(path), twin


@pytest.mark.parametrize(
    "args",
    [
        ["--lang", "ko", "version", "list", "--help"],
        ["version", "list", "--lang=ko", "--help"],
        ["version", "list", "--help", "--lang", "ko"],
    ],
)
def test_the_language_is_known_before_the_command_line_is_parsed(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(args) == 0
    assert "버전 목록을 표시합니다" in capsys.readouterr().out


@pytest.mark.parametrize(("variable", "value"), [("KISOTUI_LANG", "ko"), ("LC_ALL", "ko_KR.UTF-8")])
def test_the_language_of_the_environment(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(variable, value)
    assert run(["--help"]) == 0
    assert "사용법" in capsys.readouterr().out


@pytest.mark.parametrize("path", [[], ["version"], ["version", "list"], ["help"]])
def test_h_is_short_for_help(path: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*path, "--help"]) == 0
    whole = capsys.readouterr().out
    assert run([*path, "-h"]) == 0
    assert capsys.readouterr().out == whole
    assert "-h, --help" in whole


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("kisotui ")
