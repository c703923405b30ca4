"""The checks by name, and what came of each. Every verdict of the verifier is one of these."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..crypto.group import Refused

# In the order of the report. The ids are what programs and tests hold on to.
CHECKS = {
    "files": "档案的文件齐全，没有多余",
    "manifest": "选举清单规范，和给定的选举标识一致",
    "keys": "选举人凭证清单和选举清单一致",
    "desk_keys": "代录票凭证清单和选举清单一致",
    "roster": "可以另选的名册和选举清单一致",
    "ceremony": "密钥仪式完整，公钥由保管人共同产生",
    "lines": "公告板逐条规范",
    "order": "公告板的条目种类和次序正确",
    "chain": "公告板前后相连，没有增删改动",
    "listed": "每张选票出自清单上的凭证，没有超投",
    "revoked": "撤销凭证有两名监票人签名",
    "spoiled": "核验票打开属实，没有投出",
    "closed": "投票截止有两名监票人签名",
    "paper": "纸质票计数有签名，前后对得上",
    "sealed": "封存有两名监票人签名，计票张数一致",
    "ballots": "每张选票的签名和证明成立",
    "twins": "没有重复的密文",
    "enough": "票数不足时不开票",
    "mixed": "另选人的混洗证明成立",
    "partial": "解密份额的证明成立，人数足够",
    "result": "结果和解密所得一致",
    "head": "公告板末端和给定的一致",
}
MOST_REASONS = 20


@dataclass
class Findings:
    """Which checks were made, and why some failed. A check that was not made does not hold."""

    made: set[str] = field(default_factory=set)
    reasons: dict[str, list[str]] = field(default_factory=dict)

    def bad(self, check: str, why: str) -> None:
        """Note a failure; beyond some, only that there are more."""
        self.made.add(check)
        rows = self.reasons.setdefault(check, [])
        if len(rows) < MOST_REASONS:
            rows.append(why)
        elif len(rows) == MOST_REASONS:
            rows.append("还有更多")

    def make(self, *checks: str) -> None:
        """Note checks as made; those without a failure hold."""
        self.made.update(checks)

    @contextmanager
    def check(self, name: str) -> Iterator[None]:
        """Make a check: what is refused inside is its failure, and goes no further."""
        self.made.add(name)
        try:
            yield
        except Refused as error:
            self.bad(name, str(error))

    @property
    def holds(self) -> bool:
        """Whether nothing failed so far."""
        return not self.reasons

    @property
    def is_verified(self) -> bool:
        """Whether every check was made and holds."""
        return self.holds and self.made == set(CHECKS)
