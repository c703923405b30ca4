"""Deadlines and figures as they are written in a demand."""

import re

DEADLINE = re.compile(
    r"(?:本月|下月|当月)\d{1,2}[日号](?:以前|之前|前)?|"
    r"(?:\d{4}年|今年|明年|本年度?|当年|年内)?(?:\d{1,2}月(?:份)?(?:\d{1,2}[日号]|底|末|初|上旬|中旬|下旬)?)"
    r"(?:以前|之前|前|以内|内)?|\d{4}年(?:年?底|年?末|上半年|下半年|[一二三四]季度)?(?:以前|之前|前|内)"
    r"|(?:今年|明年|本年|每年)?(?:年底|年末|年内|上半年|下半年|第?[一二三四]季度|季度末|月底|月末|本月底?|下月底?|"
    r"国庆|春节|元旦|五一|“五一”|中秋|两节|高温季节?|汛期|开学|放假|寒假|暑假)(?:期间|以前|之前|前|内)?"
    r"|(?:今年|明年|全年|本年度|本学期|本届任期内|任期内|本季度|本月内?|本周内?|下周|两年内|三年内)(?:底前|末前|前|内)?"
    r"|每(?:半年|学期|季度|季|月|年度?|周|星期|两年|两个月|三年|半个月|逢[^,]{1,4})(?:末|底|初)?"
    r"|(?:会后)?(?:[一二三两半]|\d{1,3})个?(?:工作日|星期|周|月|天|日)(?:以内|之内|内)"
    r"|(?:本月|下月|当月)?\d{1,2}[日号](?:以前|之前|前)|(?:本周|下周|周|星期)[一二三四五六日天](?:以前|之前|前)"
)
NOT_DUE = re.compile(
    r"^(?:五一|国庆|春节|元旦|两节|高温|开学|放假|寒假|暑假|中秋|“五一”|汛期|今年|明年|全年度)$"
)
QUALIFIER = r"(?:不少于|不低于|不得少于|不得低于|不超过|不高于|不多于|至少|最少|达到|达|超过|控制在|人均|力争)?"
AMOUNT = r"(?:\d+(?:\.\d+)?(?:余|多)?(?:%|个百分点|万元|亿元|元|万|亿|人次|人|名|场次|场|次|期|件|篇|个|家|户|项|条|支|小时|学时|天|课时|倍|套|处|张|份|对|批|轮)+|百分之[一二三四五六七八九十百]+|\d+(?:\.\d+)?%)"
COUNT = r"(?:[一两二三四五六七八九十]{1,3}(?:次|场|遍|轮|期|名|人|小时|天|万元|件实事|篇))"
SUFFIX = r"(?:以上|以下|以内|左右)?"
FIGURE = re.compile(
    rf"{QUALIFIER}{AMOUNT}{SUFFIX}|(?<![届第新进又这每统上此几]){QUALIFIER}{COUNT}(?![全代执委会届线把手])"
    rf"{SUFFIX}|(?:每[一人家个][^,。]{{0,4}})(?:不少于)?[一两二三四五\d]+(?:次|场|人|名|项|件)"
)
SET_NAME = re.compile(
    r"\d+(?:个|项|条)(?:方面|重点|关系|机制|工程|环节|坚持|结合|问题|专项|专题|层面|要求)"
)


def deadlines(text: str) -> list[tuple[int, int]]:
    """Return the places of the dates and periods in `text` that something may be due by or at."""
    found = []
    for match in DEADLINE.finditer(text):
        if not NOT_DUE.match(match[0]) and not text.startswith(("以来", "度工作"), match.end()):
            found.append(match.span())
    return found


def figures(text: str) -> list[tuple[int, int]]:
    """Return the places of the amounts, rates and counts in `text`, with their qualifiers."""
    taken = deadlines(text)
    return [
        m.span()
        for m in FIGURE.finditer(text)
        if not SET_NAME.match(text, m.start())
        and not any(a < m.end() and m.start() < b for a, b in taken)
    ]


def binds(text: str) -> bool:
    """Say whether `text` holds an amount to meet or a last day, and not only a period."""
    return bool(figures(text)) or any(text[a:b].endswith(("前", "内", "底")) for a, b in deadlines(text))
