"""Making an archive of this version from one of an older version.

The old one is put into an empty SQLite database at its own stage of the migrations, which is then
brought to ours and backed up again. It is done in a process and a folder of its own, so that the
instance knows nothing of it; because an archive fits either database, SQLite serves both.
"""

import os
import subprocess
import sys
from pathlib import Path

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from . import archive, making
from .acts import fill, put_secrets, secret_places, settle_files, side_folder, unpack_files
from .archive import Unfit, silent
from .tables import tables

CALL = "import sys; from zhijia.site.console import main; sys.exit(main(sys.argv[1:]))"


def renewed(old: Path, folder: Path) -> Path:
    """Return an archive of this version, in `folder`, with what the old one holds."""
    new = folder / "renewed.zip"
    env = {**os.environ, "ZHIJIA_HOME": str(folder / "home"), "ZHIJIA_DB": ""}
    words = [sys.executable, "-c", CALL, "renew_backup", str(old), str(new)]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unfit(f"旧版本的备份升级不了：{done.stderr.strip().splitlines()[-1]}")
    return new


def renew(old: Path, new: Path) -> None:
    """Put the old archive into this instance, which is empty, migrate, and back up as `new`."""
    with archive.reading(old) as (book, manifest):
        # First, for a migration may have to read what is encrypted.
        put_secrets(book, secret_places(manifest))
        stage = _migrate_to({(app, name) for app, name in manifest["migrations"]})
        with side_folder() as side, transaction.atomic():
            unpack_files(book, manifest, side, silent)
            fill(book, manifest, tables(stage), silent)
            settle_files(side)
    call_command("migrate", verbosity=0, interactive=False)
    if making.chain() != manifest["chain"]:
        raise Unfit("升级后的留痕与备份时不符")
    making.make(new, with_secrets=bool(manifest["secrets"]))


def _migrate_to(stage: set[tuple[str, str]]) -> Apps:
    """Make the tables as these migrations make them; return the models that describe them."""
    executor = MigrationExecutor(connection)
    whole = executor.migration_plan(executor.loader.graph.leaf_nodes())
    plan = [(one, back) for one, back in whole if (one.app_label, one.name) in stage]
    apps: Apps = executor.migrate(None, plan=plan).apps
    return apps
