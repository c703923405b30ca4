"""Build src/zhijia/platform/strokes/strokes.tsv, and compare it with the npm package cnchar-order.

    apt-get install rime-data-stroke unicode-data
    python tools/strokes.py                        writes the table
    python tools/strokes.py path/to/cnchar.order.min.js    also lists where that package differs

Each line: the character, its strokes (1 横, 2 竖, 3 撇, 4 点 or 捺, 5 折) and its number in the
national table 通用规范汉字表, which is itself in the order of GB 13000.1 within each of its levels.
The lines stand in the order of names: by count, strokes, number, and last by code point.
"""

import bz2
import json
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).parents[1] / "src/zhijia/platform/strokes/strokes.tsv"
RIME = Path("/usr/share/rime-data/stroke.dict.yaml")
UNICODE = Path("/usr/share/unicode")
FIGURES = str.maketrans("hspnz", "12345")
LEVELS = ((1, 3500), (3501, 6500), (6501, 8105))
# cnchar has a letter for each shape of stroke; those not named here are all kinds of 折.
CNCHAR = dict.fromkeys("ij", "1") | dict.fromkeys("fg", "2") | {"s": "3"}
CNCHAR |= dict.fromkeys("dkl", "4")
WRITTEN = re.compile("[1-5]+")


def unihan(name: str, field: str) -> Iterator[tuple[str, str]]:
    """Yield each character with its value of a field of the Unihan database."""
    with bz2.open(UNICODE / f"Unihan_{name}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            if f"\t{field}\t" in line:
                code, _, value = line.rstrip("\n").split("\t")
                yield chr(int(code[2:], 16)), value


def written() -> dict[str, list[str]]:
    """Return the ways to write each character that rime knows, as digits."""
    _, body = RIME.read_text("utf-8").split("\n...\n")
    ways: dict[str, list[str]] = {}
    for line in body.splitlines():
        character, _, way = line.partition("\t")
        digits = way.translate(FIGURES)
        if WRITTEN.fullmatch(digits):
            ways.setdefault(character, []).append(digits)
    return ways


def counted() -> dict[str, list[int]]:
    """Return how many strokes each character has: the mainland's count first."""
    pairs = unihan("IRGSources", "kTotalStrokes")
    return {character: [int(n) for n in value.split()] for character, value in pairs}


def national() -> dict[int, str]:
    """Return the characters of 通用规范汉字表 by their number."""
    pairs = unihan("OtherMappings", "kTGH")
    return {int(value.split()[0].removeprefix("2013:")): c for c, value in pairs}


def mainland(ways: list[str], counts: list[int]) -> str:
    """Return the last way whose length is the count, or nothing."""
    for count in counts:
        if fitting := [way for way in ways if len(way) == count]:
            return fitting[-1]
    return ""


def in_order(keys: list[tuple[int, str]]) -> set[int]:
    """Return the places of a longest run that never falls."""
    tails: list[int] = []
    heights: list[tuple[int, str]] = []
    before: dict[int, int] = {}
    for place, key in enumerate(keys):
        at = bisect_right(heights, key)
        tails[at : at + 1], heights[at : at + 1] = [place], [key]
        before[place] = tails[at - 1] if at else -1
    run, place = set(), tails[-1]
    while place >= 0:
        run.add(place)
        place = before[place]
    return run


def mend(strokes: dict[str, str], level: list[str], counts: dict[str, list[int]]) -> list[str]:
    """Let what is missing or out of the national order be written like its neighbour there.

    Of the two neighbours the one with as many strokes. Returns the characters so mended.
    """
    known = [c for c in level if c in strokes]
    run = in_order([(len(strokes[c]), strokes[c]) for c in known])
    good = {c for place, c in enumerate(known) if place in run}
    for place, character in enumerate(level):
        if character not in good:
            ahead = next(c for c in level[place::-1] if c in good)
            after = next((c for c in level[place:] if c in good), ahead)
            fits = [c for c in (ahead, after) if len(strokes[c]) == counts[character][0]]
            strokes[character] = strokes[(fits or [ahead])[0]]
    return [c for c in level if c not in good]


def build() -> tuple[dict[str, str], dict[int, str], list[str]]:
    """Return the strokes, the national numbers, and the characters that had to be mended."""
    counts, table, mended = counted(), national(), list[str]()
    ways = {c: mainland(found, counts.get(c, [])) for c, found in written().items()}
    strokes = {c: way for c, way in ways.items() if way}
    for first, last in LEVELS:
        mended += mend(strokes, [table[n] for n in range(first, last + 1)], counts)
    return strokes, table, mended


def elsewhere(script: str) -> dict[str, str]:
    """Return the strokes of the npm package cnchar-order, as digits, from its script."""
    found = re.search(r"JSON\.parse\('(\{.*?\})'\)", Path(script).read_text("utf-8"))
    if found is None:
        raise ValueError("this script holds no table of strokes")
    return {c: "".join(CNCHAR.get(x, "5") for x in way) for c, way in json.loads(found[1]).items()}


def differences(strokes: dict[str, str], theirs: dict[str, str]) -> Iterator[str]:
    """Yield a line for each character that cnchar writes otherwise."""
    for character in sorted(theirs.keys() & strokes.keys()):
        if theirs[character] != strokes[character]:
            yield f"| {character} | {strokes[character]} | {theirs[character]} |"


def main() -> None:
    strokes, table, mended = build()
    number = {character: n for n, character in table.items()}
    order = sorted(strokes.items(), key=lambda p: (len(p[1]), p[1], number.get(p[0], 9999), p[0]))
    lines = [f"{c}\t{way}\t{number.get(c, '')}\n" for c, way in order]
    TABLE.write_text("".join(lines), "utf-8")
    print(f"{len(lines)} characters; {len(mended)} mended: {''.join(mended)}")
    for script in sys.argv[1:]:
        theirs = elsewhere(script)
        lines = list(differences(strokes, theirs))
        print(f"{len(lines)} of {len(theirs)} differ", *lines, sep="\n")


if __name__ == "__main__":
    main()
