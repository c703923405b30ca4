"""The one-page report, as text and as a page that opens from disk."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from ..crypto.contests import Contest
from ..crypto.words import aloud
from .checks import CHECKS
from .opening import NOBODY, VOID
from .verifier import Verdict

HOLDS, FAILS, NOT_MADE = "通过", "不通过", "未查"
TOLD = {"eid": "manifest", "head": "head"}
KINDS = {"mark": "得票", "yes": "赞成", "no": "不赞成"}


@dataclass(frozen=True)
class Row:
    """A check as the report shows it."""

    state: str
    name: str
    reasons: list[str]


def conclusion(verdict: Verdict) -> str:
    """Return the sentence that matters."""
    if not verdict.is_verified:
        return "核验不通过：这份档案不能证明选举结果。"
    if not verdict.is_opened:
        return "核验通过：票数不足，没有开票。"
    return "核验通过：每张计票的选票都有效，结果与选票一致。"


def rows(verdict: Verdict) -> Iterator[Row]:
    """Yield every check with what came of it."""
    for check, name in CHECKS.items():
        reasons = verdict.findings.reasons.get(check, [])
        made = FAILS if reasons else HOLDS
        state = made if check in verdict.findings.made else NOT_MADE
        yield Row(state, name + _unasked(verdict, check), reasons)


def _unasked(verdict: Verdict, check: str) -> str:
    """Say where nobody gave what would have been compared."""
    told = {of: name for name, of in TOLD.items()}.get(check)
    return "（未给定，未比对）" if told and told not in verdict.given else ""


def facts(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Yield what was verified: of which election, up to where, how many."""
    if verdict.manifest is None:
        return
    manifest = verdict.manifest
    yield "选举", manifest.title + ("（演练）" if manifest.rehearsal else "")
    yield "单位", manifest.unit
    yield "选举标识", manifest.eid.hex()
    yield "标识读作", aloud(manifest.eid)
    yield "应到", f"{manifest.due} 人"
    if not verdict.head:
        return
    yield "公告板末端", verdict.head.hex()
    yield "电子投票", _ballots(verdict)
    if verdict.keyed_in:
        yield "纸质票代录", f"{verdict.keyed_in} 张"
    if paper := verdict.paper:
        told = f"发出 {paper.issued} 张，收回 {paper.returned} 张，有效 {paper.valid} 张"
        yield "纸质票", f"{told}，无效 {paper.void} 张"


def _ballots(verdict: Verdict) -> str:
    counts = verdict.counts
    text = f"公告 {counts.get('ballot', 0)} 张，计票 {verdict.electronic} 张"
    return text + (f"，核验票 {spoiled} 张" if (spoiled := counts.get("spoiled", 0)) else "")


def results(verdict: Verdict) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each contest's title with its lines; nothing where nothing was verified."""
    if verdict.manifest is None or not (verdict.is_verified and verdict.is_opened):
        return
    for n, contest in enumerate(verdict.manifest.contests):
        yield contest.title, [*_choices(verdict, n, contest), *_writes(verdict, contest)]


def _choices(verdict: Verdict, n: int, contest: Contest) -> Iterator[tuple[str, str]]:
    """Yield what each choice got; paper counted apart is added."""
    assert verdict.manifest is not None
    told: dict[int, list[str]] = {}
    for at, cell in enumerate(verdict.manifest.layout.cells):
        if cell.contest != n or cell.choice is None:
            continue
        what = KINDS.get(cell.kind) or contest.grades[cell.grade or 0]
        told.setdefault(cell.choice, []).append(f"{what} {_number(verdict, at)}")
    for choice, numbers in told.items():
        yield contest.choices[choice].name, "，".join(numbers)


def _number(verdict: Verdict, at: int) -> str:
    apart = verdict.paper.cells[at] if verdict.paper and verdict.paper.cells else 0
    number = verdict.cells[at] + apart
    return f"{number} 票" + (f"（其中纸质 {apart} 票）" if apart else "")


def _writes(verdict: Verdict, contest: Contest) -> Iterator[tuple[str, str]]:
    opened = verdict.writes.get(contest.id, {})
    apart = verdict.paper.writes.get(contest.id, {}) if verdict.paper else {}
    for member in sorted(set(opened) | set(apart) - {NOBODY, VOID}):
        if number := opened.get(member, 0) + apart.get(member, 0):
            if member in (NOBODY, VOID):
                continue
            yield f"另选人 {verdict.roster.get(member, member)}", f"{number} 票"
    if void := opened.get(VOID, 0):
        yield "另选人无效", f"{void} 票"


def text(verdict: Verdict) -> str:
    """Return the report for a terminal."""
    lines = ["选举档案核验报告", ""]
    lines += [f"{name}：{value}" for name, value in facts(verdict)]
    lines.append("")
    for row in rows(verdict):
        lines.append(f"［{row.state}］{row.name}")
        lines += [f"    {reason}" for reason in row.reasons]
    for title, numbers in results(verdict):
        lines += ["", title, *(f"    {name}：{told}" for name, told in numbers)]
    return "\n".join([*lines, "", conclusion(verdict), ""])


STYLE = """
body{font:16px/1.6 "Noto Serif CJK SC","SimSun",serif;max-width:46rem;margin:2rem auto;
padding:0 1rem}
h1{font-size:1.6rem;text-align:center}h2{font-size:1.1rem;margin:1.2rem 0 .3rem}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.15rem .5rem;
text-align:left;vertical-align:top;overflow-wrap:anywhere}th{font-weight:normal;white-space:nowrap}
.no{color:#b00020;font-weight:bold}.end{font-size:1.2rem;font-weight:bold;margin:.8rem 0}
.sign{display:flex;gap:6rem;margin-top:2rem}@page{size:A4;margin:14mm}
@media print{body{margin:0 auto;font-size:9.5pt;line-height:1.25}h1{margin:0}
h2{margin:.5rem 0 .2rem}
td,th{padding:0 .4rem}}
"""


def page(verdict: Verdict) -> str:
    """Return the report as one HTML file that needs nothing else."""
    end = "end" if verdict.is_verified else "end no"
    parts = [f'<p class="{end}">{conclusion(verdict)}</p>', _table(facts(verdict))]
    parts += ["<h2>核验项目</h2>", "<table>"]
    for row in rows(verdict):
        mark = "" if row.state == HOLDS else ' class="no"'
        why = "".join(f"<br>{escape(reason)}" for reason in row.reasons)
        parts.append(f"<tr><th{mark}>{row.state}</th><td>{escape(row.name)}{why}</td></tr>")
    parts.append("</table>")
    for title, numbers in results(verdict):
        parts += [f"<h2>{escape(title)}</h2>", _table(numbers)]
    parts.append('<p class="sign"><span>核验人：</span><span>日期：</span></p>')
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>选举档案核验报告</title><style>{STYLE}</style></head><body>"
        f"<h1>选举档案核验报告</h1>{''.join(parts)}</body></html>\n"
    )


def _table(told: "Iterator[tuple[str, str]] | list[tuple[str, str]]") -> str:
    lines = [f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in told]
    return f"<table>{''.join(lines)}</table>"
