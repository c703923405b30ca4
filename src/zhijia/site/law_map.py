"""Where each clause is enforced: read once from our own rules, so that the map cannot be wrong."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import zhijia
from zhijia.law import HOUSE, LAW, SOURCES, Clause, Source

ROOT = Path(zhijia.__file__).parent
ENFORCERS = {"rules", "counting", "policies", "offers", "words", "days", "kinds"}
REGISTERS = {"LAW", "HOUSE"}


class Enforced(NamedTuple):
    """A place in the code that cites a clause: its module and the function or constant there."""

    clause: str
    module: str
    name: str

    @property
    def room(self) -> str:
        """Return the label of the app the place is in; "law" is none, it serves them all."""
        _, top, *inner = self.module.split(".")
        return inner[0] if top == "platform" else top

    @property
    def module_there(self) -> str:
        """Return the module's name in its room: "rules.terms"."""
        parts = self.module.split(".")
        return ".".join(parts[3 if parts[1] == "platform" else 2 :])


def _name_of(statement: ast.stmt) -> str:
    """Return what a statement at the top of a module defines."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return statement.name
    if isinstance(statement, ast.AnnAssign):
        return ast.unparse(statement.target)
    return ast.unparse(statement.targets[0]) if isinstance(statement, ast.Assign) else ""


def _cited(statement: ast.stmt) -> Iterator[str]:
    """Yield the id of each `LAW["…"]` and `HOUSE["…"]` in a statement."""
    for node in ast.walk(statement):
        match node:
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=clause)):
                if name in REGISTERS:
                    yield str(clause)


def citations(root: Path) -> Iterator[Enforced]:
    """Yield each citation in the Python files below `root`, the package's folder."""
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        for statement in ast.parse(path.read_text("utf-8")).body:
            for clause in _cited(statement):
                yield Enforced(clause, ".".join(parts), _name_of(statement))


@cache
def enforced() -> dict[str, list[Enforced]]:
    """Return where each clause is enforced, by its id; reads our rules and policies once."""
    found: dict[str, list[Enforced]] = {}
    for place in dict.fromkeys(citations(ROOT)):
        if ENFORCERS & set(place.module.split(".")):
            found.setdefault(place.clause, []).append(place)
    return found


def matches(clause: Clause, word: str) -> bool:
    """Say whether a clause speaks of `word`."""
    said = (clause.source, clause.article, clause.text, clause.note, clause.id)
    return any(word.casefold() in part.casefold() for part in said)


def by_source(word: str = "") -> list[tuple[Source, list[Clause]]]:
    """Return the sources with their clauses that speak of `word`, ours last."""
    clauses = [c for c in [*LAW.values(), *HOUSE.values()] if matches(c, word)]
    sources = sorted(SOURCES.values(), key=lambda source: (source.ours, source.since))
    listed = [(source, [c for c in clauses if c.source == source.title]) for source in sources]
    return [(source, found) for source, found in listed if found]


def places_of(clause: Clause) -> list[tuple[str, str]]:
    """Return the room and the module there of each place that enforces a clause."""
    found = {(place.room, place.module_there) for place in enforced().get(clause.id, [])}
    return sorted(one for one in found if one[0] != "law")
