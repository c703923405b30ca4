"""Values from closed lists: sex, ethnic group, political status."""

from zhijia.platform.sheets.opening import BREAKS

from .words import lexicon

LISTS = lexicon("values")
SEXES: dict[str, str] = LISTS["sex"]
GROUPS = frozenset(LISTS["ethnicity"]["words"])
STATUSES: dict[str, str] = {
    word: status for status, others in LISTS["political"].items() for word in (status, *others)
}


def sex_of(written: str) -> str:
    """Return 男 or 女, '' if it is neither."""
    return SEXES.get(written, "")


def ethnicity(written: str) -> str:
    """Return one of the 56 names, '' if it is none; 汉 is 汉族."""
    plain = "".join(BREAKS.sub("", written).split())
    if plain in GROUPS:
        return plain
    return plain + "族" if plain + "族" in GROUPS else ""


def political_status(written: str) -> str:
    """Return the full name of a political status, '' if it is not on the list."""
    return STATUSES.get("".join(written.split()), "")
