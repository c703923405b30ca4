from django.core.management.base import BaseCommand

from zhijia.site import reference


class Command(BaseCommand):
    help = "重新生成 docs/generated/：条文、权限和数据的对照表。"

    def handle(self, *args: object, **options: object) -> None:
        """Write the pages; a test fails while they are stale."""
        reference.write()
        self.stdout.write(f"已写入 {reference.FOLDER}")
