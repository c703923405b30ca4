"""The lexicons: lists of words looked up by place, frames, and cues that carry a reason."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from .nouns import Kind


def lexicon(name: str) -> dict[str, Any]:
    """Return the content of `lexicon/<name>.toml`."""
    return tomllib.loads((files(__package__) / "lexicon" / f"{name}.toml").read_text("utf-8"))


class Words:
    """A list of words that tells which of them stands at a place."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        sizes: dict[str, set[int]] = {}
        for word in self._words:
            sizes.setdefault(word[0], set()).add(len(word))
        self._sizes = {first: sorted(of, reverse=True) for first, of in sizes.items()}

    def at(self, text: str, place: int) -> str:
        """Return the longest word that starts at `place`, or ''."""
        for size in self._sizes.get(text[place : place + 1], ()):
            if (word := text[place : place + size]) in self._words:
                return word
        return ""


def frames(name: str) -> dict[str, re.Pattern[str]]:
    """Read a file of named patterns; in each, @lead@ stands for the pattern `lead`."""
    entries: dict[str, str] = lexicon(name)
    lead = entries.get("lead", "").strip()
    return {
        key: re.compile(pattern.replace("@lead@", lead), re.VERBOSE)
        for key, pattern in entries.items()
    }


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that makes a clause one kind, and the reason a person is shown."""

    kind: Kind
    reason: str
    pattern: re.Pattern[str]


def cues(entries: list[dict[str, str]]) -> tuple[Cue, ...]:
    """Read a list of cues in the order in which they are tried."""
    return tuple(
        Cue(Kind(entry["kind"]), entry["cue"], re.compile(entry["pattern"], re.VERBOSE))
        for entry in entries
    )


def first_cue(among: tuple[Cue, ...], text: str) -> Cue | None:
    """Return the first cue found in `text`."""
    for cue in among:
        if cue.pattern.search(text):
            return cue
    return None
