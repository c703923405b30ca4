"""The area of a task: what its action is about. The object decides, not the heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .words import Words, lexicon

_areas = lexicon("areas")
FOR = re.compile(r"(?:[^,]{2,4})?对(?![外话标口接照])")
FIRST_OBJECT = re.compile(r"[、;。]")
_people = _areas.pop("people")["words"].split()
AREAS: dict[str, str] = {name: entry["label"] for name, entry in _areas.items()}


def _index(list_name: str) -> dict[str, str]:
    """Map each word of one list to its area; the area named first keeps a word named twice."""
    found = dict.fromkeys(_people, "")
    for area, entry in _areas.items():
        for word in entry.get(list_name, "").split():
            found.setdefault(word, area)
    return found


@dataclass(frozen=True, slots=True)
class _List:
    areas: dict[str, str]
    words: Words

    def found(self, text: str) -> Iterator[str]:
        """Yield the areas of the words in `text`; of words that start together the longest."""
        place = 0
        while place < len(text):
            word = self.words.at(text, place)
            if word and self.areas[word]:
                yield self.areas[word]
            place += len(word) or 1

    def first(self, text: str) -> str:
        """Return the area of the first word, or ''."""
        return next(self.found(text), "")

    def last(self, text: str) -> str:
        """Return the area of the last word, or ''."""
        found = ""
        for found in self.found(text):
            pass
        return found


def _list(name: str) -> _List:
    index = _index(name)
    return _List(index, Words(index))


ACTS, WORDS, WEAK = _list("acts"), _list("words"), _list("weak")


def area_of(action: str, whole: str, heading: str) -> str:
    """Return the area of a task.

    `action` is its text from the verb on, `whole` its whole text, `heading` that of its point.
    Finding out, publishing and writing go by the action; else the object decides: of 对甲…乙 and
    of 甲的乙 that is 乙, else what comes first.
    """
    clause = action.split(",")[0]
    if found := ACTS.first(clause) or _object(clause) or WORDS.first(action) or WORDS.first(whole):
        return found
    return WORDS.first(heading) or ACTS.first(heading) or WEAK.first(action) or "other"


def _object(clause: str) -> str:
    if FOR.match(clause):
        return WORDS.last(clause)
    first = FIRST_OBJECT.split(clause)[0]
    return WORDS.first(first.rpartition("的")[2]) if "的" in first else ""
