"""The word lists of `lexicon/`."""

import tomllib
from importlib.resources import files
from typing import Any


def lexicon(name: str) -> dict[str, Any]:
    """Return the content of `lexicon/<name>.toml`."""
    return tomllib.loads((files(__package__) / "lexicon" / f"{name}.toml").read_text("utf-8"))
