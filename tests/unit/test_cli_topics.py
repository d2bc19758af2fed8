"""``kisotui help``: every topic in both languages, and every command."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from wcwidth import wcswidth

from kisotui.cli.start import run
from kisotui.domain.actions import ACTIONS
from kisotui.domain.failures import FAILURES, Exit
from kisotui.domain.keymap import Keymap
from kisotui.locale import CATALOGUE, LANGUAGES, prose, t, use
from kisotui.locale.prose import Block, Kind, item
from kisotui.service import topics
from kisotui.settings import SETTABLE

LANGS = pytest.mark.parametrize("lang", LANGUAGES)
Capture = pytest.CaptureFixture[str]


def _help(capsys: Capture, *words: str) -> str:
    assert run(["help", *words]) == Exit.OK
    return capsys.readouterr().out


@LANGS
@pytest.mark.parametrize("topic", topics.NAMES)
def test_a_topic_fits_80_columns(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, topic: str, lang: str
) -> None:
    monkeypatch.setenv("KISOTUI_LANG", lang)
    shown = _help(capsys, topic)
    use(lang)
    assert shown.startswith(f"{t(f'topic.{topic}.title')}\n\n")
    assert "`" not in shown
    assert "{{" not in shown
    assert [line for line in shown.splitlines() if wcswidth(line) > 79] == []


@LANGS
@pytest.mark.parametrize("topic", topics.NAMES)
def test_no_line_of_an_item_falls_out_of_it(topic: str, lang: str) -> None:
    lines = CATALOGUE[f"topic.{topic}"][LANGUAGES.index(lang)].splitlines()
    fell_out = [
        line
        for before, line in pairwise(lines)
        if before.startswith("- ") and line and not line.startswith(("- ", "  ", "#", "@"))
    ]
    assert fell_out == []


def test_alone_it_lists_the_topics(capsys: Capture) -> None:
    shown = _help(capsys)
    assert [name for name in topics.NAMES if f"  {name} " not in shown] == []


def test_every_topic_has_its_texts_and_every_text_its_topic() -> None:
    named = {f"topic.{name}{end}" for name in topics.NAMES for end in ("", ".title")}
    titled = {id_.removesuffix(".title") for id_ in CATALOGUE if id_.endswith(".title")}
    assert named <= set(CATALOGUE)
    assert {id_ for id_ in titled if id_.startswith("topic.")} == {
        f"topic.{name}" for name in topics.NAMES
    }


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (["version", "add"], "Usage: kisotui version add "),
        (["zone"], "Usage: kisotui zone "),
        (["config"], "Configuration\n"),
    ],
)
def test_a_command_or_a_topic(capsys: Capture, words: list[str], begins: str) -> None:
    assert _help(capsys, *words).startswith(begins)


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["filte"], "help filter"),
        (["version", "ad"], "help version add"),
        (["version", "add", "x"], "help version add"),
        (["nothing-like-it"], "help "),
    ],
)
def test_what_is_unknown_is_told_the_nearest(capsys: Capture, words: list[str], near: str) -> None:
    assert run(["help", *words]) == Exit.NOT_FOUND
    assert near in capsys.readouterr().err


def test_the_keys_in_force(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "c.toml"
    config.write_text('[keys]\n"version.delete" = ["F8", "D"]\n')
    monkeypatch.setenv("KISOTUI_CONFIG", str(config))
    assert "  f8 D  " in _help(capsys, "keys")
    assert run(["config", "keys"]) == Exit.OK
    line = next(x for x in capsys.readouterr().out.splitlines() if x.startswith("version.delete"))
    assert "f8 D" in line
    assert str(config) in line
    config.write_text("downloads = 0\n")
    assert "  d del  " in _help(capsys, "keys")


def test_keys_that_clash_are_told_at_the_start(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "c.toml"
    config.write_text('[keys]\n"version.pause" = "a"\n')
    monkeypatch.setenv("KISOTUI_CONFIG", str(config))
    assert run(["version", "list"]) == Exit.CONFIG
    said = capsys.readouterr().err
    assert [
        word for word in ("version.add", "version.pause", str(config)) if word not in said
    ] == []


def test_what_stands_in_the_registries_is_told() -> None:
    def told(topic: str) -> str:
        blocks = topics.blocks(topic, Keymap().of)
        return "\n".join(f"{block.term} {block.text}" for block in blocks)

    assert [action.id for action in ACTIONS if f"(`{action.id}`)" not in told("keys")] == []
    assert [name for name in SETTABLE if f"`{name}` " not in told("config")] == []
    assert [code for code in FAILURES if code not in told("exit-codes")] == []


class TestProse:
    def test_what_it_is_made_of(self) -> None:
        text = """
First line
goes on.
# Heading
- term :: what
  it is
after
    code `x`
@made
last
"""
        blocks = list(prose.parse(text, {"made": lambda: [item("a", "b")]}))
        assert blocks == [
            Block(Kind.TEXT, "First line goes on."),
            Block(Kind.HEADING, "Heading"),
            Block(Kind.ITEM, "what it is", "term"),
            Block(Kind.TEXT, "after"),
            Block(Kind.CODE, "code `x`"),
            Block(Kind.ITEM, "b", "a"),
            Block(Kind.TEXT, "last"),
        ]

    def test_what_is_literal(self) -> None:
        assert list(prose.pieces("press `d` now")) == [
            ("press ", False),
            ("d", True),
            (" now", False),
        ]
        assert prose.plain("press `d` now") == "press d now"
