"""Which database a person means, and what is shown of that."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest

from kisotui.domain.failures import Problem
from kisotui.store.engine import open_store
from kisotui.store.locate import locate


@pytest.mark.parametrize("given", ["/srv/kisotui.db", "sqlite:////srv/kisotui.db"])
def test_a_file(given: str) -> None:
    location = locate(given)
    assert (location.dialect, location.path) == ("sqlite", Path("/srv/kisotui.db"))
    assert location.name == "/srv/kisotui.db"


def test_a_relative_file_and_one_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/kim")
    assert locate("sqlite:///kisotui.db").path == tmp_path / "kisotui.db"
    assert locate("~/kisotui.db").path == Path("/home/kim/kisotui.db")


@pytest.mark.parametrize("name", ["with blank.db", "100%.db", "a?b.db", "#1.db", "쿠버네티스.db"])
def test_odd_file_names(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    open_store(str(path)).close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_without_its_password(scheme: str) -> None:
    location = locate(f"{scheme}://kim:geheim@db.example.org:5433/mold?password=x1&sslmode=off")
    assert location.dialect == "postgresql"
    assert location.path is None
    assert location.url.drivername == "postgresql+psycopg"
    assert location.url.password == "geheim"
    expected = "postgresql://kim:***@db.example.org:5433/mold?password=***&sslmode=off"
    assert location.name == expected
    assert "geheim" not in repr(location)
    assert "x1" not in repr(location)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "://",
        "mysql://kim:geheim@h/db",
        "postgresql://kim:ge/he@im@h:port/db",
        "sqlite://",
        "sqlite:///:memory:",
        ":memory:",
        "sqlite:///a.db?mode=ro",
        "sqlite://host/a.db",
        "a\0b",
    ],
)
def test_what_is_not_understood(given: str) -> None:
    with pytest.raises(Problem) as caught:
        locate(given)
    assert caught.value.code == "store-url"
    assert not any(part in repr(caught.value) for part in ("geheim", "ge/he", "im@h"))


def test_a_missing_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_psycopg(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("psycopg"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_psycopg)
    with pytest.raises(Problem) as caught:
        open_store("postgresql://kim@h/db")
    assert caught.value.code == "store-driver"
