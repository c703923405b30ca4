"""Words as they are put on paper: every Word and Excel file the product makes goes through here."""

import re
from datetime import date

# XML 1.0, production 2 "Char". Carriage returns are allowed there but come back as line feeds.
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(text: str) -> str:
    """Return `text` with plain line ends and without the characters XML forbids.

    A single one of them, and Word or Excel will not open the file.
    """
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def written(day: date) -> str:
    """Write a date as papers do, without leading zeros: 2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def ems(text: str) -> float:
    """Return about how wide `text` is, in Chinese characters; Latin letters and digits are half."""
    return sum(0.5 if ord(character) < 256 else 1 for character in text)
