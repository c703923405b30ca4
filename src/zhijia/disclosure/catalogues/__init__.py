"""公开目录: what each kind of unit must make public, as data a chair can read. Pure."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from zhijia.law import HOUSE, LAW, Clause

from ..rules.catalogue import FORMS, GROUPS, RHYTHMS, SAMPLES, SCOPES, may_list
from ..rules.dues import Within, within_of


@dataclass(frozen=True, slots=True)
class Sample:
    """An item of a catalogue as we bring it; `post` is a kind of post, empty for nobody named."""

    group: str
    name: str
    content: str
    forms: tuple[str, ...]
    rhythm: str
    within: Within
    department: str
    source: Clause
    scope: str = "members"
    post: str = ""


@dataclass(frozen=True, slots=True)
class SampleCatalogue:
    """A catalogue as we bring it, for one kind of unit."""

    kind: str
    title: str
    items: tuple[Sample, ...]


def _item(entry: dict[str, object]) -> Sample:
    """Read one item; ValueError where it names a word that the rules do not know."""
    words: dict[str, object] = {**entry, "within": within_of(str(entry["within"]))}
    forms = entry["forms"]
    assert isinstance(forms, list)
    words["forms"] = tuple(map(str, forms))
    words["source"] = {**LAW, **HOUSE}[str(entry["source"])]
    item = Sample(**words)  # type: ignore[arg-type]  # the TOML's own keys, checked by a test
    known = item.group in GROUPS and item.rhythm in RHYTHMS and item.scope in SCOPES
    if not known or not set(item.forms) <= set(FORMS) or not may_list(item.name):
        raise ValueError(f"{item.name}: unknown word in a catalogue")
    return item


def _read(kind: str) -> SampleCatalogue:
    data = tomllib.loads((files(__package__) / f"{kind}.toml").read_text("utf-8"))
    return SampleCatalogue(kind, data["title"], tuple(map(_item, data["items"])))


CATALOGUES = MappingProxyType({kind: _read(kind) for kind in SAMPLES})
