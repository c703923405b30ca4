"""发票、收票、两人计票: what is judged of boxes and of tellers' sheets. Pure.

A teller's sheet counts one pile of papers for one contest. Its count is kept as every count is
(`rules.counts`), with {"voids": {reason: n}} beside it, and once settled {"settled": [[words, who,
why], …]}.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, refused

from .asking import Asked
from .counts import Counted, Marks, line_keys, line_words

USUAL, MOST = HOUSE["HOUSE-214"].sets((50, 100))
BLIND = HOUSE["HOUSE-215"]
FINAL = HOUSE["HOUSE-216"]
CHOSEN, WRITTEN, MOBILE = LAW["XJ-22"], LAW["XJ-20"], LAW["XJ-21"]
VOIDS = {
    "many": "所选多于应选名额",
    "illegible": "字迹或者符号无法辨认",
    "others": "另选他人不合规定",
    "strange": "不是本次发出的选票",
    "traced": "写有可以辨认投票人的内容",
    "rest": "其他原因",
}
MARKED = {"yes": "赞成", "no": "不赞成", "abstain": "弃权"}
TELLERS = ("teller_a", "teller_b")


@dataclass(frozen=True, slots=True)
class Given:
    """Papers of one kind: given out in the hall and into mobile boxes, and who was there for them.

    `signed` are those who signed in and took paper, `carried` those put down for a mobile box.
    """

    hall: int
    signed: int
    mobile: int
    carried: int


def is_given_right(given: Given) -> Verdict:
    """Nobody gets two papers: as many as signed in for one, at most."""
    if given.hall > given.signed:
        words = f"会场发出 {given.hall} 张，签到领取纸质选票的 {given.signed} 人，多发了选票"
        return refused(words, CHOSEN)
    if given.mobile > given.carried:
        words = (
            f"流动票箱发出 {given.mobile} 张，登记用流动票箱投票的 {given.carried} 人，多发了选票"
        )
        return refused(words, MOBILE)
    return ALLOWED


def may_give(state: str) -> Verdict:
    """Boxes are put down while people vote, and until their papers are counted."""
    if state in {"open", "closed"}:
        return ALLOWED
    return refused("投票开始以后、报告结果以前登记发票和收票")


def may_hand_in(state: str) -> Verdict:
    """Papers are counted once the vote has ended and until the result is told."""
    if state == "closed":
        return ALLOWED
    if state in {"counted", "sealed"}:
        return refused("结果已经报告，计票单不能更正；认为计票有误的，写明理由重新计票", FINAL)
    return refused("投票结束以后才计票")


def may_recount(state: str, *, is_told: bool) -> Verdict:
    """A count is done anew until its result was published."""
    if is_told or state not in {"closed", "counted"}:
        return refused("结果公布或者封存以后不再重新计票", FINAL)
    return ALLOWED


def keys_of(asked: Asked, choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the keys of the lines of a sheet, and what each is called."""
    return [
        row
        for key, name in choices
        for row in zip(line_keys(key, asked.lines), line_words(name, asked.lines), strict=True)
    ]


def marks_of(asked: Asked) -> dict[str, str]:
    """Return the marks that are counted for each line, by their keys."""
    if asked.kind == "evaluation":
        return {grade: grade for grade in asked.grades}
    return {"yes": "赞成"} if asked.by_marks else dict(MARKED)


def filled(asked: Asked, valid: int, lines: Mapping[str, Marks]) -> dict[str, dict[str, int]]:
    """Return the lines with abstentions reckoned where they were left open."""
    found = {key: dict(marks) for key, marks in lines.items()}
    if asked.kind != "evaluation" and not asked.by_marks:
        for marks in found.values():
            rest = valid - marks.get("yes", 0) - marks.get("no", 0)
            marks.setdefault("abstain", max(0, rest))
    return found


def is_right(asked: Asked, names: Mapping[str, str], counted: Counted, voids: Marks) -> Verdict:
    """Judge one sheet by itself: its sums, and what so many papers can say at most."""
    papers = counted.valid + counted.void
    if not 1 <= papers <= MOST:
        return refused(f"本叠 {papers} 张，一叠为 1 至 {MOST} 张", HOUSE["HOUSE-214"])
    if sum(voids.values()) != counted.void:
        words = f"无效票 {counted.void} 张，各项原因合计 {sum(voids.values())} 张，请核对"
        return refused(words)
    for trouble in _line_troubles(asked, names, counted):
        return trouble
    return _others(asked, names, counted)


