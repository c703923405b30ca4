"""What takes longer than a command should wait."""

from zhijia.platform.jobs.register import Outcome, Work, job

from .acts import seal_anew
from .keyfile import ring
from .queries import keys_needed


@job("vault.seal_anew", "用新密钥重新加密", retries=3)
def work_through(work: Work) -> Outcome:
    """Seal everything with the newest key; the old ones are then needed by old backups only."""
    newest = ring().newest
    total = sum(n for name, n in keys_needed().items() if name != newest)
    done = 0
    for sealed in seal_anew():
        done += sealed
        work.told(done, max(total, done))
    return Outcome(f"已用密钥 {newest} 重新加密 {done} 项")
