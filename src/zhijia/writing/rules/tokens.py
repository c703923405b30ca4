"""Numbers in a text that somebody edits: shown as 〔会员人数：1234人〕, held when it is saved.

A run is a text or the place of a citation, as a passage keeps it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .nouns import BYLINE, HEADS, KINDS, TO

Kept = list[str | int]
HERE = "〔？〕"  # where a number that is being inserted shall stand
BRACKETS = re.compile(r"〔([^〔〕]*)〕")
COLON = re.compile(r"[:：]")
LOOSE = re.compile(r"[〔〕]")
LONGEST, LONGEST_HEAD = HOUSE["HOUSE-79"].sets((3000, 100))
SIGNED = "-－−负.．"


@dataclass(frozen=True, slots=True)
class Token:
    """A number as a text shows it: what it is called in this report, and its value with unit."""

    place: int
    label: str
    value: str

    def __str__(self) -> str:
        return f"〔{self.label}：{self.value}〕"


def tokens(citations: Iterable[tuple[int, str, str]]) -> dict[int, Token]:
    """Return the tokens of a report by place; of two labels that are alike the later is numbered.

    Brackets and colons in a label would end it too early.
    """
    found: dict[int, Token] = {}
    taken: set[str] = set()
    for place, label, value in citations:
        plain = COLON.sub("，", LOOSE.sub("", label))
        name = plain
        for number in range(2, len(taken) + 3):
            if name not in taken:
                break
            name = f"{plain}之{number}"
        taken.add(name)
        found[place] = Token(place, name, value)
    return found


def typed(runs: Sequence[str | int], known: Mapping[int, Token]) -> str:
    """Return runs as a person edits them."""
    return "".join(run if isinstance(run, str) else str(known[run]) for run in runs)


def plain(runs: Sequence[str | int], known: Mapping[int, Token]) -> str:
    """Return runs as they are read."""
    return "".join(run if isinstance(run, str) else known[run].value for run in runs)


def read(text: str, known: Mapping[int, Token], before: str = "") -> tuple[Kept, Verdict]:
    """Read an edited paragraph back; a no where a number was changed, broken or made longer.

    `before` is the text as it stood: brackets that are no number of ours may stay as they were.
    """
    labels = {token.label: token for token in known.values()}
    runs: Kept = []
    end = 0
    for found in BRACKETS.finditer(text):
        if found[0] == HERE:
            continue
        label, colon, value = _parted(found[1])
        token = labels.get(label)
        if token is None:
            if colon and re.search(r"\d", value) and found[0] not in before:
                return [], _unknown(label)
            continue
        if not _same(value, token.value):
            return [], _changed(token, value)
        runs += [text[end : found.start()], token.place]
        end = found.end()
    runs = joined([*runs, text[end:]])
    return runs, _whole(runs, text, before)


def _parted(inside: str) -> tuple[str, bool, str]:
    """Part what stands in brackets at its colon."""
    found = COLON.search(inside)
    if not found:
        return inside.strip(), False, ""
    return inside[: found.start()].strip(), True, inside[found.end() :].strip()


def _same(value: str, true: str) -> bool:
    """Say whether a value is the true one, with or without commas between its thousands."""
    return re.sub(r"[,，\s]", "", value) == true


def _unknown(label: str) -> Verdict:
    words = f"本报告没有叫“{label}”的数字，请用“插入数字”从指标中选取"
    return refused(words, HOUSE["HOUSE-77"])


def _changed(token: Token, value: str) -> Verdict:
    words = (
        f"“{token.label}”的数字是 {token.value}，不能改成“{value}”；"
        "要换成新的数字请用“更新数字”，不要这个数字请把整个〔　〕删去"
    )
    return refused(words, HOUSE["HOUSE-77"])


def joined(runs: Iterable[str | int]) -> Kept:
    """Return runs without empty texts, neighbouring texts made one."""
    found: Kept = []
    for run in runs:
        if run == "":
            continue
        if isinstance(run, str) and found and isinstance(found[-1], str):
            found[-1] += run
        else:
            found.append(run)
    return found


def _whole(runs: Kept, text: str, before: str) -> Verdict:
    """Judge whether no bracket of a number was lost, and none made another number of it."""
    if _loose(text) > _loose(before):
        words = "〔　〕没有成对，数字可能被改坏了，请恢复原样或者整个删去"
        return refused(words, HOUSE["HOUSE-77"])
    for number, run in enumerate(runs):
        if isinstance(run, str):
            continue
        left, right = _beside(runs, number - 1), _beside(runs, number + 1)
        if left[-1:].isdecimal() or left[-1:] in {*SIGNED} or right[:1].isdecimal():
            words = "数字紧挨着别的数字或者正负号，连起来会变成另一个数，请隔开"
            return refused(words, HOUSE["HOUSE-77"])
    return ALLOWED


def _beside(runs: Kept, number: int) -> str:
    """Return the text beside a number; another number is a digit."""
    if not 0 <= number < len(runs):
        return ""
    run = runs[number]
    return run if isinstance(run, str) else "0"


def _loose(text: str) -> int:
    """Count the brackets that have no partner."""
    return len(LOOSE.findall(BRACKETS.sub("", text)))


def inserted(text: str, token: Token) -> str:
    """Put a number where its mark stands, or at the end before the last stop."""
    if HERE in text:
        return text.replace(HERE, str(token), 1)
    stop = text[-1:] if text[-1:] in {*"。；！？"} else ""
    return f"{text.removesuffix(stop)}{token}{stop}"


def lines(text: str) -> list[str]:
    """Return the paragraphs of a typed text; each becomes a passage."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def may_write(text: str, kind: str, before: str = "") -> Verdict:
    """A passage has words; a heading is short and one line.

    What was drawn longer, as it stands in `before`, may be saved while it grows no longer.
    """
    clause = HOUSE["HOUSE-79"]
    found = lines(text)
    if not found:
        return refused("请写文字；不要这一段请用“删去”")
    if kind in {*HEADS, TO, BYLINE}:
        if len(found) > 1:
            return refused(f"{KINDS[kind]}只能是一行")
        if len(found[0]) > LONGEST_HEAD:
            return refused(f"{KINDS[kind]}最多 {LONGEST_HEAD} 字", clause)
    if any(len(line) > max(LONGEST, len(before)) for line in found):
        return refused(f"一段最多 {LONGEST} 字，请分段", clause)
    if HERE in text:
        return refused(f"文中还有 {HERE}，请选好要插入的数字，或者删去它")
    return ALLOWED


def numbers_in(passages: Iterable[Sequence[str | int]]) -> Iterator[int]:
    """Yield the places of the citations that texts use, each once, in their order."""
    seen: set[int] = set()
    for runs in passages:
        for run in runs:
            if isinstance(run, int) and run not in seen:
                seen.add(run)
                yield run


def replaced(runs: Iterable[str | int], places: Mapping[int, int]) -> Kept:
    """Return runs with their numbers at other places."""
    return [run if isinstance(run, str) else places[run] for run in runs]
