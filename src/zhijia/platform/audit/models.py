import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.timezone import now

LONGEST = 2000
# Where an entry stands instead of at its unit: before the path of what only the very unit's desk
# reads, alone for what no page of the record shows. The chain holds them like all others.
APART, NOWHERE = "=", "-"


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as JSON keeps them; a long text is kept by its first 2,000 characters."""
    short = {k: v[:LONGEST] if isinstance(v, str) else v for k, v in values.items()}
    kept: dict[str, Any] = json.loads(json.dumps(short, cls=DjangoJSONEncoder))
    return kept


class AuditEntry(models.Model):
    """留痕: what was done, by whom, to what. Appended by @action, never edited."""

    done_at = models.DateTimeField("时间", default=now)
    user_id = models.BigIntegerField("账号", null=True)
    member_id = models.BigIntegerField("会员", null=True)
    action = models.CharField("动作", max_length=80)
    label = models.CharField("名称", max_length=80)
    subject = models.CharField("对象", max_length=200)
    unit_path = models.CharField("单位路径", max_length=40, blank=True, db_index=True)
    before = models.JSONField("原值", default=dict)
    after = models.JSONField("新值", default=dict)
    hash = models.CharField("印记", max_length=64, unique=True)

    def __str__(self) -> str:
        return f"#{self.pk} {self.action}"

    def seal(self, previous: str) -> str:
        """Return the hash of the entry before and of everything this one says."""
        said = [
            self.done_at.isoformat(),
            self.user_id,
            self.member_id,
            self.action,
            self.label,
            self.subject,
            self.unit_path,
            self.before,
            self.after,
        ]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256((previous + text).encode()).hexdigest()


class AuditHead(models.Model):
    """链首: the one row that knows the newest hash; who holds its lock may lengthen the chain."""

    hash = models.CharField("印记", max_length=64, default="")

    def __str__(self) -> str:
        return self.hash

    @classmethod
    def append(cls, entries: Sequence[AuditEntry]) -> None:
        """Chain the entries to the newest one, holding the head until the transaction ends."""
        head, _ = cls.objects.select_for_update().get_or_create(pk=1)
        for entry in entries:
            entry.hash = head.hash = entry.seal(head.hash)
        AuditEntry.objects.bulk_create(entries)
        head.save()
