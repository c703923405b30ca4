"""Numerals and heading numbers as official documents write them."""

import re

DIGITS = "零一二三四五六七八九"
PLACES = ("千", "百", "十", "")


def chinese(number: int) -> str:
    """Write 1–9999 in Chinese numerals: 10 is 十, 21 is 二十一, 105 is 一百零五."""
    if not 1 <= number <= 9999:
        raise ValueError(f"{number} is not between 1 and 9999")
    pairs = zip(f"{number:04}", PLACES, strict=True)
    spelt = "".join("零" if d == "0" else DIGITS[int(d)] + place for d, place in pairs)
    return re.sub("零+", "零", spelt).strip("零").removeprefix("一" if 10 <= number < 20 else "")


def numbered(counts: list[int], level: int) -> str:
    """Count one heading further at `level` (1–4) and return its number: 一、（一）1. （1）.

    `counts` holds one count a level and is changed; a new heading starts the levels below afresh.
    """
    counts[level - 1] += 1
    counts[level:] = [0] * (len(counts) - level)
    count = counts[level - 1]
    if level == 1:
        return f"{chinese(count)}、"
    return {2: f"（{chinese(count)}）", 3: f"{count}.", 4: f"（{count}）"}[level]
