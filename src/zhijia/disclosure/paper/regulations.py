"""The register and the lists of readers on paper. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.platform.papers import Paper
from zhijia.platform.wording import written

HEADS = ("序号", "名称", "文号", "类别", "主管部门", "施行日期", "审议职权", "民主程序", "复审期限")
READERS = ("序号", "单位", "姓名", "工号", "签阅日期", "方式")
SHEET = ("序号", "单位", "姓名", "工号", "本人签字", "日期")


@dataclass(frozen=True, slots=True)
class Entry:
    """A regulation as the printed register tells it."""

    title: str
    number: str
    subject: str
    department: str
    from_on: date | None
    competence: str
    steps: str
    review_on: date

    def cells(self, n: int) -> tuple[str, ...]:
        """Return its row."""
        begun = f"{self.from_on:%Y-%m-%d}" if self.from_on else ""
        first = (str(n), self.title, self.number, self.subject, self.department, begun)
        return (*first, self.competence or "—", self.steps, f"{self.review_on:%Y-%m-%d}")


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who was asked to read: their unit and number, and when and how they signed."""

    unit: str
    name: str
    number: str
    read_on: date | None = None
    how: str = ""


def register_paper(entries: Sequence[Entry], *, unit: str, day: date) -> bytes:
    """Return the register as a .docx file, lying on A4."""
    paper = Paper("规章制度目录", subtitle=f"（{unit}　{written(day)}）", landscape=True)
    paper.table(HEADS, [one.cells(n) for n, one in enumerate(entries, 1)])
    return paper.to_bytes()


def readers_paper(
    title: str,
    have: Sequence[Reader],
    have_not: Sequence[Reader],
    *,
    unit: str,
    day: date,
) -> bytes:
    """Return who has signed, and a list to be signed by who has not, as a .docx file."""
    paper = Paper("规章制度签阅情况", subtitle=f"（{unit}　{written(day)}）")
    paper.lead(
        f"{title}：应签阅 {len(have) + len(have_not)} 人，"
        f"已签阅 {len(have)} 人，未签阅 {len(have_not)} 人。"
    )
    paper.heading("已签阅")
    paper.table(
        READERS,
        [
            (str(n), one.unit, one.name, one.number, f"{one.read_on:%Y-%m-%d}", one.how)
            for n, one in enumerate(have, 1)
        ],
    )
    paper.heading("未签阅（签字表）")
    paper.table(
        SHEET,
        [(str(n), one.unit, one.name, one.number, "", "") for n, one in enumerate(have_not, 1)],
    )
    return paper.to_bytes()
