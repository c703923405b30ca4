"""`zhijia people import FILE`: what a roster says, before anything is imported.

Without `--unit` it is held against itself only: no database, no Django.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from zhijia.platform.sheets.opening import LARGEST_FILE, Unreadable

from .nouns import Fault, Roster
from .reading import read
from .returned import report
from .written import to_json

MOST_LISTED = 50
WHERE = "请用 --unit 写明导入到哪个单位（单位代码），或者加上 --dry-run 只预览。"


Into = Callable[[Namespace, bytes, TextIO], int]


def people(argv: Sequence[str], out: TextIO, into: Into) -> int:
    """Run `people import …`; return 0, or 2 after saying on stderr what is wrong.

    `into` holds the file against the register of a unit and imports it; it has the database.
    """
    asked = _parser().parse_args(argv)
    if not asked.unit and not asked.dry_run:
        return refuse(WHERE)
    try:
        data = _content(asked.file)
        if asked.unit:
            if asked.json:
                _write_json(asked, read(data, asked.file.name))
            return into(asked, data, out)
        roster = read(data, asked.file.name)
        _write(asked, data, roster)
    except Unreadable as error:
        return refuse(str(error))
    except OSError as error:
        return refuse(f"打不开或写不了文件「{error.filename}」：{error.strerror}")
    for line in _summary(roster):
        print(line, file=out)
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser("zhijia people")
    commands = parser.add_subparsers(required=True, metavar="import")
    command = commands.add_parser("import", help="读会员花名册（.xlsx、.xls、.csv）")
    command.add_argument("file", type=Path, metavar="文件")
    command.add_argument("--unit", metavar="单位代码", help="导入到哪个单位")
    command.add_argument("--dry-run", action="store_true", help="只看读出了什么，不导入")
    command.add_argument("--skip-bad", action="store_true", help="跳过不能导入的行，导入其余的")
    command.add_argument(
        "--places",
        choices=["here", "below", "strict"],
        default="here",
        help="全部编入该单位（here），按部门编入同名下级单位（below），没有同名的不导入（strict）",
    )
    command.add_argument(
        "--numbers",
        choices=["generate", "refuse"],
        default="generate",
        help="没有工号的人：由系统编号（generate），不导入（refuse）",
    )
    command.add_argument("--json", type=Path, metavar="OUT.json", help="把读出的内容写成 JSON")
    command.add_argument("--report", type=Path, metavar="OUT.xlsx", help="写出带“导入结果”一列的表")
    return parser


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _write(asked: Namespace, data: bytes, roster: Roster) -> None:
    if asked.json:
        _write_json(asked, roster)
    if asked.report:
        asked.report.write_bytes(report(data, asked.file.name, roster))


def _write_json(asked: Namespace, roster: Roster) -> None:
    written = json.dumps(to_json(roster), ensure_ascii=False, indent=1)
    asked.json.write_text(written + "\n", "utf-8")


def refuse(message: str) -> int:
    """Say on stderr what is wrong."""
    print(message, file=sys.stderr)
    return 2


def _summary(roster: Roster) -> list[str]:
    """Say what was read; rows and kinds, nobody's data."""
    refused = roster.rows - len(roster.people)
    lines = [f"共读出 {roster.rows} 人：可以导入 {len(roster.people)} 人，不能导入 {refused} 人。"]
    if not roster.header_rows:
        lines.append(
            "没有找到花名册：表头要有“姓名”一列和另外两个能认出的列，例如“身份证号”“部门”。"
        )
    lines += [f"没有读取工作表「{s.sheet}」：{s.message}。" for s in roster.sheets_skipped]
    for title, faults in (("不能导入", roster.errors), ("请核对", roster.warnings)):
        if faults:
            lines += [f"{title}（{len(faults)} 处）：", *map(_line, faults[:MOST_LISTED])]
        if len(faults) > MOST_LISTED:
            lines.append(f"  ……其余 {len(faults) - MOST_LISTED} 处见 --report 写出的表。")
    return lines


def _line(fault: Fault) -> str:
    sheet = f"「{fault.sheet}」" if fault.sheet else ""
    return f"  {sheet}第 {fault.row} 行：{fault.message}"
