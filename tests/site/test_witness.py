"""The witness: a record that was rewritten as a whole is found out, though its chain holds."""

from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils.timezone import now

from zhijia.org import demo
from zhijia.platform.audit.models import AuditEntry, AuditHead
from zhijia.platform.audit.queries import first_break
from zhijia.site import witness
from zhijia.site.backup import making, restoring


def rewrite(**lie: str) -> None:
    """Do what who holds the database can do: change an entry and chain all anew."""
    entries = list(AuditEntry.objects.order_by("pk"))
    AuditEntry.objects.filter(pk=entries[0].pk).update(**lie)
    previous = ""
    for entry in AuditEntry.objects.order_by("pk"):
        previous = entry.seal(previous)
        AuditEntry.objects.filter(pk=entry.pk).update(hash=previous)
    AuditHead.objects.update(hash=previous)


def said() -> str:
    """Return the doctor's words."""
    out = StringIO()
    with suppress(SystemExit):
        call_command("doctor", stdout=out)
    return out.getvalue()


@pytest.fixture
def story(db, home, today):
    """Let something be on record, and a witness see it."""
    demo.begin(today=today, password="shan-shui-2026")
    assert witness.write(now())


def test_a_record_that_grows_fits_what_was_seen_before(story, today):
    AuditHead.append([AuditEntry(action="x.y", label="登记", subject="")])
    witness.write(now())
    assert "正常  留痕与 2 次见证相符" in said()


def test_a_chain_made_anew_is_found_out(story):
    rewrite(label="什么也没做")

    assert first_break() is None
    assert "的见证不符，在那以前的留痕被改写过" in said()


def test_entries_cut_off_at_the_end_are_found_out(story):
    before, last = AuditEntry.objects.order_by("pk")
    AuditEntry.objects.filter(pk=last.pk).delete()
    AuditHead.objects.update(hash=before.hash)

    assert first_break() is None
    assert f"有误  留痕第 {last.pk} 条与" in said()


def test_nothing_new_is_not_written_twice(story):
    assert witness.write(now()) is None
    assert len(witness.read()) == 1


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: text.replace('"entry": ', '"entry": 9'),
        lambda text: text.splitlines()[1] + "\n",
        lambda text: "见证\n" + text,
        lambda text: "[]\n" + text,
        lambda text: text.replace('"at"', '"als"'),
    ],
)
def test_a_file_that_was_touched_is_found_out(story, harm):
    AuditHead.append([AuditEntry(action="x.y", label="登记", subject="")])
    witness.write(now())
    witness.place().write_text(harm(witness.place().read_text("utf-8")), "utf-8")

    assert "有误  见证文件第 1 行与印记不符" in said()
    with pytest.raises(witness.Forged):
        witness.write(now())


def test_another_key_does_not_open_it(story, settings):
    settings.SECRET_KEY = "another"
    assert "有误  见证文件第 1 行与印记不符" in said()


def test_only_its_owner_reads_it_and_it_may_lie_elsewhere(story, settings, tmp_path):
    assert witness.place().stat().st_mode & 0o077 == 0
    settings.WITNESS = str(tmp_path / "elsewhere")
    assert witness.read() == []
    assert "注意  留痕还没有见证" in said()


@pytest.mark.django_db(transaction=True)
def test_after_a_restore_the_old_witness_stands_aside(home: Path, today, tmp_path):
    demo.begin(today=today, password="shan-shui-2026")
    making.make(tmp_path / "one.zip")
    with transaction.atomic():
        AuditHead.append([AuditEntry(action="x.y", label="登记", subject="")])
    witness.write(now())

    restoring.restore(tmp_path / "one.zip", replace=True)

    assert not witness.place().exists()
    assert list(home.glob("record-witness-until-*"))
    assert witness.write(now())
    assert "正常  留痕与 1 次见证相符" in said()
