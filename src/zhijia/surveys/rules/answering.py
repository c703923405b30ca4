"""作答: the way through a questionnaire, and what is wrong with an answer. Pure.

An answer maps the code of a question to a letter (单选), letters (多选, 排序: in their order), a
whole number (打分), {row: letter} (矩阵), text (数字, 日期, 问答) or the key of a file. The words
that belong to 其他 stand under `code:other`.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from .items import END, LONGEST_TEXT, Item, Option

Answers = Mapping[str, Any]
LONGEST_OTHER = 200


def chosen(item: Item, answers: Answers) -> tuple[str, ...]:
    """Return the letters that were chosen in a question."""
    value = answers.get(item.code)
    if value is None or value == "":
        return ()
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    return (str(value),)


def way(items: Sequence[Item], answers: Answers) -> list[Item]:
    """Return the questions that these answers lead through."""
    found: list[Item] = []
    seen: dict[str, Item] = {}
    target = ""
    for item in items:
        if target and item.code != target:
            continue
        target = ""
        if item.show_if and not _is_met(item.show_if, seen, answers):
            continue
        found.append(item)
        seen[item.code] = item
        target = next((to for letter, to in item.go_to if letter in chosen(item, answers)), "")
        if target == END:
            break
    return found


def _is_met(
    condition: tuple[str, tuple[str, ...]], seen: Mapping[str, Item], answers: Answers
) -> bool:
    """Say whether a question that was asked has one of these options for its answer."""
    code, letters = condition
    return code in seen and bool(set(chosen(seen[code], answers)) & set(letters))


def kept(items: Sequence[Item], answers: Answers) -> dict[str, Any]:
    """Return what of the answers is kept: of questions on the way, and only what says something."""
    found: dict[str, Any] = {}
    for item in way(items, answers):
        value = answers.get(item.code)
        if value in (None, "", [], {}):
            continue
        found[item.code] = value
        other = str(answers.get(f"{item.code}:other", "")).strip()
        if other and item.other and item.other in chosen(item, answers):
            found[f"{item.code}:other"] = other
    return found


def faults(items: Sequence[Item], answers: Answers) -> dict[str, str]:
    """Return what is wrong, by the name of the field: `q3`, `q3:other` or `q3:2` of a matrix."""
    return {
        name: words for item in way(items, answers) for name, words in _faults_of(item, answers)
    }


def _faults_of(item: Item, answers: Answers) -> Iterator[tuple[str, str]]:
    value = answers.get(item.code)
    if item.kind == "matrix":
        yield from _of_matrix(item, value or {})
        return
    if value in (None, "", []):
        if item.required:
            yield item.code, "这一题必须回答"
        return
    judge = {
        "single": _of_letters,
        "multiple": _of_letters,
        "ranking": _of_ranking,
        "scale": _of_scale,
        "number": _of_number,
        "date": _of_date,
        "text": _of_text,
        "file": _of_file,
    }[item.kind]
    words = judge(item, value)
    if words:
        yield item.code, words
    elif item.other and item.other in chosen(item, answers):
        said = str(answers.get(f"{item.code}:other", "")).strip()
        if len(said) > LONGEST_OTHER:
            yield f"{item.code}:other", f"不超过 {LONGEST_OTHER} 字"
        elif not said:
            yield f"{item.code}:other", f"选了“{item.said(item.other)}”，请写明"


def _of_matrix(item: Item, value: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    known = dict(item.options)
    for row, _ in item.rows:
        letter = value.get(row, "")
        if letter and letter not in known:
            yield f"{item.code}:{row}", "没有这个选项"
        elif not letter and item.required:
            yield f"{item.code}:{row}", "这一行必须选择"


def _of_letters(item: Item, value: Any) -> str:
    letters = [str(one) for one in (value if isinstance(value, list | tuple) else [value])]
    if not set(letters) <= set(dict(item.options)) or len(set(letters)) < len(letters):
        return "没有这个选项"
    if item.kind == "single":
        return "" if len(letters) == 1 else "只能选一项"
    if item.low and len(letters) < item.low:
        return f"至少选 {item.low} 项，现在选了 {len(letters)} 项"
    if item.high and len(letters) > item.high:
        return f"最多选 {item.high} 项，现在选了 {len(letters)} 项"
    return ""


def _of_ranking(item: Item, value: Any) -> str:
    letters = [str(one) for one in value]
    if not set(letters) <= set(dict(item.options)):
        return "没有这个选项"
    if len(set(letters)) < len(letters):
        return "同一项排了两次，请重新排"
    due = item.high or len(item.options)
    return "" if len(letters) == due else f"请排出前 {due} 位，名次不能空、不能重"


def _of_scale(item: Item, value: Any) -> str:
    return "" if value in item.scores else f"请打 {item.scores[0]} 到 {item.scores[-1]} 分"


def _of_number(item: Item, value: Any) -> str:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return "请填写数字"
    if not number.is_finite() or abs(number) >= 10**12:
        return "请填写数字"
    if item.low is not None and number < item.low:
        return f"不能小于 {item.low}"
    if item.high is not None and number > item.high:
        return f"不能大于 {item.high}"
    return ""


def _of_date(item: Item, value: Any) -> str:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return "请填写日期，例如 2026-03-05"
    return ""


def _of_text(item: Item, value: Any) -> str:
    longest = min(item.high or LONGEST_TEXT, LONGEST_TEXT)
    return "" if len(str(value)) <= longest else f"不超过 {longest} 字，现在 {len(str(value))} 字"


def _of_file(item: Item, value: Any) -> str:
    return "" if isinstance(value, int) else "文件没有收到"


def mixed(item: Item, seed: str) -> tuple[Option, ...]:
    """Return the options as this person sees them, the same each time; 其他 stays at the end."""
    if not item.shuffle or item.kind == "scale":
        return item.choices
    last = item.other
    loose = [one for one in item.options if one[0] != last]
    order = sorted(loose, key=lambda one: _lot(f"{seed}:{item.code}:{one[0]}"))
    return (*order, *(one for one in item.options if one[0] == last))


def _lot(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
