"""Where an electronic vote stands: its board's head, its credentials, what must not come twice.

Whatever is written here follows from what stands on the board for everybody to see
(docs/ballot-protocol.md 8.4).
"""

from django.db import models
from django.db.models import UniqueConstraint

from zhijia.platform.vault import SealedField, fresh_seal

from .ballots import Ballot

CREDENTIALS = {"voter": "选举人", "desk": "代录"}


class Board(models.Model):
    """公告板的头: what the next entry is chained to; appending locks this row.

    `uuid` is the manifest's id, there before the manifest because codes are bound to it.
    `statement` is what scrutineers are signing: {kind, payload, signatures: [{key, sig}]}.
    """

    ballot = models.OneToOneField(Ballot, models.CASCADE, related_name="board")
    uuid = models.UUIDField("编号", unique=True, editable=False)
    seal = models.CharField(max_length=32, default=fresh_seal, editable=False)
    server_seed = SealedField("回执签名私钥")
    server_key = models.CharField("回执签名公钥", max_length=64)
    scrutineers = models.JSONField("监票公钥", default=list)
    h = models.CharField("选举公钥", max_length=64, blank=True)
    seq = models.PositiveBigIntegerField("下一条序号", default=0)
    head = models.CharField("链头", max_length=64, blank=True)
    phase = models.CharField("阶段", max_length=10, blank=True)
    is_stopped = models.BooleanField("停止收票", default=False)
    statement = models.JSONField("待签署", default=dict)

    def __str__(self) -> str:
        return str(self.uuid)


class Handed(models.Model):
    """交来、还在核对: what a holder's device made of a large vote, until a job has checked it.

    `step` is mix or open; `why` says what was wrong with it, and then it only waits to be replaced.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="handed")
    step = models.CharField("步骤", max_length=4)
    body = models.TextField("内容")
    job = models.BigIntegerField("作业", default=0)
    why = models.CharField("没有收下的原因", max_length=300, blank=True)

    class Meta:
        ordering = ["ballot", "pk"]

    def __str__(self) -> str:
        return f"{self.step} {self.pk}"


class Credential(models.Model):
    """凭证公钥: one the registrar listed; `last` is the seq of the ballot that counts."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="credentials")
    key = models.CharField("公钥", max_length=64)
    kind = models.CharField("种类", max_length=6, choices=list(CREDENTIALS.items()))
    last = models.PositiveBigIntegerField("计入的一条", null=True)
    opened = models.PositiveSmallIntegerField("核验次数", default=0)
    is_revoked = models.BooleanField("作废", default=False)

    class Meta:
        ordering = ["ballot", "kind", "key"]
        constraints = [UniqueConstraint("ballot", "key", name="ballot_credential_once")]

    def __str__(self) -> str:
        return self.key


class Cipher(models.Model):
    """A ciphertext on the board, as the first 16 bytes of its hash: none comes twice."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="ciphers")
    mark = models.CharField("标记", max_length=32)

    class Meta:
        constraints = [UniqueConstraint("ballot", "mark", name="ballot_cipher_once")]

    def __str__(self) -> str:
        return self.mark
