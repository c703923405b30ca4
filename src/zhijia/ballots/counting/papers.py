"""选票: which papers are valid, and what they add up to (选举条例 §§23, 25). Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping

from zhijia.law import ALLOWED, LAW, Verdict, refused

from .facts import Candidate, Contest, Line, Paper, Tally

CHOSEN = LAW["XJ-22"]
WRITTEN = LAW["XJ-20"]


def is_valid(contest: Contest, paper: Paper) -> Verdict:
    """Judge one paper: legible, of this contest, no more names than seats, others only instead.

    Fewer names than seats are fine. Another person is named only by who does not agree to
    somebody, and by nobody who merely abstains.
    """
    candidates = {one.id for one in contest.candidates}
    if not paper.is_legible:
        return refused("字迹或者符号无法辨认")
    if not {*paper.marks} <= candidates:
        return refused("写有不在本项选举中的候选人")
    chosen = sum(mark == "yes" for mark in paper.marks.values()) + len(paper.write_ins)
    if chosen > contest.seats:
        words = f"所选 {chosen} 人，多于应选 {contest.seats} 人"
        return refused(words, CHOSEN)
    return _write_ins(contest, paper, candidates)


def _write_ins(contest: Contest, paper: Paper, candidates: set[str]) -> Verdict:
    """Judge who was written in."""
    if not paper.write_ins:
        return ALLOWED
    if not contest.write_ins:
        return refused("本项表决不另选他人")
    if len({*paper.write_ins}) < len(paper.write_ins):
        return refused("同一人写了两次")
    if candidates & {*paper.write_ins}:
        return refused("另选的人已经是候选人")
    against = sum(mark == "no" for mark in paper.marks.values())
    if not contest.by_marks and len(paper.write_ins) > against:
        words = f"不赞成 {against} 人，另选了 {len(paper.write_ins)} 人；弃权的不可以另选他人"
        return refused(words, WRITTEN)
    return ALLOWED


def count(contest: Contest, papers: Iterable[Paper], names: Mapping[str, str]) -> Tally:
    """Add the papers up; `names` are those of who was written in, by id.

    Candidates stand in the order of the paper, others behind them by their votes. KeyError for
    somebody written in whom `names` does not know.
    """
    valid = void = 0
    marks: Counter[tuple[str, str]] = Counter()
    others: Counter[str] = Counter()
    for paper in papers:
        if not is_valid(contest, paper):
            void += 1
            continue
        valid += 1
        marks.update(paper.marks.items())
        others.update(paper.write_ins)
    return Tally(valid, void, (*_lines(contest, marks, valid), *_others(others, names)))


def _lines(contest: Contest, marks: Counter[tuple[str, str]], valid: int) -> Iterable[Line]:
    for one in contest.candidates:
        yes, no = marks[one.id, "yes"], marks[one.id, "no"]
        yield Line(one, yes, no, valid - yes - no)


def _others(others: Counter[str], names: Mapping[str, str]) -> Iterable[Line]:
    ordered = sorted(others.items(), key=lambda item: (-item[1], item[0]))
    for id_, votes in ordered:
        yield Line(Candidate(id_, names[id_]), votes, is_written_in=True)


def adds_up(tally: Tally) -> Verdict:
    """A sheet is right where for, against and abstained make up the valid papers on each line."""
    for line in tally.lines:
        total = line.yes + line.no + line.abstain
        if line.is_written_in and line.yes > tally.valid:
            return refused(f"另选人 {line.who.name} 得 {line.yes} 票，多于有效票 {tally.valid} 张")
        if not line.is_written_in and total != tally.valid:
            words = f"{line.who.name} 的赞成、不赞成、弃权合计 {total}，有效票 {tally.valid} 张"
            return refused(f"{words}，请核对")
    return ALLOWED


def agree(one: Tally, other: Tally) -> list[str]:
    """Return where two tellers' sheets of the same papers differ, in words; [] where nowhere."""
    found = []
    if (one.valid, one.void) != (other.valid, other.void):
        found.append(
            f"有效票 {one.valid} 与 {other.valid}，无效票 {one.void} 与 {other.void} 不一致"
        )
    mine, theirs = ({line.who.id: line for line in tally.lines} for tally in (one, other))
    for id_ in dict.fromkeys([*mine, *theirs]):
        first, second = mine.get(id_), theirs.get(id_)
        if first != second:
            name = (first or second or one.lines[0]).who.name
            found.append(f"{name}：{_votes(first)} 与 {_votes(second)} 不一致")
    return found


def _votes(line: Line | None) -> str:
    if line is None:
        return "没有记录"
    if line.is_written_in:
        return f"另选 {line.yes}"
    return f"赞成 {line.yes}、不赞成 {line.no}、弃权 {line.abstain}"
