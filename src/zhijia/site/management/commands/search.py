from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhijia.platform.search.acts import rebuild


class Command(BaseCommand):
    help = "检索的索引：rebuild 逐条核对并补正，办理照常进行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["rebuild"], help="要做的事")

    def handle(self, *args: Any, **options: Any) -> None:
        """Hold the index against the rows, mend it, and say how much was wrong."""
        mended = rebuild(self._tell)
        self.stdout.write(f"索引已核对，补正 {mended} 条。")

    def _tell(self, kind: str, done: int) -> None:
        self.stdout.write(f"  {kind} {done}")