def _line_troubles(asked: Asked, names: Mapping[str, str], counted: Counted) -> Iterator[Verdict]:
    is_whole = asked.kind != "evaluation" and not asked.by_marks
    for key, marks in counted.lines.items():
        total = sum(marks.values())
        if total > counted.valid or (is_whole and total != counted.valid):
            words = f"{names[key]}：合计 {total}，有效票 {counted.valid} 张"
            yield refused(f"{words}，请核对")


def _others(asked: Asked, names: Mapping[str, str], counted: Counted) -> Verdict:
    """Judge what was written in, and that no paper chose more than there are seats."""
    if asked.kind != "election":
        return ALLOWED
    others = sum(counted.others.values())
    if others and not asked.write_ins:
        return refused("本项不另选他人")
    for key, votes in counted.others.items():
        if votes > counted.valid:
            return refused(f"{names[key]} 得 {votes} 票，多于有效票 {counted.valid} 张")
    chosen = others + sum(marks.get("yes", 0) for marks in counted.lines.values())
    if chosen > counted.valid * asked.seats:
        words = f"赞成和另选共 {chosen} 票，{counted.valid} 张有效票最多选 {asked.seats} 人"
        return refused(f"{words}，请核对", CHOSEN)
    against = sum(marks.get("no", 0) for marks in counted.lines.values())
    if not asked.by_marks and others > against:
        words = f"另选共 {others} 票，不赞成共 {against} 票；投不赞成票的才可以另选，请核对"
        return refused(words, WRITTEN)
    return ALLOWED


@dataclass(frozen=True, slots=True)
class Difference:
    """One number on which two sheets of a pile differ: where it stands, and both.

    `line` is the key of a line, "" for the papers themselves, "others" for who was written in.
    """

    line: str
    mark: str
    words: str
    one: int
    other: int

    @property
    def name(self) -> str:
        """Return what it is called in a form."""
        return f"{self.line}|{self.mark}"


def differences(
    asked: Asked, names: Mapping[str, str], one: Counted, other: Counted
) -> list[Difference]:
    """Return where two tellers' sheets of the same pile differ, in the order of the sheet."""
    found = []
    for mark, words in (("valid", "有效票"), ("void", "无效票")):
        both = getattr(one, mark), getattr(other, mark)
        found.append(Difference("", mark, words, *both))
    marks = marks_of(asked)
    for key in dict.fromkeys([*one.lines, *other.lines]):
        mine, theirs = one.lines.get(key, {}), other.lines.get(key, {})
        for mark, words in marks.items():
            said = f"{names[key]}：{words}"
            found.append(Difference(key, mark, said, mine.get(mark, 0), theirs.get(mark, 0)))
    for key in dict.fromkeys([*one.others, *other.others]):
        said = f"另选 {names[key]}"
        found.append(
            Difference("others", key, said, one.others.get(key, 0), other.others.get(key, 0))
        )
    return [each for each in found if each.one != each.other]


def settled(one: Counted, right: Mapping[tuple[str, str], int]) -> Counted:
    """Return a sheet with the numbers that were settled, by line and mark."""
    papers = {"valid": one.valid, "void": one.void}
    lines = {key: dict(marks) for key, marks in one.lines.items()}
    others = dict(one.others)
    for (line, mark), number in right.items():
        if line == "":
            papers[mark] = number
        elif line == "others":
            others[mark] = number
        else:
            lines.setdefault(line, {})[mark] = number
    kept = {key: number for key, number in others.items() if number}
    return Counted(papers["valid"], papers["void"], lines, kept)


def is_explained(differing: Sequence[Difference], said: Mapping[str, str]) -> Verdict:
    """Each difference is settled by a number, with a reason."""
    for one in differing:
        if len(said.get(one.name, "").strip()) < 2:
            return refused(f"{one.words}：请写明以哪个数为准、为什么", BLIND)
    return ALLOWED


def is_complete(papers: int, returned: int) -> Verdict:
    """All papers that came back are counted, none twice."""
    if papers == returned:
        return ALLOWED
    words = f"各叠共 {papers} 张，收回 {returned} 张"
    return refused(f"{words}，还有没有计的或者重复计的，请核对", HOUSE["HOUSE-214"])
