"""The key file: made once, renewed while the server runs, never replaced in silence."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from zhijia.org.models import Member
from zhijia.platform.jobs import worker
from zhijia.platform.jobs.models import Job, State
from zhijia.platform.vault import Unopened, acts, keyfile, mark, ring
from zhijia.platform.vault.queries import first_fault, keys_needed

from .conftest import HOME, PHONE

pytestmark = pytest.mark.django_db


def told(*words: str, **options: bool) -> str:
    """Run `zhijia keys …` and return what it says."""
    out = StringIO()
    call_command("keys", *words, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_the_first_need_makes_it_for_its_owner_only(key_file: Path) -> None:
    assert not key_file.exists()
    made = mark("phone", PHONE)
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert mark("phone", PHONE) == made
    assert [one.name for one in key_file.parent.iterdir()] == ["vault-keys"]


def test_a_lost_file_is_never_replaced(sealed: Member, key_file: Path) -> None:
    key_file.unlink()
    with pytest.raises(Unopened, match="不见了"):
        ring()
    assert not key_file.exists()


def test_a_new_key_seals_everything_anew(sealed: Member) -> None:
    old = ring().newest
    assert "重新加密 2 项" in told("rotate", now=True)
    assert ring().newest != old
    assert keys_needed() == {ring().newest: 2}
    row = Member.objects.get(pk=sealed.pk)
    assert (row.phone, row.address) == (PHONE, HOME)
    assert row.version == sealed.version


def test_a_running_server_learns_of_a_new_key(sealed: Member) -> None:
    before = ring()
    name = keyfile.add_key()
    assert name not in before.keys
    assert ring().newest == name


def test_sealing_anew_may_stop_and_begin_again(
    sealed: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = ring().newest
    new = keyfile.add_key()
    assert next(acts.seal_anew()) == 1
    assert keys_needed() == {old: 1, new: 1}
    assert first_fault(ring().keys) == ""
    assert sum(acts.seal_anew()) == 1
    assert keys_needed() == {new: 2}


def test_rotation_is_a_job_that_says_what_it_did(sealed: Member) -> None:
    assert "已交给后台" in told("rotate")
    worker.work(until_empty=True, with_clock=False)
    job = Job.objects.get(name="vault.seal_anew")
    assert (job.state, job.words) == (State.DONE, f"已用密钥 {ring().newest} 重新加密 2 项")
    assert set(keys_needed()) == {ring().newest}


def test_a_key_goes_only_when_nothing_needs_it(sealed: Member) -> None:
    old = ring().newest
    with pytest.raises(CommandError, match="正在使用"):
        told("drop", old)
    keyfile.add_key()
    with pytest.raises(CommandError, match="还有 2 项"):
        told("drop", old)
    with pytest.raises(CommandError, match="没有密钥"):
        told("drop", "nobody")
    assert old in ring().keys
    list(acts.seal_anew())
    assert "已删去" in told("drop", old)
    assert old not in ring().keys
    assert Member.objects.get(pk=sealed.pk).phone == PHONE


def test_the_list_tells_what_each_key_still_seals(sealed: Member, key_file: Path) -> None:
    first = ring().newest
    assert f"{first}（现用）  2 项" in told("list")
    keyfile.add_key()
    keyfile.drop_key(first)
    assert f"{first}（缺少）  2 项解不开" in told("list")
    assert "缺少密钥" in first_fault([first])


def test_what_no_key_opens_is_counted(sealed: Member, key_file: Path) -> None:
    first = ring().newest
    assert not keyfile.missing_keys()
    key_file.unlink()
    assert keyfile.missing_keys() == {first: 2}
