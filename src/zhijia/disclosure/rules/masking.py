"""What must not stand in a 公示, and how a name is shown. Pure."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.platform.strokes.names import bare, parted

FORBIDS = HOUSE["HOUSE-165"]
# A telephone of an office begins with 0 and its area code; one of a person may have a 0 before it.
LONGEST_NUMBER = FORBIDS.sets(10)
OFFICE = re.compile(r"0(?!1[3-9])\d{9,15}")
NUMBER = re.compile(r"\d(?:[ \-·.]{0,3}[\dXx])*")
GAPS = re.compile(r"[ \-·.]")


@cache
def illnesses() -> tuple[str, ...]:
    """Return the words that tell of an illness."""
    text = files(__package__).joinpath("lexicon", "illness.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["words"])


def masked(name: str) -> str:
    """Return a name with its middle hidden: 张三丰 is 张*丰, 张三 is 张*, 欧阳靖 is 欧阳*."""
    surname, given = parted(name)
    hidden = "*" * max(1, len(given) - 1)
    return surname + hidden + (given[-1] if len(given) > 1 else "")


def numbers(text: str) -> list[str]:
    """Return the long numbers of a text, full-width digits and gaps made plain."""
    plain = unicodedata.normalize("NFKC", text)
    runs = (GAPS.sub("", found) for found in NUMBER.findall(plain))
    return [run for run in runs if len(run) > LONGEST_NUMBER and not OFFICE.fullmatch(run)]


def may_be_told(text: str, *, hidden: Iterable[str] = (), is_grave: bool = False) -> Verdict:
    """Judge the words of a 公示; `hidden` names are shown masked, `is_grave` forbids illnesses."""
    if numbers(text):
        words = "公示的文字里有像身份证号、手机号或者银行卡号的数字，请删去"
        return refused(words, FORBIDS)
    plain = bare(unicodedata.normalize("NFKC", text))
    if any(bare(name) in plain for name in hidden):
        return refused("这类公示隐去姓名中间的字，标题和正文里请不要写全名", FORBIDS)
    ill = next((word for word in illnesses() if word in text), "") if is_grave else ""
    if ill:
        return refused(f"困难职工公示不得写病情病种，请删去“{ill}”", FORBIDS)
    return ALLOWED
