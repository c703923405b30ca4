"""The area of a task: what its action is about. The object decides, not the heading."""

import re
from dataclasses import dataclass

from .words import Words, lexicon

_areas = lexicon("areas")
FOR = re.compile(r"[^,]{2,4}对")
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

    def first(self, text: str) -> str:
        """Return the area of the first word in `text`; of words that start together the longest."""
        place = 0
        while place < len(text):
            word = self.words.at(text, place)
            if word and self.areas[word]:
                return self.areas[word]
            place += len(word) or 1
        return ""


def _list(name: str) -> _List:
    index = _index(name)
    return _List(index, Words(index))


ACTS, WORDS, WEAK = _list("acts"), _list("words"), _list("weak")


def area_of(action: str, whole: str, heading: str) -> str:
    """Return the area of a task.

    `action` is its text from the verb on, `whole` its whole text, `heading` that of its point.
    Finding out, publishing and writing go by the action; else the object decides, and of an
    object 甲的乙 it is 乙.
    """
    clause = action.split(",")[0]
    for found in (
        ACTS.first(clause),
        _last_after_for(clause),
        WORDS.first(_head(clause)),
        WORDS.first(action),
    ):
        if found:
            return found
    for found in (WORDS.first(whole), WORDS.first(heading), ACTS.first(heading)):
        if found:
            return found
    return WEAK.first(action) or "other"


def _last_after_for(clause: str) -> str:
    """加强对职工代表的培训 is training: of 对甲…乙 the act is 乙."""
    if not FOR.match(clause):
        return ""
    ends = (clause[-size:] for size in (4, 3, 2))
    return next((WORDS.areas[end] for end in ends if end in WORDS.areas), "")


def _head(clause: str) -> str:
    """Return what stands after the last 的 of the first object."""
    first = FIRST_OBJECT.split(clause)[0]
    return first.rpartition("的")[2] if "的" in first else ""
