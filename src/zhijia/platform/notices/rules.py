"""消息规则: what fits a line of an inbox, and where it may lead. Pure."""

TITLE, WORDS = 120, 300


def cut(words: str, most: int) -> str:
    """Return words as one line of at most so many characters, an ellipsis where more was said."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def leads_inside(url: str) -> bool:
    """Say whether an address is one of this house: a path, not a name of another host."""
    return url.startswith("/") and not url.startswith(("//", "/\\"))
