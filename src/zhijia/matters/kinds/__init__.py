"""The kinds of matters, one file each; a file put here with a KIND in it is a kind."""

from importlib import import_module
from pkgutil import iter_modules

from .declaring import Kind

FOUND = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in sorted(
        (module.KIND for module in FOUND if hasattr(module, "KIND")), key=lambda kind: kind.rank
    )
}
