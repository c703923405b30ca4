"""How fast speeches are taken apart, measured on a long text of neutral sentences."""

from time import perf_counter

from .apart import take_apart
from .reading import read_text

NEUTRAL = (
    "一、抓好今年的重点工作。各单位要结合实际制定实施方案,明确责任分工,6月底前完成隐患整改。",
    "去年以来,各项工作取得了新的进展。为了让职工满意,后勤部门要改善食堂和宿舍的条件。",
    "一是加强学习,每季度组织一次培训;二是开展技能比武,参赛率不低于80%。",
)


def bench(chars: int) -> float:
    """Return the seconds it takes to take apart a text of `chars` characters."""
    page = "\n".join(NEUTRAL)
    source = read_text((page * (chars // len(page) + 1))[:chars])
    start = perf_counter()
    take_apart(source)
    return perf_counter() - start
