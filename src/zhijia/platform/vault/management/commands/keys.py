from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhijia.platform.actor import Actor
from zhijia.platform.jobs import actions as jobs
from zhijia.platform.vault import keyfile, ring
from zhijia.platform.vault.acts import seal_anew
from zhijia.platform.vault.queries import keys_needed


class Command(BaseCommand):
    help = "个人信息的加密密钥：list 列出，rotate 换新并重新加密，drop 删去不再需要的。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["list", "rotate", "drop"])
        parser.add_argument("key", nargs="?", default="", help="要删去的密钥名")
        parser.add_argument("--now", action="store_true", help="立即在本窗口重新加密，不交给后台")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["what"]:
            case "rotate":
                self._rotate(options["now"])
            case "drop":
                self._drop(options["key"])
        self._list()

    def _list(self) -> None:
        """Print every key, what it still seals, and those that are missing."""
        needed, kept = keys_needed(), ring()
        for name in kept.keys:
            word = "（现用）" if name == kept.newest else ""
            self.stdout.write(f"{name}{word}  {needed.pop(name, 0)} 项")
        for name, n in needed.items():
            self.stderr.write(f"{name}（缺少）  {n} 项解不开")

    def _rotate(self, now: bool) -> None:
        """Let a new key seal from now on, and everything be sealed anew."""
        name = keyfile.add_key()
        self.stdout.write(f"新密钥 {name} 已启用。请把密钥文件另存一份，与备份分开保管。")
        if now:
            self.stdout.write(f"已重新加密 {sum(seal_anew())} 项。")
        else:
            jobs.start(actor=Actor(), name="vault.seal_anew")
            self.stdout.write("已交给后台重新加密，服务运行时进行；可在“后台作业”页看进度。")

    def _drop(self, name: str) -> None:
        """Forget a key that seals nothing here any more."""
        if name not in ring().keys:
            raise CommandError(f"没有密钥 {name}")
        if name == ring().newest:
            raise CommandError(f"密钥 {name} 正在使用，不能删去")
        if n := keys_needed()[name]:
            raise CommandError(f"还有 {n} 项用密钥 {name} 加密，请先等重新加密做完")
        keyfile.drop_key(name)
        self.stdout.write(f"密钥 {name} 已删去。删去以前做的备份要用它，请保留旧密钥文件的副本。")
