"""The order of names by strokes, after GB 13000.1.

Surnames go by the count of their strokes, then by the strokes one after another in the order
横竖撇点折, then by their next character. Of one surname, given names of a single character come
first; the others go by their characters in the same way. `strokes.tsv` already stands in the
order of characters (`tools/strokes.py` builds it), so a character's line is its rank.
"""

from functools import cache
from importlib.resources import files

from .names import bare, parted

Key = tuple[tuple[int, ...], bool, tuple[int, ...], str]
UNKNOWN = 1_000_000  # past every rank


@cache
def ranks() -> dict[str, int]:
    """Return each character's place among all characters; read once, at the first name."""
    lines = (files(__package__) / "strokes.tsv").read_text("utf-8").splitlines()
    return {line.partition("\t")[0]: place for place, line in enumerate(lines)}


def placed(text: str) -> tuple[int, ...]:
    """Return the ranks of the characters; one without data comes last, by its code point."""
    known = ranks()
    return tuple(known.get(character, UNKNOWN + ord(character)) for character in text)


def key(name: str, surname: str = "", as_if: str = "") -> Key:
    """Return what sorts a name: `sorted(people, key=lambda one: strokes.key(one.name))`.

    `surname` is said where the name itself misleads. `as_if` is the person's own override: the
    spelling to sort by where a character of the name is rare or is written in two ways.
    ValueError when the spelling does not begin with the surname.
    """
    family, given = parted(as_if or name, surname)
    return placed(family), len(given) > 1, placed(given), bare(name)


def sortable(name: str, surname: str = "", as_if: str = "") -> str:
    """Return the key as digits, for a column: their order is the same in every collation.

    At most 8 digits a character and 9 more.
    """
    family, is_longer, given, _ = key(name, surname, as_if)
    ranks = ["".join(f"{rank + 1:07d}" for rank in part) for part in (family, given)]
    # Seven zeros end the surname: a shorter one stands before one that goes on.
    return f"{ranks[0]}{0:07d}{int(is_longer)}{ranks[1]}"
