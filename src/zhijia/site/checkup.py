"""What `zhijia doctor` looks at: each check says one Chinese line."""

import hashlib
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.utils.timezone import now

from zhijia.org.queries import is_empty
from zhijia.platform import assistant
from zhijia.platform.accounts.houses import config
from zhijia.platform.accounts.queries import demo_exists
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.audit.queries import first_break
from zhijia.platform.files.models import StoredFile
from zhijia.platform.notices.queries import undelivered
from zhijia.platform.search.table import is_empty as is_empty_index
from zhijia.platform.vault import Unopened, ring
from zhijia.platform.vault.queries import first_fault, keys_needed

from . import setting_up, witness
from .backup import nightly

GOOD, WARNING, BAD = "正常", "注意", "有误"
LEAST_ROOM = 200 * 1024 * 1024
LATEST = timedelta(days=2)
LATELY = timedelta(days=7)


class Finding(NamedTuple):
    """The answer of one check."""

    state: str
    words: str


def migrations() -> Finding:
    """Say whether the tables are those this version works with."""
    try:
        missing = setting_up.pending_migrations()
    except DatabaseError as error:
        return Finding(BAD, f"数据库打不开：{error}")
    if missing:
        return Finding(BAD, f"数据库有 {missing} 项升级没有做，请运行 zhijia migrate")
    return Finding(GOOD, "数据库结构是最新的")


def record() -> Finding:
    """Say whether the chain of audit entries still holds."""
    try:
        broken = first_break()
    except LookupError as cut:
        return Finding(BAD, str(cut))
    if broken:
        return Finding(BAD, f"留痕第 {broken.pk} 条与印记不符，从这里起不可信")
    return Finding(GOOD, f"留痕 {AuditEntry.objects.count()} 条，前后相接")


def witnessed() -> Finding:
    """Say whether the record still reads as it did when its head was written down outside."""
    try:
        lines = [line for line, _ in witness.read()]
    except witness.Forged as error:
        return Finding(BAD, f"见证文件第 {error.number} 行与印记不符，文件被改动过或者换过密钥")
    except OSError as error:
        return Finding(BAD, f"见证文件打不开：{error.strerror}")
    if not lines:
        return Finding(WARNING, "留痕还没有见证：服务运行时每小时在数据库之外记一次")
    if unlike := witness.first_unlike(lines):
        words = f"留痕第 {unlike.entry} 条与 {unlike.moment} 的见证不符，在那以前的留痕被改写过"
        return Finding(BAD, words)
    return Finding(GOOD, f"留痕与 {len(lines)} 次见证相符，最近一次在 {lines[-1].moment}")


def secrets_on_disk() -> Finding:
    """Say whether only the owner can read what must stay secret."""
    places = [setting_up.place_of(name) for name in setting_up.PRIVATE]
    kept = [place for place in places if place.exists()]
    open_ = [place.name for place in kept if stat.S_IMODE(place.stat().st_mode) & 0o077]
    if open_:
        return Finding(BAD, f"别人也能读取 {'、'.join(open_)}，请把权限改为 0600")
    return Finding(GOOD, f"{len(kept)} 个密钥文件只有本人能读")


def ways_in() -> Finding:
    """Say by which other houses people sign in, or why they cannot."""
    try:
        houses = config.read(Path(settings.SIGN_IN_FILE)).values()
    except config.Misconfigured as fault:
        return Finding(BAD, f"其他平台登录没有启用：{fault}")
    if not houses:
        return Finding(GOOD, "没有配置其他平台登录，只用密码和通行密钥")
    said = [house.label + "（代替两步验证）" * house.second_step for house in houses]
    return Finding(GOOD, f"可以用{'、'.join(said)}登录")


def helper() -> Finding:
    """Say whether desks may ask an assistant, and where speeches would go, without sending any."""
    try:
        found = assistant.configured(Path(settings.ASSISTANT_FILE))
    except assistant.Misconfigured as fault:
        return Finding(BAD, f"助手没有启用：{fault}")
    if found is None:
        return Finding(GOOD, "没有配置助手，讲话不离开本机")
    if not found.is_sealed:
        return Finding(WARNING, f"助手在 {found.host}，传送没有加密，只宜在内网使用")
    return Finding(GOOD, f"工会干部确认以后，可以把讲话发到 {found.host} 请助手看")


