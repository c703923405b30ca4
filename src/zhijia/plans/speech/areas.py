"""The area of a task: what its action is about. The object decides, not the heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .words import Words, lexicon

_areas = lexicon("areas")
FOR = re.compile(r"(?:[^,]{2,4})?对(?![外话标口接照])")
NOT_FIRST = ("对", "在", "从", "凡")
FIRST_OBJECT = re.compile(r"[、;。]")
_people = _areas.pop("people")["words"].split()
AREAS: dict[str, str] = {name: entry["label"] for name, entry in _areas.items()}


def _index(list_name: str) -> dict[str, str]:
    """Map each word of one list to its area, and each word that tells none to ''."""
    found = dict.fromkeys(lexicon("verbs")["adverbs"].split(), "")
    for area, entry in _areas.items():
        found |= dict.fromkeys(entry.get(list_name, "").split(), area)
    return found | dict.fromkeys(_people, "")


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

    def opening(self, text: str) -> str:
        """Return the area of the word that opens `text`, or ''."""
        return self.areas.get(self.words.at(text, 0), "")

    def first(self, text: str) -> str:
        """Return the area of the first word, or ''."""
        return next(self.found(text), "")

    def last(self, text: str) -> str:
        """Return the area of the last word, or ''."""
        return next(reversed([*self.found(text)]), "")


def _list(name: str) -> _List:
    index = _index(name)
    return _List(index, Words(index))


OPENS, ACTS, WORDS, WEAK = (_list(name) for name in ("opens", "acts", "words", "weak"))


def area_of(before: str, action: str, heading: str, *, fronted: bool) -> str:
    """Return the area of a task.

    `action` is its text from the verb on, `before` what stands before that (the object itself when
    it is `fronted`), `heading` the words of its point. Finding out, publishing and writing go by
    the action; else the object decides: of 对甲…乙 and of 甲的乙 that is 乙, else what comes first.
    """
    clause = action.split(",")[0]
    object_ = WORDS.first(before) if fronted else ""
    act = _object(clause) or WORDS.first(action)
    if fronted and before.startswith(NOT_FIRST):
        object_, act = act, WORDS.last(before)
    said = OPENS.opening(clause) or ACTS.first(clause) or object_ or act or WORDS.first(before)
    above = WORDS.first(heading) or ACTS.first(heading)
    return said or above or WEAK.first(before + action) or "other"


def _object(clause: str) -> str:
    if FOR.match(clause):
        return WORDS.last(clause)
    first = FIRST_OBJECT.split(clause)[0]
    return WORDS.first(first.rpartition("的")[2]) if "的" in first else ""
