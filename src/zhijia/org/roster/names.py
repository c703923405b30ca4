"""Names as they are written on an identity card."""

import re

LONGEST_NAME = 50
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a"
UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SHORT_HAN = re.compile(rf"[{HAN}]\s*[{HAN}](?:\s*[{HAN}])?")
USUAL = re.compile(rf"[{HAN}]{{2,4}}")
DOT = re.compile(r"\s*[.．•・･‧∙⋅·]\s*")
ALLOWED = re.compile(rf"[{HAN}{LATIN}·\s'’‘\-‐‑]*[{HAN}{LATIN}][{HAN}{LATIN}·\s'’‘\-‐‑]*")
NOTE = re.compile(r"(.+?)\s*[(（\[【〔［]([^()（）\[\]【】〔〕［］]*)[)）\]】〕］]", re.DOTALL)


def split_name(raw: str) -> tuple[str, str]:
    """Split a trimmed cell into the name and the bracketed notes behind it, joined by ；."""
    if USUAL.fullmatch(raw):
        return raw, ""
    notes: list[str] = []
    while found := NOTE.fullmatch(raw):
        raw = found[1]
        notes.insert(0, found[2].strip())
    return clean_name(raw), "；".join(note for note in notes if note)


def clean_name(raw: str) -> str:
    """Return 张三 for 张　三, and one kind of dot in 古丽米热·托合提江."""
    raw = DOT.sub("·", UNSEEN.sub("", raw).strip())
    return "".join(raw.split()) if SHORT_HAN.fullmatch(raw) else raw


def name_faults(name: str) -> list[str]:
    """Return the kinds of error of a cleaned name."""
    if USUAL.fullmatch(name):
        return []
    if not name:
        return ["name_missing"]
    kinds = [] if len(name) <= LONGEST_NAME else ["name_too_long"]
    return kinds if ALLOWED.fullmatch(name) else [*kinds, "name_invalid"]
