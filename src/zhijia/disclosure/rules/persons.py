"""个人信息: what in a text tells of a person, before strangers may read it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

# What is never put before strangers, and what somebody must have looked at.
NEVER = HOUSE["HOUSE-154"].sets(frozenset({"身份证号", "银行卡号"}))
ID = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
CARD = re.compile(r"(?<![0-9])[3-9](?:[0-9][ -]?){14,17}[0-9](?![0-9])")
PHONE = re.compile(r"(?<![0-9])(?:1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4})(?![0-9])")
MONEY = r"[0-9][0-9,，.]*\s*(?:元|万元)"
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭"
    "郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟"
    "平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江"
    "童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉"
    "龚程嵇邢裴陆荣翁荀惠甄曲封储靳段富焦侯班秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司黎溥白怀蒲从索"
    "赖卓屠蒙池乔闻党翟谭劳申冉桑桂牛边尚温庄晏柴阎连习向古易廖庾居衡步耿满匡文寇广欧利师巩聂关荆游"
    "盖肖涂付闫仝"
)
# A name stands by itself: 「张伟 500 元」「张伟：500元」; words such as 高温补贴 are no names.
NAMED = re.compile(
    rf"(?:^|[\s、，,；;：:（(])([{SURNAMES}][\u4e00-\u9fff]{{1,2}})[\s　：:，,]+{MONEY}"
)
BARE = re.compile(rf"(?:^|[\s、，,；;：:（(])([{SURNAMES}][\u4e00-\u9fff]{{1,2}}){MONEY}")
NOT_NAMES = re.compile(r"[费金额款计资税入出息贴助价值票品奖险]$")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Trace:
    """Something in a text that tells of a person: what it is, and how it begins."""

    what: str
    hint: str


def traces(text: str) -> list[Trace]:
    """Return what in a text tells of persons, in the order of its kinds."""
    return [*_ids(text), *_cards(text), *_phones(text), *_names(text)]


def _ids(text: str) -> Iterator[Trace]:
    for found in ID.finditer(text):
        digits = found[0].upper()
        total = sum(int(d) * w for d, w in zip(digits[:17], WEIGHTS, strict=True))
        if CHECKS[total % 11] == digits[17]:
            yield Trace("身份证号", f"{digits[:3]}…")


def _cards(text: str) -> Iterator[Trace]:
    for found in CARD.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if len(digits) in range(16, 20) and _luhn(digits) and not ID.fullmatch(digits):
            yield Trace("银行卡号", f"{digits[:4]}…")


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _phones(text: str) -> Iterator[Trace]:
    for found in PHONE.finditer(text):
        yield Trace("手机号码", f"{found[0][:3]}…")


def _names(text: str) -> Iterator[Trace]:
    seen: set[str] = set()
    for pattern in (NAMED, BARE):
        for found in pattern.finditer(text):
            name = found[1]
            if name not in seen and not NOT_NAMES.search(name):
                seen.add(name)
                yield Trace("姓名连同金额", f"{name[:1]}…")


def may_go_out(found: list[Trace], *, is_checked: bool) -> Verdict:
    """Judge a text that strangers are to read; `is_checked`: somebody looked (HOUSE-154)."""
    never = [one for one in found if one.what in NEVER]
    clause = HOUSE["HOUSE-154"]
    if never:
        return refused(f"含有{told(never)}，不得向社会公开，请删去", clause)
    if found and not is_checked:
        return refused(f"含有{told(found)}，请逐处核对；确实可以公开的，勾选确认后再办", clause)
    return ALLOWED


def told(found: list[Trace]) -> str:
    """Say what was found, each kind once with how its first few begin."""
    kinds: dict[str, list[str]] = {}
    for one in found:
        kinds.setdefault(one.what, []).append(one.hint)
    return "、".join(f"{what}（{'、'.join(hints[:3])}）" for what, hints in kinds.items())
