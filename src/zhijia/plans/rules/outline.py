"""环节模板: a project's stages as lines that a desk can read and write. Pure.

环节：招标，30天
检查：招标文件已经审定；监督人；审定意见
材料：中标通知书
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from tomllib import loads

from zhijia.law import ALLOWED, Verdict, refused

MOST_STAGES, MOST_LINES, LONGEST = 30, 20, 100
HEAD = re.compile(r"^\s*(环节|检查|材料)\s*[：:]\s*(.*?)\s*$")
DAYS = re.compile(r"^(\d{1,4})\s*[天日]$")
OVERLAPS = "可交叉"


@dataclass(frozen=True, slots=True)
class Check:
    """What must be true before the gate opens, who confirms it, and on what paper."""

    words: str
    who: str = ""
    proof: str = ""

    def __str__(self) -> str:
        return "；".join([self.words, self.who, self.proof]).rstrip("；")


@dataclass(frozen=True, slots=True)
class StagePlan:
    """A stage as a template has it: its days, and whether it may run beside the one before it."""

    name: str
    days: int
    overlaps: bool = False
    checks: tuple[Check, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The stages that lines say, or what is wrong with the lines."""

    stages: tuple[StagePlan, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A template that comes with the product."""

    code: str
    name: str
    outline: str


@cache
def templates() -> tuple[Template, ...]:
    """Return the templates of the product, as `lexicon/stages.toml` has them."""
    text = (files(__package__) / "lexicon" / "stages.toml").read_text("utf-8")
    return tuple(
        Template(one["code"], one["name"], one["outline"].strip())
        for one in loads(text)["templates"]
    )


def check_of(words: str) -> Check:
    """Read 内容；确认人；凭据; what is left out stays empty."""
    parts = [part.strip() for part in re.split("[；;]", words)]
    words, who, proof, *_ = [*parts, "", ""]
    return Check(words, who, proof)


def read_outline(text: str) -> Outline:
    """Read the lines of a template; each fault names its line."""
    stages: list[StagePlan] = []
    faults: list[str] = []
    for n, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = HEAD.match(line)
        if not found or not found[2]:
            faults.append(f"第 {n} 行：请以“环节：”“检查：”或者“材料：”开头，后面写内容")
        elif found[1] == "环节":
            stage = _stage(found[2])
            stages.extend([stage] if stage else [])
            faults.extend(
                [] if stage else [f"第 {n} 行：环节写成“环节：名称，天数”，如“招标，30天”"]
            )
        elif not stages:
            faults.append(f"第 {n} 行：“{found[1]}”应写在一个环节之下")
        elif len(found[2]) > LONGEST:
            faults.append(f"第 {n} 行：内容不超过 {LONGEST} 字")
        else:
            stages[-1] = _with(stages[-1], found[1], found[2])
    faults += _overfull(stages)
    return Outline(tuple(stages), tuple(faults))


def _stage(words: str) -> StagePlan | None:
    """Read 名称，30天（，可交叉）; None where it says something else."""
    name, *rest = [part.strip() for part in re.split("[，,]", words)]
    days = [int(found[1]) for part in rest if (found := DAYS.match(part))]
    others = [part for part in rest if part != OVERLAPS and not DAYS.match(part)]
    if not name or len(name) > 30 or len(days) != 1 or others or not 1 <= days[0] <= 3650:
        return None
    return StagePlan(name, days[0], OVERLAPS in rest)


def _with(stage: StagePlan, head: str, words: str) -> StagePlan:
    """Return a stage with one more check or paper."""
    if head == "检查":
        return replace(stage, checks=(*stage.checks, check_of(words)))
    return replace(stage, papers=(*stage.papers, words))


def _overfull(stages: Sequence[StagePlan]) -> list[str]:
    """Name what is too many, twice or missing."""
    names = [stage.name for stage in stages]
    twice = dict.fromkeys(name for name in names if names.count(name) > 1)
    alike = [(stage.name, words) for stage in stages for words in said_twice(stage.checks)]
    full = (s.name for s in stages if len(s.checks) > MOST_LINES or len(s.papers) > MOST_LINES)
    return [
        *([] if stages else ["至少要有一个环节"]),
        *([f"环节最多 {MOST_STAGES} 个"] if len(stages) > MOST_STAGES else []),
        *(f"环节“{name}”写了两次" for name in twice),
        *(f"环节“{name}”的检查“{words}”写了两次" for name, words in alike),
        *(f"环节“{name}”的检查或者材料超过 {MOST_LINES} 项" for name in full),
    ]


def said_twice(checks: Iterable[Check]) -> list[str]:
    """Return the words of checks that are there twice: who confirms one would confirm which?"""
    words = [check.words for check in checks]
    return list(dict.fromkeys(said for said in words if words.count(said) > 1))


def asks_once(checks: Iterable[Check]) -> Verdict:
    """A stage asks for each check once."""
    if twice := said_twice(checks):
        return refused(f"检查“{'、'.join(twice)}”写了两次；由几人确认的，请分别写明各自确认什么")
    return ALLOWED


def may_keep_outline(outline: Outline) -> Verdict:
    """A template is kept when every line of it is understood."""
    return refused("；".join(outline.faults)) if outline.faults else ALLOWED


def written_outline(stages: Iterable[StagePlan]) -> str:
    """Write stages as the lines that `read_outline` reads."""
    lines: list[str] = []
    for stage in stages:
        lines.append(
            f"环节：{stage.name}，{stage.days}天{f'，{OVERLAPS}' if stage.overlaps else ''}"
        )
        lines.extend(f"检查：{check}" for check in stage.checks)
        lines.extend(f"材料：{paper}" for paper in stage.papers)
    return "\n".join(lines)


def laid_out(stages: Iterable[StagePlan], begins_on: date) -> list[tuple[date, date]]:
    """Return first and last day of each stage, one after the other from a day on.

    One that may overlap begins with the one before it.
    """
    found: list[tuple[date, date]] = []
    for stage in stages:
        start = begins_on
        if found:
            start = found[-1][0] if stage.overlaps else max(f[1] for f in found) + timedelta(days=1)
        found.append((start, start + timedelta(days=stage.days - 1)))
    return found
