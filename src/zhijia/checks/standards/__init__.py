"""随系统的检查标准: one TOML file each, paraphrased, to be taken over and edited. Pure."""

import tomllib
from functools import cache
from importlib.resources import files

from ..rules.standards import Shipped, shipped


@cache
def all_shipped() -> tuple[Shipped, ...]:
    """Return the standards that come with the product, in the order of their files' names."""
    found = sorted(
        (file for file in files(__package__).iterdir() if file.name.endswith(".toml")),
        key=lambda file: file.name,
    )
    return tuple(shipped(tomllib.loads(file.read_text("utf-8"))) for file in found)


def by_id(name: str) -> Shipped | None:
    """Return the standard of this id."""
    return next((one for one in all_shipped() if one.id == name), None)
