"""项目台账: a project with its stages, gates and all that happened, as a Word paper. Pure."""

from dataclasses import dataclass
from datetime import date

from zhijia.platform.papers import Paper
from zhijia.platform.wording import written

HEADS = ("序号", "环节", "责任岗位", "起止日期", "检查事项和确认", "材料", "状态")
WIDTHS = (5, 9, 13, 12, 30, 20, 11)
LIFE = ("日期", "环节", "事项", "办理人", "说明")
LIFE_WIDTHS = (12, 10, 12, 10, 46)


@dataclass(frozen=True, slots=True)
class BookStage:
    """A stage as the book tells it; `stands` is its state with a day or what its light says."""

    name: str
    owner: str
    from_on: date
    until_on: date
    checks: tuple[str, ...]
    papers: tuple[str, ...]
    stands: str


@dataclass(frozen=True, slots=True)
class BookStep:
    """One thing that happened: when, at which stage, what, by whom, in which words."""

    on: date
    stage: str
    what: str
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Book:
    """A project as its book tells it."""

    title: str
    number: str
    unit: str
    kind: str
    opened_on: date
    due_on: date | None
    stands: str
    stages: tuple[BookStage, ...]
    life: tuple[BookStep, ...]


def project_book(book: Book, *, day: date) -> bytes:
    """Return the book as a .docx file, lying on A4."""
    paper = Paper("项目台账", subtitle=f"（{book.unit}　{written(day)}）", landscape=True)
    due = written(book.due_on) if book.due_on else "待定"
    paper.paragraph(f"项目：{book.title}（任务 {book.number}）")
    paper.paragraph(
        f"类型：{book.kind}。开始：{written(book.opened_on)}。任务期限：{due}。{book.stands}。"
    )
    rows = [(str(n), *_cells(stage)) for n, stage in enumerate(book.stages, 1)]
    paper.heading("环节")
    paper.table(HEADS, rows, widths=WIDTHS)
    paper.heading("经过")
    life = [(f"{one.on:%Y-%m-%d}", one.stage, one.what, one.who, one.words) for one in book.life]
    paper.table(LIFE, life, widths=LIFE_WIDTHS)
    return paper.to_bytes()


def _cells(stage: BookStage) -> tuple[str, ...]:
    """Return the texts of a stage's columns, 序号 aside."""
    return (
        stage.name,
        stage.owner,
        f"{stage.from_on:%Y-%m-%d}\n{stage.until_on:%Y-%m-%d}",
        "\n".join(stage.checks),
        "\n".join(stage.papers),
        stage.stands,
    )
