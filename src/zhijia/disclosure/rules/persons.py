"""个人信息: what in a text tells of a person, before strangers may read it. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.platform.strokes.names import compound_surnames

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
# How far from an amount a member's name still belongs to it, in characters of the same line.
AROUND = 30
FIGURE = re.compile(rf"{MONEY}|{PHONE.pattern}")
WORDS = re.compile(r"[\u4e00-\u9fff·•]{2,}")
DOT = re.compile("[·•]")
DOTTED = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•][\u4e00-\u9fff]{1,8})+")
# A name of two characters may be a word: it must stand apart, or between words that go with names.
BEFORE_NAMES = frozenset("给向为由对和与及等付发请员工友人志是")
AFTER_NAMES = frozenset("同先女师和与及等获得领补困因住病家本捐借收每共")
# What stands beside amounts every day and might be somebody's name as well.
NOT_PEOPLE = frozenset(
    "高温 平安 安全 常规 高级 高校 金额 金融 成本 经费 项目 房屋 房租 贫困 文体 文化 党员 "
    "商品 车辆 方案 水费 通讯 通信 应急 管理 劳动 单位 任务 时间 毛巾 白酒 温暖 明细 全年 "
    "万元 和谐 家属 关爱 时令".split()
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that tells of a person: what it is, how it begins, in which file if in one."""

    what: str
    hint: str
    where: str = ""

    def at(self, file: str) -> "Trace":
        """Return the same, found in a file of this name."""
        return replace(self, where=file)


def traces(text: str, members: Collection[str] = ()) -> list[Trace]:
    """Return what in a text tells of persons, in the order of its kinds; 全角 digits are digits.

    `members` are those of `likely_names` that members of the unit are called.
    """
    text = unicodedata.normalize("NFKC", text)
    known = list(_members(text, members))
    names = [one for one in _names(text) if one.hint not in {two.hint for two in known}]
    return [*_ids(text), *_cards(text), *_phones(text), *known, *names]


def _windows(text: str) -> Iterator[str]:
    """Yield what stands around each amount and telephone number, in its own line."""
    for line in text.splitlines():
        for found in FIGURE.finditer(line):
            yield line[max(found.start() - AROUND, 0) : found.end() + AROUND]


def likely_names(text: str) -> set[str]:
    """Return what might be a name near an amount: to be held against those of members.

    It begins with a surname and has two to four characters, or has a dot in it.
    """
    found: set[str] = set()
    for window in set(_windows(unicodedata.normalize("NFKC", text))):
        for word in WORDS.findall(window):
            starts = (
                at for at in range(len(word) - 1) if word[at] in SURNAMES or _doubled(word, at)
            )
            found |= {word[at : at + n] for at in starts for n in (2, 3, 4) if at + n <= len(word)}
        for word in DOTTED.findall(window):
            ends = range(4, len(word) + 1)
            found |= {
                word[at:end] for end in ends for at in range(end - 3) if DOT.search(word[at:end])
            }
    return found


def _doubled(word: str, at: int) -> bool:
    return word[at : at + 2] in compound_surnames()


def _members(text: str, members: Iterable[str]) -> Iterator[Trace]:
    """Yield the members who are named near an amount or a telephone number, each once."""
    around = set(_windows(text))
    for name in sorted(members):
        if any(_stands(name, window) for window in around):
            yield Trace("会员姓名连同金额或者电话", f"{name[:1]}…")


def _stands(name: str, window: str) -> bool:
    """Say whether a name stands in a window as a name and not as part of another word."""
    if len(name) > 2:
        return name in window
    if name in NOT_PEOPLE:
        return False
    for found in re.finditer(re.escape(name), window):
        before, after = window[: found.start()][-1:], window[found.end() :][:1]
        opens = before in BEFORE_NAMES or not WORDS.match(before * 2)
        if opens and (after in AFTER_NAMES or not WORDS.match(after * 2)):
            return True
    return False


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


def may_go_out(found: list[Trace], *, is_checked: bool, unread: Collection[str] = ()) -> Verdict:
    """Judge what strangers are to read; `is_checked`: somebody looked (HOUSE-154).

    `unread` are the files that the system cannot read: somebody has to.
    """
    never = [one for one in found if one.what in NEVER]
    clause = HOUSE["HOUSE-154"]
    if never:
        return refused(f"含有{told(never)}，不得向社会公开，请删去", clause)
    if found and not is_checked:
        return refused(f"含有{told(found)}，请逐处核对；确实可以公开的，勾选确认后再办", clause)
    if unread and not is_checked:
        files = "、".join(unread)
        return refused(f"附件{files}系统读不全，请打开看过，没有个人信息再勾选确认", clause)
    return ALLOWED


def told(found: list[Trace]) -> str:
    """Say what was found, each kind once with how its first few begin."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for one in found:
        kinds.setdefault((one.where, one.what), []).append(one.hint)
    return "、".join(
        f"{f'附件“{where}”里的' if where else ''}{what}（{'、'.join(hints[:3])}）"
        for (where, what), hints in kinds.items()
    )
