"""The doctor: one line for each thing that can go wrong, and a status that says so."""

import os
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import OperationalError
from django.utils.timezone import now

from zhijia.org import demo
from zhijia.platform.accounts.models import User
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.files.acts import keep
from zhijia.platform.notices.models import Notice
from zhijia.site import checkup, setting_up, witness
from zhijia.site.backup import nightly


@pytest.fixture
def examine(db, home):
    """Return the doctor's words and the status it leaves with."""

    def look() -> tuple[str, int]:
        out = StringIO()
        try:
            call_command("doctor", stdout=out)
        except SystemExit as left:
            return out.getvalue(), int(str(left.code))
        return out.getvalue(), 0

    return look


@pytest.fixture
def upload(db, today, settings, tmp_path):
    """Keep one file that somebody uploaded."""
    settings.FILES_ROOT = tmp_path / "files"
    desk = demo.cast(today=today, password="shan-shui-2026").actors["group_desk"]
    return keep(actor=desk, upload=SimpleUploadedFile("方案.txt", "请各单位落实。".encode()))


def test_a_sound_instance_is_told_so_in_fourteen_lines(examine, upload, today):
    User.objects.update(is_demo=False)
    witness.write(now())
    nightly.place_for(today).touch()
    words, status = examine()

    assert status == 0
    assert [line.split("  ")[0] for line in words.splitlines()] == ["正常"] * 14


def test_demo_accounts_are_a_warning_and_no_fault(examine, upload):
    words, status = examine()

    assert status == 0
    assert "注意  演示账号还能登录" in words


def test_a_record_that_somebody_changed_is_found(examine, upload):
    entry = AuditEntry.objects.order_by("pk")[3]
    AuditEntry.objects.filter(pk=entry.pk).update(label="什么也没做")

    words, status = examine()

    assert status == 1
    assert f"有误  留痕第 {entry.pk} 条与印记不符" in words


def test_a_record_that_was_cut_off_is_found(examine, upload):
    AuditEntry.objects.order_by("pk").last().delete()

    words, status = examine()

    assert status == 1
    assert "有误  留痕末尾有缺失" in words


def test_a_secret_that_others_can_read_is_found(examine, home):
    setting_up.kept(setting_up.SETUP_CODE)
    (home / "setup-code").chmod(0o644)

    words, status = examine()

    assert status == 1
    assert "有误  别人也能读取 setup-code" in words


@pytest.mark.parametrize("harm", [Path.unlink, lambda place: place.write_text("改过")])
def test_an_upload_that_is_lost_or_changed_is_found(examine, upload, harm):
    harm(upload.place)

    words, status = examine()

    assert status == 1
    assert "有误  1 个文件丢失或者改动过，第一个是 方案.txt" in words


def test_a_folder_that_cannot_be_written_is_found(examine, home, monkeypatch):
    monkeypatch.setattr(settings, "HOME", home / "nowhere")

    words, status = examine()

    assert status == 1
    assert "有误  数据文件夹不能写入" in words


def test_an_instance_that_was_never_backed_up_is_told_so(examine, upload):
    words, status = examine()

    assert status == 0
    assert "注意  还没有每日备份" in words


def test_a_backup_of_three_days_ago_is_too_old(examine, upload, today):
    place = nightly.place_for(today)
    place.touch()
    long_ago = time.time() - 3 * 24 * 60 * 60
    os.utime(place, (long_ago, long_ago))

    words, _ = examine()

    assert "已超过两天" in words


def test_a_full_disk_is_found(examine, monkeypatch):
    monkeypatch.setattr(checkup, "LEAST_ROOM", 2**62)

    words, status = examine()

    assert status == 1
    assert "有误  磁盘只剩" in words


def test_tables_of_an_older_version_are_found_before_they_are_read(examine, monkeypatch):
    monkeypatch.setattr(setting_up, "pending_migrations", lambda: 2)

    words, status = examine()

    assert status == 1
    assert "有误  数据库有 2 项升级没有做" in words
    assert "留痕" not in words


def test_a_database_that_cannot_be_opened_is_a_finding_and_not_a_crash(examine, monkeypatch):
    def fail() -> int:
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(setting_up, "pending_migrations", fail)
    words, status = examine()
    assert status == 1
    assert "有误  数据库打不开：attempt to write a readonly database" in words


def test_the_houses_by_which_people_sign_in_are_told_and_a_fault_is_found(examine, settings, home):
    settings.SIGN_IN_FILE = home / "sign-in.toml"
    settings.SIGN_IN_FILE.write_text('[cas]\nserver = "https://cas.example.com/"\n', "utf-8")
    settings.SIGN_IN_FILE.chmod(0o600)
    words, _ = examine()
    assert "正常  可以用统一身份认证登录" in words

    settings.SIGN_IN_FILE.chmod(0o644)
    words, status = examine()
    assert status == 1
    assert "有误  其他平台登录没有启用：别人也能读取 sign-in.toml" in words
    assert "有误  别人也能读取 sign-in.toml" in words


def test_mail_that_goes_unsealed_is_a_warning(examine, settings):
    settings.EMAIL_HOST = "mail.example.com"
    words, status = examine()
    assert status == 0
    assert "注意  发信服务 mail.example.com 没有加密" in words


def test_a_letter_that_did_not_arrive_is_told_for_a_week(examine, upload, settings):
    settings.SITE_URL = "https://union.example.cn"
    assert "链接指向 https://union.example.cn" in examine()[0]
    user = User.objects.first()
    lost = Notice(user=user, kind="plans.given", title="任务", url="/", about="x", mail="failed")
    lost.mail_at = now() - timedelta(days=6)
    lost.save()

    words, status = examine()

    assert "近 7 天有 1 条消息的邮件、0 条群消息没有送到" in words
    assert status == 0
    Notice.objects.update(mail_at=now() - timedelta(days=8))
    assert "没有送到" not in examine()[0]


def test_where_speeches_may_go_is_said_and_a_faulty_file_is_a_fault(
    examine, upload, settings, home
):
    settings.ASSISTANT_FILE = home / "assistant.toml"
    assert "没有配置助手，讲话不离开本机" in examine()[0]

    text = 'address = "{}"\nmodel = "m"\nkey = "sk-secret"\n'
    settings.ASSISTANT_FILE.write_text(text.format("https://api.example.com/v1"), "utf-8")
    settings.ASSISTANT_FILE.chmod(0o600)
    words, status = examine()
    assert status == 0
    assert "可以把讲话发到 api.example.com 请助手看" in words

    settings.ASSISTANT_FILE.write_text(text.format("http://10.1.2.3/v1"), "utf-8")
    assert "助手在 10.1.2.3，传送没有加密" in examine()[0]

    settings.ASSISTANT_FILE.chmod(0o644)
    words, status = examine()
    assert status == 1
    assert "助手没有启用：别人也能读取 assistant.toml" in words
    assert "sk-secret" not in words
