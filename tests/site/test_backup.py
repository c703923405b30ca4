"""A backup holds all there is, sealed; a restore brings back all of it or nothing."""

import json
import zipfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from zhijia.org import demo, queries
from zhijia.org.models import Member, Unit
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.files.acts import keep
from zhijia.platform.files.models import StoredFile
from zhijia.site import setting_up
from zhijia.site.backup import acts, archive, making, tables
from zhijia.site.backup.archive import Unfit

pytestmark = pytest.mark.django_db(transaction=True)
# Tables that no model describes: what migrations have run is told by the manifest, and the index
# of the search, with what SQLite keeps of it, is made anew from the rows.
INDEX = {"search_index", *(f"search_index_{part}" for part in ("data", "idx", "content", "config"))}
NOT_OURS = {"django_migrations", "django_session", "sqlite_sequence", *INDEX}


@pytest.fixture
def lived_in(home, today, settings, tmp_path) -> Iterator[StoredFile]:
    """An instance where the cast lives and somebody has uploaded a file."""
    settings.FILES_ROOT = tmp_path / "files"
    setting_up.kept("secret-key")
    desk = demo.cast(today=today, password="shan-shui-2026").actors["group_desk"]
    return keep(actor=desk, upload=SimpleUploadedFile("方案.txt", "请各单位落实。".encode()))


@pytest.fixture
def kept(lived_in, tmp_path) -> Path:
    """A backup of that instance."""
    place = tmp_path / "backup.zip"
    making.make(place)
    return place


def contents() -> dict[str, list[bytes]]:
    """Return every row there is."""
    return {table.name: list(tables.lines(table)) for table in tables.tables()}


def doctored(place: Path, **changes: object) -> Path:
    """Return a copy of an archive with another manifest, sealed as if it were ours."""
    copy = place.with_name("doctored.zip")
    with zipfile.ZipFile(place) as old, archive.writing(copy) as new:
        for name in old.namelist():
            if name != archive.MANIFEST:
                new.writestr(name, old.read(name))
        manifest = json.loads(old.read(archive.MANIFEST)) | changes
        new.writestr(archive.MANIFEST, json.dumps(manifest))
    return copy


def test_a_restore_brings_back_every_row_and_upload_and_nothing_else(kept, lived_in):
    before = contents()
    Unit.objects.update(name="改过的名字")
    AuditEntry.objects.all().delete()
    lived_in.place.unlink()

    acts.put_back(kept, replace=True)

    assert contents() == before
    assert lived_in.place.read_text("utf-8") == "请各单位落实。"


@pytest.fixture
def group_of_cast(lived_in):
    """The desk of the group's union."""
    return queries.actor_for(Member.objects.get(staff_no=demo.FOUNDER))


def test_what_only_the_replaced_system_had_uploaded_is_thrown_away(kept, lived_in, group_of_cast):
    later = keep(actor=group_of_cast, upload=SimpleUploadedFile("后来.txt", "后来的。".encode()))

    acts.put_back(kept, replace=True)

    assert not later.place.exists()
    assert not StoredFile.objects.filter(pk=later.pk).exists()


def test_the_next_row_after_a_restore_gets_a_number_that_is_free(kept, group_of_cast):
    acts.put_back(kept, replace=True)

    keep(actor=group_of_cast, upload=SimpleUploadedFile("新.txt", "新的。".encode()))
    assert StoredFile.objects.count() == 2


def test_people_who_live_here_are_not_replaced_unasked(kept):
    before = contents()

    with pytest.raises(Unfit, match="--replace"):
        acts.put_back(kept)
    assert contents() == before


def test_a_damaged_backup_changes_nothing(kept):
    before, data = contents(), bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)

    with pytest.raises(Unfit, match="损坏"):
        acts.put_back(kept, replace=True)
    assert contents() == before


