"""Where nothing may be changed: by option or setting, or because the store cannot be written."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import psycopg
import pytest
from sqlmodel import text

from kisotui.domain.edits import Original
from kisotui.domain.errands import ErrandKind
from kisotui.domain.failures import Problem
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import VersionState
from kisotui.domain.undo import Change, Step
from kisotui.service import (
    batches,
    contents,
    downloads,
    editing,
    errands,
    sources,
    undo,
    versions,
    worker,
    zones,
)
from kisotui.service.context import Context, open_context
from kisotui.store import schema
from kisotui.store.engine import open_store
from tests.support.cli import Cli
from tests.support.rows import add_version, add_zone

FORM = VersionForm(semanticversion="1.34.2", url="http://127.0.0.1/b.iso")
MODULES: tuple[ModuleType, ...] = (
    *(batches, contents, downloads, editing, errands, sources, undo, versions, zones),
)
CHANGES: dict[str, Callable[[Context, str, str], object]] = {
    "batches.retry": lambda ctx, version, zone: batches.retry(ctx, [version]),
    "batches.verify": lambda ctx, version, zone: batches.verify(ctx, [version]),
    "batches.pause": lambda ctx, version, zone: batches.pause(ctx, [version]),
    "batches.cancel": lambda ctx, version, zone: batches.cancel(ctx, [version]),
    "batches.limit": lambda ctx, version, zone: batches.limit(ctx, [version], 1 << 20),
    "batches.prioritise": lambda ctx, version, zone: batches.prioritise(
        ctx, [version], lambda priority: priority + 1
    ),
    "contents.accept": lambda ctx, version, zone: contents.accept(ctx, [version], ()),
    "contents.rejected": lambda ctx, version, zone: contents.rejected(ctx, [version]),
    "downloads.retry": lambda ctx, version, zone: downloads.retry(ctx, [version]),
    "downloads.resume": lambda ctx, version, zone: downloads.resume(ctx, [version]),
    "downloads.verify": lambda ctx, version, zone: downloads.verify(ctx, [version]),
    "downloads.pause": lambda ctx, version, zone: downloads.pause(ctx, [version]),
    "downloads.cancel": lambda ctx, version, zone: downloads.cancel(ctx, [version]),
    "downloads.limit": lambda ctx, version, zone: downloads.limit(ctx, [version], 1 << 20),
    "downloads.prioritise": lambda ctx, version, zone: downloads.prioritise(
        ctx, [version], lambda priority: priority + 1
    ),
    "downloads.limit_total": lambda ctx, version, zone: downloads.limit_total(ctx, 1 << 20),
    "editing.original": lambda ctx, version, zone: editing.original(ctx, version),
    "editing.edit": lambda ctx, version, zone: editing.edit(
        ctx, Original(version, "v1.34.1", FORM), replace(FORM, minmemory="4096")
    ),
    "errands.post": lambda ctx, version, zone: errands.post(ctx, ErrandKind.PREFLIGHT, {}),
    "errands.drop": lambda ctx, version, zone: errands.drop(ctx, version),
    "sources.add": lambda ctx, version, zone: sources.add(ctx, "github", "owner/name"),
    "sources.remove": lambda ctx, version, zone: sources.remove(ctx, "cloudstack"),
    "undo.undo": lambda ctx, version, zone: undo.undo(
        ctx, Step((Change(version, "v1.34.1", {"state": "Disabled"}, {"state": "Enabled"}),))
    ),
    "versions.add": lambda ctx, version, zone: versions.add(ctx, FORM),
    "versions.set_state": lambda ctx, version, zone: versions.set_state(
        ctx, [version], VersionState.DISABLED
    ),
    "versions.delete": lambda ctx, version, zone: versions.delete(ctx, [version]),
    "versions.delete_plan": lambda ctx, version, zone: versions.delete_plan(ctx, [version]),
    "zones.add": lambda ctx, version, zone: zones.add(ctx, "busan", "Core"),
    "zones.remove": lambda ctx, version, zone: zones.remove(ctx, zone),
}

# Of a version that only waits for its ISO.
UNFIT = {
    *("contents.accept", "contents.rejected"),
    *("downloads.retry", "downloads.resume", "downloads.verify"),
}


@pytest.fixture
def looking(ctx: Context) -> Iterator[Context]:
    """A context on the same store that may only look."""
    settings = replace(ctx.settings, read_only=True)
    with closing(open_context(settings, ctx.actor)) as looking:
        yield looking


@pytest.fixture
def zone(ctx: Context) -> str:
    """Without a version."""
    with ctx.write() as session:
        return add_zone(session, "daegu")


@pytest.fixture
def version(ctx: Context) -> str:
    with ctx.write() as session:
        return add_version(session, [add_zone(session, "seoul")])


def _called(tree: ast.AST) -> set[str]:
    """What is called in it, as ``name`` or ``module.name``."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def _writing(module: ModuleType) -> set[str]:
    """The functions of a module that write, themselves or by others of it."""
    tree = ast.parse(inspect.getsource(module))
    calls = {node.name: _called(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    doors = {"ctx.write", "ctx.refuse_if_read_only"}
    found: set[str] = set()
    while more := {name for name, called in calls.items() if called & (doors | found)} - found:
        found |= more
    return {name for name in found if not name.startswith("_")}


def test_every_function_of_the_service_that_writes_is_tried_here() -> None:
    folder = Path(inspect.getfile(versions)).parent
    sources = {path.stem: path.read_text() for path in folder.glob("*.py")}
    doors = {stem for stem, source in sources.items() if "ctx.write()" in source}
    assert doors == {module.__name__.rpartition(".")[2] for module in MODULES}
    found = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in MODULES
        for name in _writing(module)
    }
    assert found == set(CHANGES)


def test_there_is_one_door() -> None:
    """Nobody in the service goes past it."""
    folder = Path(inspect.getfile(versions)).parent
    past = [
        path.name
        for path in folder.glob("*.py")
        if path.name != "context.py" and "store.write" in path.read_text()
    ]
    assert past == []


@pytest.mark.parametrize("name", CHANGES)
def test_it_refuses(looking: Context, version: str, zone: str, name: str) -> None:
    with pytest.raises(Problem) as caught:
        CHANGES[name](looking, version, zone)
    assert caught.value.code == "read-only"


@pytest.mark.parametrize("name", sorted(set(CHANGES) - UNFIT))
def test_it_is_refused_for_no_other_reason(
    ctx: Context, version: str, zone: str, name: str
) -> None:
    """What is tried above would be done by who may."""
    CHANGES[name](ctx, version, zone)


def test_who_forgets_to_ask_is_refused_by_the_database(looking: Context) -> None:
    for durable in (True, False):
        with pytest.raises(Problem) as caught, looking.store.write(durable=durable) as session:
            add_zone(session, "busan")
        assert caught.value.code == "store-read-only"
    assert "busan" not in [zone.name for zone in zones.all_zones(looking)]


def test_everything_can_be_seen(looking: Context, version: str) -> None:
    assert versions.get(looking, version).version.name == "v1.34.1"
    assert worker.status(looking) == []
    assert versions.check(looking, FORM) == {}


def test_what_others_change_is_seen(ctx: Context, looking: Context) -> None:
    with closing(looking.store.watch()) as watch:
        zones.add(ctx, "busan", "Core")
        assert watch.changed()
    assert "busan" in [zone.name for zone in zones.all_zones(looking)]


def test_no_worker_is_started(
    looking: Context, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_launch", pytest.fail)
    worker.ensure(looking)


def test_nothing_is_made_where_there_is_no_store(url: str, tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        open_store(url, read_only=True)
    assert caught.value.code == "store-missing"
    assert list(tmp_path.iterdir()) == []


def test_a_directory_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        open_store(str(tmp_path / "sub" / "kisotui.db"), read_only=True)
    assert caught.value.code == "store-missing"
    assert list(tmp_path.iterdir()) == []


def test_an_older_store_is_not_migrated(url: str) -> None:
    store = open_store(url)
    with store.write() as session:
        statement = text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '0001'")
        session.exec(statement)  # type: ignore[call-overload]
    store.close()
    with pytest.raises(Problem) as caught:
        open_store(url, read_only=True)
    assert caught.value.code == "store-older"
    assert (caught.value.values["found"], caught.value.values["known"]) == ("0001", schema.HEAD)


class TestPostgresql:
    def test_a_standby_or_a_server_for_reading(self, postgresql_url: str) -> None:
        open_store(postgresql_url).close()
        url = f"{postgresql_url}%20-cdefault_transaction_read_only%3Don"
        with closing(open_store(url)) as store:
            assert store.is_read_only

    @pytest.mark.parametrize("granted", ["SELECT", "SELECT, UPDATE", "SELECT, INSERT"])
    def test_a_role_that_may_not_write(self, postgresql_url: str, granted: str) -> None:
        open_store(postgresql_url).close()
        schema = postgresql_url.rpartition("%3D")[2]
        role = f"looker_{schema}"
        with psycopg.connect(postgresql_url, autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {role} LOGIN")
            connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
            connection.execute(f"GRANT {granted} ON ALL TABLES IN SCHEMA {schema} TO {role}")
        with closing(open_store(postgresql_url.replace("//kisotui@", f"//{role}@"))) as store:
            assert store.is_read_only
            with store.read() as session:
                assert session.exec(text("SELECT count(*) FROM zone"))  # type: ignore[call-overload]

    def test_a_role_that_may(self, postgresql_url: str) -> None:
        with closing(open_store(postgresql_url)) as store:
            assert not store.is_read_only


class TestCommands:
    @pytest.mark.parametrize("where", ["before", "after", "environment"])
    def test_the_status_says_that_it_is_not_allowed(
        self, cli: Cli, monkeypatch: pytest.MonkeyPatch, where: str
    ) -> None:
        version = cli.add()
        command = ["version", "disable", version]
        if where == "environment":
            monkeypatch.setenv("KISOTUI_READ_ONLY", "1")
        elif where == "before":
            command.insert(0, "--read-only")
        else:
            command.append("--read-only")
        result = cli(*command)
        assert (result.status, result.out) == (6, "")
        assert "read-only" in result.err
        monkeypatch.delenv("KISOTUI_READ_ONLY", raising=False)
        assert cli.json("version", "show", version)["state"] == "Enabled"

    def test_looking_works(self, cli: Cli) -> None:
        version = cli.add()
        assert cli.ok("version", "list", "--read-only", "-o", "csv")
        assert cli.json("event", "list", version, "--read-only")

    def test_nobody_is_asked_before_it_is_refused(self, cli: Cli) -> None:
        result = cli("--read-only", "version", "delete", cli.add())
        assert result.status == 6
        assert "[y/N]" not in result.err
        assert "read-only" in result.err

    def test_it_is_no_worker(self, cli: Cli) -> None:
        result = cli("worker", "--read-only")
        assert result.status == 6
        assert "read-only" in result.err
