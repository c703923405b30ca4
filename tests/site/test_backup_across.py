"""Backups between whole instances, each a process of its own with its own database."""

import json
import signal
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.instances import Instance
from zhijia.site.backup import archive as seals

DIES_HALFWAY = """
import os, signal
import django
django.setup()
from zhijia.site.backup import acts
fill = acts._fill_table
def dies(book, table, entry):
    if table.name == "org_member":
        os.kill(os.getpid(), signal.SIGKILL)
    fill(book, table, entry)
acts._fill_table = dies
acts.put_back(acts.Path(os.environ["ARCHIVE"]), replace=True)
"""
WRITES_ON = """
import django
django.setup()
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.once.models import Spent
Spent.objects.create(token="0")
AuditEntry.objects.create(action="x", label="x", subject="x", hash="x")
"""
WRITES_MEANWHILE = """
import sys, threading
import django
django.setup()
from zhijia.org.models import Unit
from zhijia.site.backup import archive, making
lines = archive.write_lines
def late(book, name, rows):
    if name == "tables/org_unit":
        other = threading.Thread(target=lambda: Unit.objects.update(name="后来的名字"))
        other.start()
        other.join()
    return lines(book, name, rows)
archive.write_lines = late
making.make(making.Path(sys.argv[1]))
print(Unit.objects.filter(name="后来的名字").count())
"""


def told(place: Path) -> list[tuple[str, int, str]]:
    """Return every table of a backup with its rows and their digest."""
    with zipfile.ZipFile(place) as book:
        manifest = json.loads(book.read("MANIFEST.json"))
    return [(t["table"], t["rows"], t["sha256"]) for t in manifest["tables"]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """An instance on SQLite where the whole demo is told; tests only read it."""
    instance = Instance(tmp_path_factory.mktemp("demo") / "home")
    instance.zhijia("prepare")
    return instance


@pytest.fixture(scope="module")
def archive(demo: Instance) -> Path:
    """A backup of the demo."""
    return demo.backup("demo.zip")


def test_a_backup_goes_from_sqlite_to_postgresql_and_back_with_equal_contents(
    archive: Path, postgres: Callable[[str], str], tmp_path: Path
) -> None:
    there = Instance(tmp_path / "there", postgres("there"))
    back = Instance(tmp_path / "back")

    there.zhijia("restore", archive)
    second = there.backup("second.zip")
    back.zhijia("restore", second)

    assert told(archive) == told(second) == told(back.backup("third.zip"))
    assert sum(rows for _, rows, _ in told(archive)) > 500
    done = there.run(sys.executable, "-c", WRITES_ON)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("on", ["sqlite", "postgresql"])
def test_a_restore_that_is_killed_leaves_the_old_system(
    on: str, archive: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    db = request.getfixturevalue("postgres")("killed") if on == "postgresql" else ""
    old = Instance(tmp_path / "old", db)
    old.zhijia("prepare", "--empty")
    before = told(old.backup("before.zip"))

    done = old.run(sys.executable, "-c", DIES_HALFWAY, ARCHIVE=str(archive))

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert told(old.backup("after.zip")) == before


@pytest.mark.parametrize("on", ["sqlite", "postgresql"])
def test_a_backup_is_of_one_moment_while_others_write(
    on: str, archive: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    db = request.getfixturevalue("postgres")("meanwhile") if on == "postgresql" else ""
    busy = Instance(tmp_path / "busy", db)
    busy.zhijia("restore", archive)

    done = busy.run(sys.executable, "-c", WRITES_MEANWHILE, tmp_path / "meanwhile.zip")

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 5, "the other one did write, and did not wait"
    assert told(tmp_path / "meanwhile.zip") == told(archive)


def older(archive: Path) -> Path:
    """Return the archive as it would have been before there were jobs, made by an older version."""
    place = archive.with_name("older.zip")
    with zipfile.ZipFile(archive) as now, seals.writing(place) as book:
        manifest = json.loads(now.read("MANIFEST.json"))
        for key, which in (("migrations", 0), ("tables", "table")):
            manifest[key] = [entry for entry in manifest[key] if "jobs" not in entry[which]]
        manifest["version"] = "0.0.9"
        for name in now.namelist():
            if "jobs" not in name and name != "MANIFEST.json":
                book.writestr(name, now.read(name))
        book.writestr("MANIFEST.json", json.dumps(manifest))
    return place


@pytest.mark.parametrize("on", ["sqlite", "postgresql"])
def test_a_backup_of_an_older_version_is_brought_to_ours_on_the_way(
    on: str, archive: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    db = request.getfixturevalue("postgres")("older") if on == "postgresql" else ""
    place = older(archive)
    there = Instance(tmp_path / "there", db)

    there.zhijia("restore", place)

    restored = [entry for entry in told(there.backup("after.zip")) if entry[0] != "jobs_job"]
    left = [entry for entry in told(place) if entry[0] != "django_content_type"]
    assert [entry for entry in restored if entry[0] != "django_content_type"] == left
