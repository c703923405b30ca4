"""The names of the icons in the sprite, so that a name nobody drew is an error and not a gap."""

import re
from importlib.resources import files

_SYMBOL = re.compile(r'<symbol id="i-([\w-]+)"')
_SPRITE = files(__package__) / "templates" / "ui" / "sprite.html"

ICONS = frozenset(_SYMBOL.findall(_SPRITE.read_text("utf-8")))


def drawn(name: str) -> str:
    """Return the name; ValueError when the sprite has no such icon."""
    if name not in ICONS:
        raise ValueError(f"no icon {name!r}: add it to tools/vendor.toml")
    return name
