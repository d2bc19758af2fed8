"""What can be set, where, and what is said when it is set wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from kisotui.domain.failures import Problem
from kisotui.domain.urls import MASK
from kisotui.settings import SETTABLE, Source, default_config_file, load
from kisotui.settings_values import KINDS, as_text


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment with nothing but a home directory."""
    return {"HOME": str(tmp_path)}


def _config(home: dict[str, str], text: str) -> Path:
    path = default_config_file(home)
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def _problem(overrides: dict[str, object], environ: dict[str, str]) -> Problem:
    with pytest.raises(Problem) as caught:
        load(overrides, environ)
    return caught.value


def test_defaults(home: dict[str, str]) -> None:
    settings, sources = load({}, home)
    data = Path(home["HOME"], ".local/share/kisotui")
    assert settings.db == f"sqlite:///{data}/kisotui.db"
    assert settings.iso_dir == data / "isos"
    assert settings.log_dir == Path(home["HOME"], ".local/state/kisotui")
    assert (settings.lang, settings.downloads, settings.mouse) == ("en", 3, True)
    assert settings.config_file is None
    assert set(sources.values()) == {Source("default")}
    assert set(sources) == {*SETTABLE, "config_file"}


def test_xdg_directories_are_kept_to_and_relative_ones_ignored(home: dict[str, str]) -> None:
    settings, _ = load({}, {**home, "XDG_DATA_HOME": "/data", "XDG_STATE_HOME": "state"})
    assert settings.db == "sqlite:////data/kisotui/kisotui.db"
    assert settings.log_dir == Path(home["HOME"], ".local/state/kisotui")
    assert default_config_file({**home, "XDG_CONFIG_HOME": "/etc/x"}) == Path(
        "/etc/x/kisotui/config.toml"
    )


def test_the_first_of_option_environment_file_and_default_counts(home: dict[str, str]) -> None:
    path = _config(home, 'downloads = 1\nstall_timeout = 5\nlang = "ko"')
    environ = {**home, "KISOTUI_DOWNLOADS": "2", "KISOTUI_STALL_TIMEOUT": "6"}
    settings, sources = load({"downloads": 4}, environ)
    assert (settings.downloads, settings.stall_timeout, settings.lang) == (4, 6.0, "ko")
    assert sources["downloads"] == Source("option", "--downloads")
    assert sources["stall_timeout"] == Source("environment", "KISOTUI_STALL_TIMEOUT")
    assert sources["lang"] == Source("file", str(path))
    assert sources["worker_idle"] == Source("default")
    assert settings.config_file == path


def test_an_empty_variable_sets_nothing(home: dict[str, str]) -> None:
    assert load({}, {**home, "KISOTUI_DOWNLOADS": "", "KISOTUI_CONFIG": ""})[0].downloads == 3


def test_isos_lie_beside_a_sqlite_store_else_in_the_data_directory(home: dict[str, str]) -> None:
    assert load({"db": "sqlite:////srv/k/x.db"}, home)[0].iso_dir == Path("/srv/k/isos")
    assert load({"db": "/srv/k/x.db"}, home)[0].iso_dir == Path("/srv/k/isos")
    shared = load({"db": "postgresql://db/kiso"}, home)[0]
    assert shared.iso_dir == Path(home["HOME"], ".local/share/kisotui/isos")


def test_paths_become_absolute(
    home: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", home["HOME"])
    monkeypatch.chdir("/")
    assert load({"iso_dir": "~/isos"}, home)[0].iso_dir == tmp_path / "isos"
    assert load({"db": "sqlite:///~/x.db"}, home)[0].db == f"sqlite:///{tmp_path}/x.db"
    assert load({"db": "sqlite:///x.db"}, home)[0].db == "sqlite:////x.db"
    assert load({"db": "x.db"}, home)[0].db == "/x.db"
    assert load({"db": ":memory:"}, home)[0].db == ":memory:"
    path = _config(home, 'iso_dir = "isos"')
    assert load({}, home)[0].iso_dir == path.parent / "isos"


def test_a_current_directory_that_is_gone(
    home: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert load({"db": "/x.db", "lang": "ko"}, home)[0].lang == "ko"
    assert _problem({"db": "x.db"}, home).code == "config-value"
    assert _problem({"config_file": "x.toml"}, home).code == "config-missing"


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("TRUE", True), ("on", True), ("0", False), ("No", False)]
)
def test_a_boolean_of_the_environment(home: dict[str, str], text: str, value: bool) -> None:
    assert load({}, {**home, "KISOTUI_MOUSE": text})[0].mouse is value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("downloads", "0"),
        ("downloads", "65"),
        ("downloads", "three"),
        ("downloads", "9" * 5000),
        ("connect_timeout", "0"),
        ("connect_timeout", "nan"),
        ("worker_idle", "inf"),
        ("worker_idle", "-1"),
        ("mouse", "perhaps"),
        ("rate_limit", "-1"),
        ("rate_limit", "fast"),
        ("download_rate_limit", "16383"),
        ("largest_iso", "1K"),
        ("zone_ca_bundles", "/only/a/path"),
        ("zone_ca_bundles", '{"seoul": 1}'),
        ("zone_ca_bundles", '{"seoul"'),
        ("read_only", "perhaps"),
        ("on_download", "notify-send {name}"),
        ("on_download", '"notify-send"'),
        ("on_download", '["notify-send", 1]'),
        ("on_download", '[""]'),
        ("on_download", '["a\\u0000b"]'),
        ("lang", "fr"),
        ("iso_dir", "a\nb"),
        ("iso_dir", "~nobody-of-this-name/x"),
        ("db", "x\x1b[31m"),
    ],
)
def test_a_value_that_is_none(home: dict[str, str], name: str, text: str) -> None:
    problem = _problem({}, {**home, f"KISOTUI_{name.upper()}": text})
    assert problem.code == "config-value"
    assert problem.values["source"] == f"KISOTUI_{name.upper()}"
    assert problem.values["expected"] == KINDS[name].expected