def post_office() -> Finding:
    """Say whether mail can be sent, without sending any."""
    if not settings.EMAIL_HOST:
        return Finding(GOOD, "没有配置发信服务（ZHIJIA_SMTP），忘记密码由工会干事处理")
    is_sealed = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if not is_sealed and not setting_up.is_loopback(settings.EMAIL_HOST):
        words = f"发信服务 {settings.EMAIL_HOST} 没有加密，请加 tls=1 或者改用 smtps://"
        return Finding(WARNING, words)
    return Finding(GOOD, f"发信服务是 {settings.EMAIL_HOST}{'，加密传送' * is_sealed}")


def messages() -> Finding:
    """Say whether letters and group messages arrived lately, and whether they lead here."""
    mails, groups = undelivered(now() - LATELY)
    if mails or groups:
        words = f"近 {LATELY.days} 天有 {mails} 条消息的邮件、{groups} 条群消息没有送到"
        return Finding(WARNING, f"{words}，原因见消息设置和群机器人页")
    if not settings.SITE_URL:
        return Finding(GOOD, "消息都已送到；没有配置网址（ZHIJIA_URL），邮件和群消息里没有链接")
    return Finding(GOOD, f"消息都已送到，邮件和群消息里的链接指向 {settings.SITE_URL}")


def demo_accounts() -> Finding:
    """Warn of accounts whose password everybody may know."""
    if demo_exists():
        return Finding(WARNING, "演示账号还能登录，正式使用前请停用")
    return Finding(GOOD, "没有演示账号")


def _digest(place: Path) -> str:
    """Return the SHA-256 of a file, "" where there is none."""
    if not place.exists():
        return ""
    with place.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def stored_files() -> Finding:
    """Say whether every upload is still there, byte for byte."""
    files = list(StoredFile.objects.order_by("pk"))
    wrong = [str(file) for file in files if _digest(file.place) != file.digest]
    if wrong:
        return Finding(BAD, f"{len(wrong)} 个文件丢失或者改动过，第一个是 {wrong[0]}")
    return Finding(GOOD, f"上传的 {len(files)} 个文件都在，内容没有变")


def disk() -> Finding:
    """Say whether the folder of this instance can be written to and has room."""
    try:
        with tempfile.TemporaryFile(dir=settings.HOME) as trial:
            trial.write(b"zhijia")
    except OSError as error:
        return Finding(BAD, f"数据文件夹不能写入：{error.strerror}")
    free = shutil.disk_usage(settings.HOME).free
    if free < LEAST_ROOM:
        return Finding(BAD, f"磁盘只剩 {free // 1024 // 1024} MB")
    return Finding(GOOD, f"数据文件夹可以写入，磁盘还有 {free // 1024 // 1024 // 1024} GB")


def backups() -> Finding:
    """Say when the last nightly backup was made."""
    last = nightly.last_at()
    if last is None:
        return Finding(WARNING, "还没有每日备份：服务运行时每天 2:30 备份到 backups 文件夹")
    when = f"{last:%Y-%m-%d %H:%M}"
    if now() - last > LATEST:
        return Finding(WARNING, f"最近一次每日备份是 {when}，已超过两天，服务是否一直在运行？")
    return Finding(GOOD, f"最近一次每日备份是 {when}，请定期复制一份到别处")


def vault() -> Finding:
    """Say whether what is sealed can be opened, and with which keys."""
    needed = keys_needed()
    try:
        kept = ring().keys
        fault = first_fault(kept)
    except Unopened as error:
        return Finding(BAD, str(error))
    if missing := [name for name in needed if name not in kept]:
        lost = sum(needed[name] for name in missing)
        return Finding(BAD, f"缺少密钥 {'、'.join(missing)}，{lost} 项加密信息解不开")
    if fault:
        return Finding(BAD, fault)
    spare = [name for name in kept if not needed[name] and name != ring().newest]
    rest = f"，{'、'.join(spare)} 只有旧备份还用得着" if spare else ""
    return Finding(GOOD, f"加密信息 {needed.total()} 项，{len(kept)} 个密钥{rest}")


def search_index() -> Finding:
    """Say whether the search finds anything at all; the clock holds it against the rows nightly."""
    if is_empty_index() and not is_empty():
        return Finding(BAD, "检索索引是空的，什么也搜不到，请运行 zhijia search rebuild")
    return Finding(GOOD, "检索索引已建立，每晚核对")


NEEDING_TABLES: tuple[Callable[[], Finding], ...] = (
    record,
    witnessed,
    messages,
    demo_accounts,
    stored_files,
    vault,
    search_index,
)


def examine() -> Iterator[Finding]:
    """Yield what every check finds; what reads tables waits until they are there."""
    yield disk()
    yield secrets_on_disk()
    yield ways_in()
    yield helper()
    yield post_office()
    yield backups()
    tables = migrations()
    yield tables
    if tables.state == GOOD:
        for check in NEEDING_TABLES:
            yield check()
