"""What takes longer than a page may: reading, writing, taking back, long exports, throwing away."""

from django.utils.timezone import localdate, now

from zhijia.platform.jobs.register import Outcome, Work, daily, job

from . import actions, acts, running
from .lines import ADD, CHANGE, REFUSED
from .models import Export, Import


def _brought(pk: int) -> Import:
    return Import.objects.select_related("upload", "returned").get(pk=pk)


@job(actions.READ, "读取导入文件")
def read(work: Work, pk: int) -> Outcome:
    """Read and judge a file; begun again it begins from the start. Its workbook comes after."""
    brought = _brought(pk)
    if brought.state == "reading":
        brought = running.read_in(work.actor, brought, localdate(), work.told)
    if brought.state == "ready" and brought.counts.get(REFUSED):
        running.give_back(brought, localdate())
    return Outcome(brought.words or _counted(brought), brought.get_absolute_url())


def _counted(brought: Import) -> str:
    counts = brought.counts
    told = {"新增": ADD, "变更": CHANGE, "不能导入": REFUSED}
    return "，".join(f"{words} {counts.get(kind, 0)} 行" for words, kind in told.items())


@job(actions.WRITE, "写入导入内容")
def write(work: Work, pk: int) -> Outcome:
    """Write a confirmed import, and return its workbook."""
    brought = running.write_in(work.actor, _brought(pk), localdate(), now())
    if brought.state == "done":
        running.give_back(brought, localdate())
    return Outcome(_counted(brought), brought.get_absolute_url())


@job(actions.UNDO, "撤销导入")
def undo(work: Work, pk: int) -> Outcome:
    """Take an import back."""
    brought = running.take_back(work.actor, _brought(pk), now())
    return Outcome("已撤销", brought.get_absolute_url())


@job(actions.TAKE, "生成导出文件")
def take(work: Work, pk: int) -> Outcome:
    """Make the file of a long export."""
    export = actions.make(actor=work.actor, export=Export.objects.get(pk=pk), at=now())
    return Outcome(f"{export.rows} 行", export.get_absolute_url())


@daily("03:20")
@job("sheets.erase_old", "删除过期的导入导出文件")
def erase_old(work: Work) -> Outcome:
    """Throw away uploads, returned workbooks and exports that were kept long enough."""
    return Outcome(f"删除 {acts.erase_old(now())} 件")
