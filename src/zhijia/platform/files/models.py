from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.timezone import now


class StoredFile(models.Model):
    """文件: one upload under the name it came with; equal contents share one file on disk.

    It has no address of its own: the room that points here decides who may open it.
    """

    name = models.CharField("文件名", max_length=150)
    kind = models.CharField("类型", max_length=10)
    size = models.PositiveBigIntegerField("字节数")
    digest = models.CharField("SHA-256", max_length=64, db_index=True)
    kept_at = models.DateTimeField("上传时间", default=now)
    kept_by = models.BigIntegerField("上传账号", null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Path:
        """Return where the content lies."""
        return Path(settings.FILES_ROOT) / self.digest[:2] / self.digest
