"""What the clock does for the whole instance."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.utils.timezone import localtime

from zhijia.platform.jobs.register import Outcome, Work, daily, every, job
from zhijia.platform.once.models import Spent
from zhijia.platform.search.acts import rebuild

from . import witness
from .backup import making, nightly

TOKENS_KEPT = timedelta(days=30)  # far longer than a form stays open: a session ends after hours


@daily("02:30")
@job("site.back_up", "每日备份", retries=2)
def back_up(work: Work) -> Outcome:
    """Keep a backup of today among the last seven."""
    place = nightly.place_for(localtime().date())
    manifest = making.make(place)
    nightly.forget_old()
    rows = sum(table["rows"] for table in manifest["tables"])
    return Outcome(f"已备份 {rows} 行、{manifest['files']['count']} 个文件，存为 {place.name}")


@daily("03:30")
@job("site.tidy", "清理过期凭号和登录记录", retries=2)
def tidy(work: Work) -> Outcome:
    """Throw away the tokens of forms sent long ago, and sessions that have ended."""
    gone = Spent.forget_before(localtime() - TOKENS_KEPT)
    SessionStore.clear_expired()
    return Outcome(f"已清理 {gone} 个过期凭号和全部过期的登录记录")


@every(60)
@job("site.witness", "为留痕作见证", retries=1)
def bear_witness(work: Work) -> Outcome:
    """Write the head of the record into the file outside the database."""
    try:
        line = witness.write(localtime())
    except witness.Forged as error:
        return Outcome(f"没有记：见证文件第 {error.number} 行与印记不符，请运行 zhijia doctor")
    return Outcome(f"已记下留痕第 {line.entry} 条的印记" if line else "没有新的留痕")


@daily("03:40")
@job("site.search", "核对检索索引", retries=2)
def hold_search(work: Work) -> Outcome:
    """Hold the search index against the rows: what was written past every action is mended."""
    return Outcome(f"已核对检索索引，补正 {rebuild(lambda _, done: work.told(done, done))} 条")
