from django.core.management.base import BaseCommand

from zhijia.site import checkup


class Command(BaseCommand):
    help = "检查本机上的职家：数据库、留痕、密钥、演示账号、文件和磁盘。"

    def handle(self, *args: object, **options: object) -> None:
        """Print one line a check; leave with status 1 where something is wrong."""
        findings = list(checkup.examine())
        for finding in findings:
            self.stdout.write(f"{finding.state}  {finding.words}")
        if any(finding.state == checkup.BAD for finding in findings):
            raise SystemExit(1)
