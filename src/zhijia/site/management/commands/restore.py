from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhijia.platform.vault.keyfile import missing_keys
from zhijia.site.backup import restoring
from zhijia.site.backup.archive import Unfit


class Command(BaseCommand):
    help = "从备份恢复全部数据和文件：要么全部恢复，要么什么也不变。请先停止服务。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="zhijia backup 做的备份文件")
        parser.add_argument("--replace", action="store_true", help="用备份替换现有的全部数据")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore; leave with status 1 and a Chinese line where nothing was changed."""
        try:
            manifest = restoring.restore(options["file"], replace=options["replace"])
        except Unfit as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in manifest["tables"])
        self.stdout.write(
            f"已恢复 {manifest['made_at']} 的备份：{len(manifest['tables'])} 张表 {rows} 行，"
            f"{manifest['files']['count']} 个文件。所有人需要重新登录。"
        )
        if manifest["chain"] != "whole":
            self.stderr.write("注意：留痕在备份之前就不完整，请运行 zhijia doctor")
        if not manifest["secrets"]:
            self.stderr.write("备份里没有密钥文件：换了机器时，请把原来的密钥文件放进数据文件夹")
        if shut := missing_keys():
            self.stderr.write(f"注意：{shut.total()} 项加密信息解不开，缺少密钥 {'、'.join(shut)}")
