"""Whether two demands say much the same: by the content words they share, and by nothing else."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from math import ceil
from tomllib import loads
from typing import TypeVar

import rjieba

from zhijia.law import HOUSE

K = TypeVar("K", bound=Hashable)
# The share of all words of both that both have, and how many at least.
ALIKE, SHARED = HOUSE["HOUSE-71"].sets((Fraction(3, 5), 3))
STOCK = frozenset(
    loads((files(__package__) / "lexicon" / "stock.toml").read_text("utf-8"))["words"]
)


@lru_cache(maxsize=50_000)
def content(text: str) -> tuple[str, ...]:
    """Return the words that carry what a text asks: two characters or more, no stock phrase."""
    words = dict.fromkeys(rjieba.cut(text))
    return tuple(w for w in words if len(w) > 1 and w.isalnum() and w not in STOCK)


def is_like(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two sets of words are so nearly the same that the house asks about them."""
    both = len(one & other)
    return both >= SHARED and both >= ALIKE * len(one | other)


def likes(texts: Mapping[K, str]) -> Iterator[tuple[K, K, tuple[str, ...]]]:
    """Yield each pair of texts that are alike, in the order given, with the words they share.

    Of two sets with so much in common one of the rarest words of each must be common to both, so
    only those are looked up (the prefix filter): a thousand tasks are compared in a moment.
    """
    words = {key: content(text) for key, text in texts.items()}
    counts = Counter(word for said in words.values() for word in said)
    sets = {key: frozenset(said) for key, said in words.items()}
    seen: defaultdict[str, list[K]] = defaultdict(list)
    for key, said in words.items():
        rarest = sorted(said, key=lambda word: (counts[word], word))
        kept = rarest[: len(rarest) - ceil(ALIKE * len(rarest)) + 1]
        for before in dict.fromkeys(k for word in kept for k in seen[word]):
            if is_like(sets[before], sets[key]):
                yield before, key, tuple(w for w in words[before] if w in sets[key])
        for word in kept:
            seen[word].append(key)
