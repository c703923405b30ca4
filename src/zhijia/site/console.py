"""The one command `zhijia`: speeches, rosters, rehearsals; all the rest is Django's."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TextIO

USAGE = """职家命令行

  zhijia speech tasks 文件 [--xlsx OUT.xlsx] [--docx OUT.docx]
                              拆分讲话（.docx、.txt、.pdf、.doc），每行输出一条任务（JSON）
  zhijia people import 文件 --dry-run [--json OUT.json] [--report OUT.xlsx]
                              预览会员花名册（.xlsx、.xls、.csv）能读出什么，不改动数据
  zhijia people import 文件 --unit 单位代码 [--dry-run] [--skip-bad] [--report OUT.xlsx]
                              把花名册导入一个单位：有一人不能导入就都不导入，除非 --skip-bad
  zhijia ballots rehearse --voters N --candidates C --seats K [--write-ins S] [--paper P] --out 档案
                              演练一次电子选举，从密钥仪式到结果，留下可以核验的档案
  zhijia prepare [--empty]    建库升级、装入演示数据，并显示网址与账号
  zhijia backup 文件          备份全部数据和文件（--with-secrets 连同密钥）
  zhijia restore 文件         从备份恢复，要么全部恢复，要么不变（--replace 替换现有数据）
  zhijia keys list            列出加密密钥（rotate 换新并重新加密，drop 删去不再需要的）
  zhijia doctor               自检：数据库、留痕、密钥、加密信息、演示账号、文件和磁盘
  zhijia migrate              只升级数据库
  zhijia help                 列出其余命令
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, given without the program's name; return the exit status."""
    match list(sys.argv[1:] if argv is None else argv):
        case []:
            print(USAGE, end="")
            return 0
        case ["speech", "tasks", _, *_] as words:
            return speech(words[1:])
        case ["speech", *_]:
            print(USAGE, end="", file=sys.stderr)
            return 2
        case ["people", *rest]:
            return people(rest)
        case ["ballots", *rest]:
            return ballots(rest)
        case rest:
            return django(rest)


def speech(argv: Sequence[str]) -> int:
    """Print the tasks a speech asks for; imported here so that no other command waits for it."""
    from zhijia.plans.commands import tasks

    return tasks(argv, sys.stdout)


def people(argv: Sequence[str]) -> int:
    """Preview or import a roster; imported here so that no other command waits for it."""
    from zhijia.org.roster import console

    return console.people(argv, sys.stdout, _into_register)


def ballots(argv: Sequence[str]) -> int:
    """Rehearse an election; imported here so that no other command waits for it."""
    from zhijia.ballots.rehearsal import console

    return console.ballots(argv, sys.stdout, sys.stderr)


def _into_register(asked: Namespace, data: bytes, out: TextIO) -> int:
    """Hold a roster against the register: only this needs Django and the database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    django.setup()
    from zhijia.org import commands

    return commands.people(asked, data, out)


def django(argv: Sequence[str]) -> int:
    """Hand over to Django, which leaves by SystemExit when something is wrong."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    execute_from_command_line(["zhijia", *argv])
    return 0
