"""The word lists of a package's `lexicon/`."""

import tomllib
from importlib.resources import files
from typing import Any


def lexicon(name: str, package: str = __package__) -> dict[str, Any]:
    """Return the content of `lexicon/<name>.toml` beside the modules of `package`."""
    return tomllib.loads((files(package) / "lexicon" / f"{name}.toml").read_text("utf-8"))
