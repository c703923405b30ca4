"""Where a rule comes from: one article of one published source, or one choice of our own."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """A published text: its title, who issued it, under what number, in force since when."""

    title: str
    issuer: str
    number: str
    since: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """One article we enforce. `text` is a paraphrase; `checked` says the wording was read."""

    id: str
    source: str
    article: str
    text: str
    status: str
    note: str
    checked: bool

    def __str__(self) -> str:
        return f"《{self.source}》{self.article}"

    def sets(self, value: T) -> T:
        """Name the number this clause lays down: `TERMS = LAW["GHF-06"].sets((3, 5))`."""
        return value


CHECKED = {"F1": True, "F2": True, "OURS": True, "F3": False, "FO": False, "UNVERIFIED": False}
# Local texts stand in packs, never among the sources of everybody.
LOCAL = {"FL-F1": True, "FL-F2": True, "FL-F3": False}


def clause_of(id_: str, source: str, entry: Mapping[str, str]) -> Clause:
    """Read one entry of a source or of a pack."""
    checked = (CHECKED | LOCAL)[entry["status"]]
    return Clause(id_, source, checked=checked, **{"note": "", **entry})


def _files() -> Iterator[dict[str, object]]:
    """Yield each source file, parsed, in the order of their names."""
    for file in sorted((files(__package__) / "sources").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            yield tomllib.loads(file.read_text("utf-8"))


def _read() -> tuple[dict[str, Source], dict[str, Clause]]:
    """Return the sources by title and the clauses by rulebook id; an id used twice is an error."""
    sources: dict[str, Source] = {}
    clauses: dict[str, Clause] = {}
    for data in _files():
        about = {name: value for name, value in data.items() if name != "clauses"}
        source = Source(**about)  # type: ignore[arg-type]  # the TOML's own keys, checked by a test
        sources[source.title] = source
        entries = data["clauses"]
        assert isinstance(entries, dict)
        for id_, entry in entries.items():
            if id_ in clauses:
                raise ValueError(f"{id_} stands in two sources")
            clauses[id_] = clause_of(id_, source.title, entry)
    return sources, clauses


_sources, _clauses = _read()
SOURCES = MappingProxyType(_sources)
LAW = MappingProxyType({id_: c for id_, c in _clauses.items() if not _sources[c.source].ours})
HOUSE = MappingProxyType({id_: c for id_, c in _clauses.items() if _sources[c.source].ours})
