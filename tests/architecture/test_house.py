"""The house keeps itself tidy: what import-linter cannot see, these tests do."""

import ast
import importlib
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model

from zhijia.platform.acts import ACTIONS

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src/zhijia"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
    "contracts"
]
FLOORS = [floor.split("|") for floor in CONTRACTS[0]["layers"]]  # site … law, top to bottom
FLOOR = {room.strip(" ()"): n for n, floor in enumerate(FLOORS) for room in floor}
ROOMS = [name.removeprefix("zhijia.") for name in CONTRACTS[1]["containers"]]
MODULES = [p for p in sorted(SRC.rglob("*.py")) if "migrations" not in p.parts]
WRITERS = {"actions", "acts", "models", "demo"}
ROW_WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
NAMELESS = {"utils", "helpers", "common", "base", "core", "services", "managers"}
PURE = [
    "zhijia.law",
    *(
        ".".join(("zhijia", *p.relative_to(SRC).with_suffix("").parts)).removesuffix(".__init__")
        for p in MODULES
        if p.stem == "rules" or "speech" in p.parts
    ),
]


def name(path: Path) -> str:
    return str(path.relative_to(SRC)) if path.is_relative_to(SRC) else str(path)


def room_of(model: type[Model]) -> str | None:
    """Name the floor a model lives on; None for the models of Django and its friends."""
    top, room, *_ = model.__module__.split(".")
    return room if top == "zhijia" else None


def is_write(call: ast.Call) -> bool:
    """Tell `rows.update(price=3)`, which writes, from `a_dict.update(other)`, which does not.

    `row.save()` writes; `document.save(place)` and `storage.delete(name)` are not about rows.
    """
    match call:
        case ast.Call(func=ast.Attribute(attr=verb)) if verb in ROW_WRITES:
            return True
        case ast.Call(func=ast.Attribute(attr="save" | "delete"), args=[]):
            return True
        case ast.Call(func=ast.Attribute(attr="update"), args=[], keywords=[_, *_]):
            return True
    return False


def stray_writes(path: Path, root: Path) -> list[int]:
    """Return the lines of a file that write, unless writing is what the file is for."""
    if WRITERS & set(path.relative_to(root).with_suffix("").parts):
        return []
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return [n.lineno for n in nodes if isinstance(n, ast.Call) and is_write(n)]


def test_relations_point_downstairs() -> None:
    ours = [model for model in apps.get_models() if room_of(model)]
    assert ours
    for model in ours:
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            theirs = room_of(field.related_model) if field.related_model else None
            mine = room_of(model)
            assert theirs in {None, mine} or FLOOR[mine] < FLOOR[theirs], field


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_actions_write(path: Path) -> None:
    assert not stray_writes(path, SRC), f"{path} writes; move it into actions.py"


@pytest.mark.parametrize(
    ("file", "code", "lines"),
    [
        ("plans/views.py", "Task.objects.get_or_create(pk=1)", [1]),
        ("plans/queries.py", "seen = {}\nseen.update(a)\ntasks.update(due_on=None)", [3]),
        ("plans/queries.py", "task.save(update_fields=['due_on'])", [1]),
        ("org/forms.py", "unit.delete()\ndocument.save(place)", [1]),
        ("plans/actions/sending.py", "task.save()", []),
    ],
)
def test_a_planted_write_is_caught_where_it_is_stray(
    tmp_path: Path, file: str, code: str, lines: list[int]
) -> None:
    planted = tmp_path / file
    planted.parent.mkdir(parents=True)
    planted.write_text(code)
    assert stray_writes(planted, tmp_path) == lines


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_file_fits_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_named_after_what_it_holds(path: Path) -> None:
    assert not NAMELESS & set(path.relative_to(SRC).with_suffix("").parts)


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_in_a_page_what_it_is_for(room: str) -> None:
    assert 0 < len((SRC / room / "README.md").read_text("utf-8").splitlines()) < 30


@pytest.mark.parametrize("module", PURE)
def test_rules_run_without_django(module: str) -> None:
    code = f"import {module}, sys; sys.exit('django' in sys.modules)"
    alone = {**os.environ, "PYTHONPATH": str(SRC.parent)}
    assert subprocess.run([sys.executable, "-c", code], env=alone).returncode == 0


def actions_in(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the functions of a file that are decorated with `@action("…")`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            calls = [d for d in node.decorator_list if isinstance(d, ast.Call)]
            if any(ast.unparse(call.func) == "action" for call in calls):
                yield node


FOUND = [(path, function) for path in MODULES for function in actions_in(path)]


@pytest.mark.parametrize(("path", "function"), FOUND, ids=[f"{name(p)}:{f.name}" for p, f in FOUND])
def test_every_action_is_told_who_acts_and_takes_nothing_by_place(
    path: Path, function: ast.FunctionDef
) -> None:
    arguments = function.args
    assert not [*arguments.posonlyargs, *arguments.args], "keyword-only, from the first on"
    first = arguments.kwonlyargs[0]
    assert (first.arg, ast.unparse(first.annotation or ast.Constant(None))) == ("actor", "Actor")


def test_every_action_stands_in_the_register_once() -> None:
    for path in {path for path, _ in FOUND}:
        importlib.import_module(".".join(("zhijia", *path.relative_to(SRC).with_suffix("").parts)))
    assert len(ACTIONS) == len(FOUND), "two actions of one room share a name"
    assert {entry.split(".")[1] for entry in ACTIONS} == {function.name for _, function in FOUND}


@pytest.mark.django_db
def test_the_tables_are_those_the_migrations_make() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
