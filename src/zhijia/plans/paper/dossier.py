"""办结归档表: all that is on file of a closed task, as a Word paper. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.platform.papers import Paper
from zhijia.platform.wording import written

Row = tuple[str, ...]
UNITS = ("承办单位", "承办角色", "完成期限", "签收", "办结", "状态", "得分")
UNIT_WIDTHS = (5, 2, 3, 3, 3, 2, 2)
SAID = ("日期", "批示人", "批示")
LIFE = ("日期", "承办", "步骤", "办理人", "说明")
LIFE_WIDTHS = (3, 4, 2.5, 2.5, 8)
FILES = ("日期", "承办", "材料")


@dataclass(frozen=True, slots=True)
class Dossier:
    """A closed task with the rows of its tables; `left_out` counts steps that are not shown."""

    number: str
    unit: str
    facts: Sequence[Row]
    units: Sequence[Row]
    said: Sequence[Row]
    life: Sequence[Row]
    files: Sequence[Row]
    left_out: int = 0


def dossier(task: Dossier, *, day: date) -> bytes:
    """Return the paper as a .docx file, lying on A4 for its tables."""
    paper = Paper("办结归档表", subtitle=f"（{task.unit}　任务 {task.number}）", landscape=True)
    paper.table(("项目", "内容"), task.facts, widths=(2, 12), caption="任务")
    paper.table(UNITS, task.units, widths=UNIT_WIDTHS, caption="承办单位")
    if task.said:
        paper.table(SAID, task.said, widths=(3, 4, 12), caption="领导批示")
    paper.table(LIFE, task.life, widths=LIFE_WIDTHS, caption="办理经过")
    if task.left_out:
        paper.paragraph(f"另有 {task.left_out} 条办理记录没有列出，可以在系统中查看。")
    paper.table(FILES, task.files, widths=(3, 5, 11), caption="办理材料")
    paper.signature(task.unit, day)
    return paper.to_bytes()


def shown(day: date | None) -> str:
    """Write a day, or a dash where there is none."""
    return written(day) if day else "—"
