"""The area of a task: what its action is about. The object decides, not the heading."""

from dataclasses import dataclass

from .words import Words, lexicon

_areas = lexicon("areas")
AREAS: dict[str, str] = {name: entry["label"] for name, entry in _areas.items()}


def _index(list_name: str) -> dict[str, str]:
    """Map each word of one list to its area; the area named first keeps a word named twice."""
    found: dict[str, str] = {}
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
        for place in range(len(text)):
            if word := self.words.at(text, place):
                return self.areas[word]
        return ""


def _list(name: str) -> _List:
    index = _index(name)
    return _List(index, Words(index))


ACTS, WORDS, WEAK = _list("acts"), _list("words"), _list("weak")


def area_of(action: str, whole: str, heading: str) -> str:
    """Return the area of a task.

    `action` is its text from the verb on, `whole` its whole text, `heading` that of its point.
    """
    for place in (ACTS.first(action), WORDS.first(action), WORDS.first(whole)):
        if place:
            return place
    return WORDS.first(heading) or ACTS.first(heading) or WEAK.first(action) or "other"
