from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhijia.platform.jobs import worker


class Command(BaseCommand):
    help = "办理后台作业，并按时发起每天的作业；script/server 会自动运行它。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="没有作业了就结束")
        parser.add_argument("--no-clock", action="store_true", help="不发起定时作业")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until Ctrl-C."""
        worker.obey_signals()
        worker.work(until_empty=options["until_empty"], with_clock=not options["no_clock"])
