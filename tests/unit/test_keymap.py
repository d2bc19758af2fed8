"""Keys that a person chose: read from the config, and refused where they would clash."""

from __future__ import annotations

from pathlib import Path

import pytest

from kisotui.domain.actions import ACTIONS, BY_ID
from kisotui.domain.failures import Problem
from kisotui.domain.keymap import FIXED, Keymap, parse
from kisotui.locale import problem_text
from kisotui.settings import load
from kisotui.settings_values import as_text


def _refused(given: dict[str, object]) -> Problem:
    with pytest.raises(Problem) as caught:
        parse(given, "config.toml")
    assert caught.value.values["source"] == "config.toml"
    return caught.value


def test_keys_in_peoples_writing() -> None:
    given = {"version.delete": "F8", "list.filter": ["slash", "^e", "/"], "version.cancel": []}
    changed = parse(given, "x")
    assert changed == {
        "version.delete": ("f8",),
        "list.filter": ("slash", "ctrl+e"),
        "version.cancel": (),
    }
    keymap = Keymap(changed)
    assert keymap.of(BY_ID["version.delete"]) == ("f8",)
    assert keymap.of(BY_ID["version.cancel"]) == ()
    assert keymap.of(BY_ID["version.add"]) == BY_ID["version.add"].keys


def test_the_registry_itself_has_no_clash_and_no_fixed_key() -> None:
    assert parse({}, "") == {}
    again: dict[str, object] = {action.id: list(action.keys) for action in ACTIONS}
    assert parse(again, "") == {action.id: action.keys for action in ACTIONS}


def test_a_clash_names_both_actions_the_key_and_the_place() -> None:
    problem = _refused({"version.pause": "a"})
    assert (problem.code, problem.values["key"]) == ("keys-clash", "a")
    assert {problem.values["first"], problem.values["second"]} == {"version.add", "version.pause"}
    assert "the list" in problem_text(problem)


def test_a_clash_on_the_details_only() -> None:
    problem = _refused({"version.pause": "1"})
    assert {problem.values["first"], problem.values["second"]} == {
        "detail.details",
        "version.pause",
    }
    assert "the details" in problem_text(problem)


def test_the_same_key_in_different_places_is_no_clash() -> None:
    assert parse({"detail.events": "a"}, "")


def test_two_actions_can_change_places() -> None:
    assert parse({"version.add": "d", "version.delete": ["a"]}, "")


def test_a_move_clashes_like_any_other() -> None:
    assert _refused({"version.add": "j"}).code == "keys-clash"
    assert parse({"version.add": "j", "move.down": "down"}, "")


@pytest.mark.parametrize("key", sorted(FIXED))
def test_some_keys_are_nobodys(key: str) -> None:
    assert _refused({"version.add": key}).code == "keys-fixed"


def test_dialogs_keep_their_keys() -> None:
    assert _refused({"app.help": "ctrl+s"}).code == "keys-fixed"
    assert _refused({"list.clear": "f9", "app.back": "f9", "move.up": "esc"}).code == "keys-fixed"


def test_an_unknown_action_is_told_the_nearest() -> None:
    problem = _refused({"version.delet": "D"})
    assert (problem.code, problem.values["near"]) == ("keys-unknown-action", "version.delete")


def test_a_key_that_no_terminal_sends() -> None:
    problem = _refused({"version.delete": "ctrl+1"})
    assert problem.code == "keys-unknown-key"
    assert problem.values["key"] == "ctrl+1"


@pytest.mark.parametrize("value", [1, True, [1], [["a"]], None])
def test_a_value_of_another_type(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its own, without words
        parse({"version.delete": value}, "")


class TestInTheSettings:
    def test_a_table_of_the_config_file_quoted_or_not(self, tmp_path: Path) -> None:
        file = tmp_path / "c.toml"
        file.write_text('[keys]\n"version.delete" = "F8"\nlist.filter = ["^e"]\n')
        settings, sources = load({"config_file": str(file)}, {"HOME": str(tmp_path)})
        assert settings.keys == {"version.delete": ("f8",), "list.filter": ("ctrl+e",)}
        assert sources["keys"].name == str(file)

    def test_handed_on_by_the_environment(self, tmp_path: Path) -> None:
        environ = {"HOME": str(tmp_path), "KISOTUI_KEYS": '{"version.delete": "F8"}'}
        keys = load({}, environ)[0].keys
        assert keys == {"version.delete": ("f8",)}
        assert load({}, {**environ, "KISOTUI_KEYS": as_text(keys)})[0].keys == keys

    @pytest.mark.parametrize("text", ["D", "[]", '{"version.delete": 1}'])
    def test_a_value_that_is_none(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(Problem) as caught:
            load({}, {"HOME": str(tmp_path), "KISOTUI_KEYS": text})
        assert caught.value.code == "config-value"

    def test_a_clash_names_the_file(self, tmp_path: Path) -> None:
        file = tmp_path / "c.toml"
        file.write_text('[keys]\n"version.delete" = "a"\n')
        with pytest.raises(Problem) as caught:
            load({"config_file": str(file)}, {"HOME": str(tmp_path)})
        assert caught.value.code == "keys-clash"
        assert str(file) in problem_text(caught.value)
