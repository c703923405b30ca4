"""Static files as they are collected: each under a name with its hash, packed."""

from whitenoise.storage import (  # type: ignore[import-untyped]  # it has no types
    CompressedManifestStaticFilesStorage,
)


class Statics(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # a base without types
    """Name the module that a script imports by its hash too: under its plain name nothing lies."""

    support_js_module_import_aggregation = True
