from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhijia.site.backup import making
from zhijia.site.backup.archive import Unfit


class Command(BaseCommand):
    help = "把全部数据和上传的文件备份成一个文件，系统照常运行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="备份文件，例如 职家.zip")
        parser.add_argument("--with-secrets", action="store_true", help="连同密钥文件一起备份")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the archive; leave with status 1 and a Chinese line where it cannot be."""
        place: Path = options["file"].absolute()
        try:
            manifest = making.make(place, with_secrets=options["with_secrets"])
        except Unfit as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"写不进 {place}：{error.strerror}") from error
        rows = sum(table["rows"] for table in manifest["tables"])
        self.stdout.write(
            f"已备份到 {place}：{len(manifest['tables'])} 张表 {rows} 行，"
            f"{manifest['files']['count']} 个文件"
        )
        self._warn(manifest)

    def _warn(self, manifest: dict[str, Any]) -> None:
        """Say what the archive does not hold, or holds too much of."""
        if missing := manifest["files"]["missing"]:
            self.stderr.write(f"注意：{len(missing)} 个文件丢失或者改动过，没有备份")
        if manifest["chain"] != "whole":
            self.stderr.write("注意：留痕不完整，请运行 zhijia doctor")
        if manifest["secrets"]:
            self.stderr.write("注意：备份里有密钥文件，拿到备份的人就能读出加密的内容，请妥善保管")
        else:
            self.stderr.write(
                "备份里没有密钥文件（secret-key、vault-keys），没有它们，"
                "加密的个人信息恢复以后也解不开，请与备份分开保存；"
                "要放在一起，请加 --with-secrets"
            )
