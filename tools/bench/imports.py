"""A roster of very many people brought in, beside reading its file and a bare bulk_create."""

import io
import os
import resource
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import django
import xlsxwriter  # type: ignore[import-untyped]  # annotated, but ships no py.typed
from python_calamine import CalamineWorkbook

from .measuring import Line, seconds

HEADS = (
    "序号 姓名 性别 民族 出生年月 身份证号 学历 政治面貌"
    " 部门 岗位 用工形式 入会时间 手机号码 会籍状态 工号"
)
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "伟芳娜敏静丽强磊军洋勇艳杰涛明超"
SLOWEST, LARGEST = 3, 600  # times the bare work; MiB
TODAY = date(2026, 11, 26)


def roster(people: int) -> bytes:
    """Return a roster of invented people: area 9999xx, phones 199 0…; the same each time."""
    from zhijia.org.roster.identity import check_digit

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        page = book.add_worksheet("花名册")
        for column, head in enumerate(HEADS.split()):
            page.write_string(0, column, head)
        for number in range(people):
            for column, cell in enumerate(_person(number, check_digit)):
                page.write_string(number + 1, column, cell)
    return out.getvalue()


def _person(number: int, check_digit: Callable[[str], str]) -> list[str]:
    year, month, day = 1960 + number % 45, 1 + number % 12, 1 + number % 28
    start = f"9999{number // 1000 % 100:02}{year}{month:02}{day:02}{number % 1000:03}"
    identity = start + check_digit(start)
    name = SURNAMES[number % 16] + GIVEN[number // 16 % 16] + GIVEN[number // 256 % 16]
    sex = "男" if int(identity[16]) % 2 else "女"
    work = [f"第{number % 200}车间", "操作工", "合同制", "2015.7", f"1990{number:07}", "在册"]
    born = f"{year}.{month}"
    first = [str(number + 1), name, sex, "汉族", born, identity, "本科", "群众"]
    return [*first, *work, f"G{number:06}"]


class Import:
    """The roster on its way into an instance of its own, as the page's jobs take it there."""

    def __init__(self, data: bytes) -> None:
        from zhijia.org import demo, queries

        unit = demo.begin(today=TODAY, password=os.urandom(12).hex())
        self.data, self.unit = data, unit
        self.desk = queries.actor_for(unit.members.get())
        self.one: Any = None

    def look_through(self) -> None:
        """Keep the file, read it, hold every row against the register, put it aside."""
        from zhijia.platform.sheets import actions, running
        from zhijia.platform.sheets.register import SHEETS

        self.one = actions.bring(
            actor=self.desk,
            sheet=SHEETS["org.members"],
            place=self.unit,
            data=self.data,
            name="花名册.xlsx",
            chosen={},
            in_background=False,
        )
        running.read_in(self.desk, self.one, TODAY, lambda *told: None)

    def write(self) -> None:
        """Confirm and write, with what taking back needs."""
        from django.utils.timezone import now

        from zhijia.platform.sheets import actions, running

        actions.confirm(actor=self.desk, brought=self.one, is_whole=True, in_background=False)
        running.write_in(self.desk, self.one, TODAY, now())

    def take_back(self) -> None:
        """Take all of it back."""
        from django.utils.timezone import now

        from zhijia.platform.sheets import actions, running

        self.one.refresh_from_db()
        actions.ask_to_undo(actor=self.desk, brought=self.one, in_background=False)
        running.take_back(self.desk, self.one, now())


def bare(rows: list[Any], stays: list[Any]) -> None:
    """Write the same members and stays in one transaction, and nothing else."""
    from django.db import transaction

    from zhijia.org.models import Member, Membership

    with transaction.atomic():
        Member.objects.bulk_create(rows)
        for stay, member in zip(stays, rows, strict=True):
            stay.member = member
        Membership.objects.bulk_create(stays)


def read_bare(data: bytes) -> None:
    """Read every cell of the file, and understand none."""
    CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def made_anew() -> tuple[list[Any], list[Any]]:
    """Return the imported members and stays as rows that are not written yet, in clear."""
    from zhijia.org.models import Member, Membership

    came = Member.objects.filter(staff_no__startswith="G")
    rows = list(came.order_by("pk"))
    stays = list(Membership.objects.filter(member__in=came).order_by("member"))
    for row in rows:
        row.id_number, row.phone = row.id_number, row.phone  # opened, so that writing seals them
        row.pk = None
    for stay in stays:
        stay.pk = None
    return rows, stays


def measures(people: int) -> Iterator[Line]:
    """Bring a roster in, look at its preview, take it back, and do the bare work."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    django.setup()
    from zhijia.platform.sheets import queries

    from . import building

    building.migrate()
    data = roster(people)
    yield Line("the roster", len(data) / 2**20, "MiB")
    work = Import(data)
    looked, wrote = seconds(work.look_through), seconds(work.write)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Line(f"{people:,} people read and looked through", looked, "s")
    page = seconds(lambda: queries.page(work.one, "add", 5))
    yield Line("one page of the preview", 1000 * page, "ms")
    yield Line("written, with what taking back needs", wrote, "s")
    rows, stays = made_anew()
    yield Line("taken back as a whole", seconds(work.take_back), "s")
    least = seconds(lambda: read_bare(data)) + seconds(lambda: bare(rows, stays))
    yield Line("read by calamine and written by bulk_create", least, "s")
    yield Line("the import against that", (looked + wrote) / least, "times", SLOWEST)
    yield Line("people a second", people / (looked + wrote), "")
    yield Line("memory of the import at its peak", peak, "MiB", LARGEST)