@pytest.mark.parametrize(
    "line", ["downloads = true", "downloads = 2.0", "mouse = 1", "db = 3", "stall_timeout = []"]
)
def test_a_value_of_another_type_in_the_file(home: dict[str, str], line: str) -> None:
    path = _config(home, line)
    problem = _problem({}, home)
    assert (problem.code, problem.values["source"]) == ("config-value", str(path))


def test_a_wrong_store_url_is_not_repeated(home: dict[str, str]) -> None:
    """It may hold a password."""
    problem = _problem({"db": "postgresql://u:secret@h/\x00"}, home)
    assert problem.values["given"] == MASK


def test_an_unknown_setting(home: dict[str, str]) -> None:
    path = _config(home, "[server]\nport = 1")
    problem = _problem({}, home)
    assert problem.code == "config-unknown"
    assert problem.values == {"source": str(path), "name": "server"}


@pytest.mark.parametrize(("text", "line"), [("lang = en\n", 1), ('a = 1\nb = "', 2), ("x", 1)])
def test_bad_toml_names_the_line(home: dict[str, str], text: str, line: int) -> None:
    _config(home, text)
    problem = _problem({}, home)
    assert (problem.code, problem.values["line"]) == ("config-syntax", line)


def test_a_config_file_that_is_no_text(home: dict[str, str]) -> None:
    _config(home, "").write_bytes(b"\xff\xfe")
    assert _problem({}, home).code == "config-unreadable"


def test_a_config_file_that_is_a_directory(home: dict[str, str], tmp_path: Path) -> None:
    assert _problem({"config_file": str(tmp_path)}, home).code == "config-unreadable"


def test_a_config_file_that_was_named_must_be_there(home: dict[str, str]) -> None:
    assert _problem({"config_file": "/nowhere.toml"}, home).code == "config-missing"
    problem = _problem({}, {**home, "KISOTUI_CONFIG": "/nowhere.toml"})
    assert problem.values["path"] == "/nowhere.toml"


def test_a_named_config_file_counts_instead_of_the_default_one(
    home: dict[str, str], tmp_path: Path
) -> None:
    _config(home, "downloads = 1")
    named = tmp_path / "other.toml"
    named.write_text("downloads = 9")
    settings, sources = load({"config_file": str(named)}, home)
    assert (settings.downloads, settings.config_file) == (9, named)
    assert sources["config_file"] == Source("option", "--config")


def test_rates_are_written_as_people_write_them(home: dict[str, str]) -> None:
    _config(home, 'rate_limit = "20 MiB"\ndownload_rate_limit = 16384')
    settings, _ = load({}, home)
    assert (settings.rate_limit, settings.download_rate_limit) == (20 << 20, 16384)


def test_a_zone_has_a_ca_bundle_of_its_own(home: dict[str, str]) -> None:
    path = _config(home, 'zone_ca_bundles = { seoul = "ca.pem", "Busan, KR" = "/etc/b,c=d.pem" }')
    bundles = load({}, home)[0].zone_ca_bundles
    assert bundles == {"seoul": path.parent / "ca.pem", "Busan, KR": Path("/etc/b,c=d.pem")}
    handed_on = {**home, "KISOTUI_ZONE_CA_BUNDLES": as_text(bundles)}
    assert load({}, handed_on)[0].zone_ca_bundles == bundles


def test_a_command_is_a_list_of_arguments(home: dict[str, str]) -> None:
    path = _config(home, 'on_download = ["hooks/tell", "{name} is {outcome}", "", "a/b"]')
    command = load({}, home)[0].on_download
    # Only the program is a path; one without a slash is looked for in PATH.
    assert command == (f"{path.parent}/hooks/tell", "{name} is {outcome}", "", "a/b")
    handed_on = {**home, "KISOTUI_ON_DOWNLOAD": as_text(command)}
    assert load({}, handed_on)[0].on_download == command
    assert load({}, {**home, "KISOTUI_ON_DOWNLOAD": '["notify-send"]'})[0].on_download == (
        "notify-send",
    )
    assert load({}, {**home, "KISOTUI_ON_DOWNLOAD": "[]"})[0].on_download == ()


def test_zones_and_their_bundles_in_the_environment(home: dict[str, str]) -> None:
    given = {**home, "KISOTUI_ZONE_CA_BUNDLES": "seoul=/a.pem, busan=/b.pem"}
    bundles = load({}, given)[0].zone_ca_bundles
    assert bundles == {"seoul": Path("/a.pem"), "busan": Path("/b.pem")}