UNFIT: list[tuple[dict[str, object], str]] = [
    ({"format": 2}, "更新的版本"),
    ({"migrations": [["org", "9999_of_the_future"]]}, "更新的版本"),
    ({"migrations": []}, "旧版本"),
    ({"files": {"count": 2, "missing": []}}, "上传的文件与清单不符"),
    ({"tables": []}, "数据表与本机的不同"),
    ({"chain": "cut at its end"}, "留痕与备份时不符"),
    ({"secrets": ["../elsewhere"]}, "密钥文件名不对"),
]


def test_an_archive_that_does_not_fit_is_refused_with_its_reason(kept, home):
    Unit.objects.update(name="改过的名字")
    before = contents()

    for changes, words in UNFIT:
        with pytest.raises(Unfit, match=words):
            acts.put_back(doctored(kept, **changes), replace=True)
        assert contents() == before
    assert not (home.parent / "elsewhere").exists()


@pytest.mark.parametrize("wrong", [{"rows": 1}, {"sha256": "0" * 64}])
def test_a_table_other_than_its_manifest_says_takes_everything_back(kept, lived_in, wrong):
    before = contents()
    with zipfile.ZipFile(kept) as book:
        described = json.loads(book.read(archive.MANIFEST))["tables"]
    described[-1] |= wrong

    with pytest.raises(Unfit, match="与清单不符"):
        acts.put_back(doctored(kept, tables=described), replace=True)
    assert contents() == before
    assert lived_in.place.exists()
    assert not list(lived_in.place.parents[1].glob(".restoring-*"))


def test_every_table_of_the_database_is_in_the_backup():
    """Who adds a table outside the models decides here whether it is kept or built anew."""
    there = set(connection.introspection.table_names())
    assert there - {table.name for table in tables.tables()} - NOT_OURS == set()


def test_secrets_stay_at_home_unless_asked_for(kept, home, tmp_path):
    making.make(tmp_path / "with.zip", with_secrets=True)

    secret = (home / "secret-key").read_bytes()
    with zipfile.ZipFile(kept) as plain, zipfile.ZipFile(tmp_path / "with.zip") as full:
        assert not [name for name in plain.namelist() if name.startswith("secrets/")]
        assert full.read("secrets/secret-key") == secret
    (home / "secret-key").write_text("another")
    acts.put_back(tmp_path / "with.zip", replace=True)
    assert (home / "secret-key").read_bytes() == secret
    assert (home / "secret-key").stat().st_mode & 0o777 == 0o600


def test_an_upload_that_is_lost_is_named_and_stops_nothing(lived_in, tmp_path):
    lived_in.place.unlink()

    manifest = making.make(tmp_path / "backup.zip")

    assert manifest["files"] == {"count": 0, "missing": [lived_in.digest]}


def test_a_backup_is_for_its_owners_eyes_and_overwrites_nothing(kept):
    assert kept.stat().st_mode & 0o777 == 0o600
    old = kept.read_bytes()
    with pytest.raises(Unfit, match="已存在"):
        making.make(kept)
    assert kept.read_bytes() == old


def test_a_backup_that_fails_leaves_no_half_file(lived_in, tmp_path, monkeypatch):
    monkeypatch.setattr(making, "chain", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        making.make(tmp_path / "backups.zip")
    assert not list(tmp_path.glob("*backups.zip*"))


def test_a_broken_record_is_restored_as_it_was_and_said_so(lived_in, tmp_path):
    AuditEntry.objects.filter(pk=AuditEntry.objects.order_by("pk")[1].pk).update(label="改过")
    making.make(tmp_path / "b.zip")
    said = StringIO()

    call_command("restore", str(tmp_path / "b.zip"), "--replace", stdout=said, stderr=said)

    assert "留痕在备份之前就不完整" in said.getvalue()


def test_the_commands_say_in_chinese_what_they_did(lived_in, tmp_path):
    said, place = StringIO(), tmp_path / "b.zip"
    call_command("backup", str(place), stdout=said, stderr=said)
    assert "1 个文件" in said.getvalue()
    assert "请与备份分开保存" in said.getvalue()
    with pytest.raises(CommandError, match="要用备份全部替换"):
        call_command("restore", str(place))
