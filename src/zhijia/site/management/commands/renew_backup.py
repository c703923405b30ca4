from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhijia.site.backup import renewing
from zhijia.site.backup.archive import Unfit
from zhijia.site.backup.making import applied_migrations


class Command(BaseCommand):
    help = "把旧版本的备份改成本版本的备份；restore 会自己调用它。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("old", type=Path)
        parser.add_argument("new", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew the archive, in an instance where nobody has ever lived."""
        if applied_migrations():
            raise CommandError("只能在空的数据文件夹里运行")
        try:
            renewing.renew(options["old"], options["new"])
        except Unfit as error:
            raise CommandError(str(error)) from error
