"""Meetings of what a congress elects, of the women, of delegation heads; and those of others."""

from zhijia.law import HOUSE, LAW

from ..rules.facts import Business, Majority, MeetingKind

ORGAN = Majority("organ")

COMMITTEE = MeetingKind(
    id="committee",
    name="委员会全体会议",
    people="委员",
    side="organ",
    about="工会委员会的会议；第一次全体会议选举常务委员、主席、副主席。",
    clauses=(LAW["XJ-16"], HOUSE["HOUSE-261"]),
    quorum=HOUSE["HOUSE-261"],
    majority=ORGAN,
    business=(
        Business("watchers", "监票人、计票人名单", "adopt", LAW["XJ-18"]),
        Business("standing", "常务委员", "elect", LAW["XJ-15"], is_secret=True),
        Business("chair", "主席、副主席", "elect", LAW["XJ-16"], is_secret=True),
        Business("women", "女职工委员会委员名单", "decide", LAW["XJ-27"]),
        Business("work", "工会工作", "decide", HOUSE["HOUSE-261"]),
    ),
    keeps="numbers",
)

STANDING = MeetingKind(
    id="standing",
    name="常务委员会会议",
    people="常务委员",
    side="organ",
    about="常务委员会的会议。",
    clauses=(LAW["XJ-06"], HOUSE["HOUSE-261"]),
    quorum=HOUSE["HOUSE-261"],
    majority=ORGAN,
    business=(Business("work", "工会工作", "decide", HOUSE["HOUSE-261"]),),
    keeps="numbers",
)

AUDIT = MeetingKind(
    id="audit",
    name="经费审查委员会会议",
    people="经费审查委员",
    side="organ",
    about="经费审查委员会的会议；第一次会议选举主任。",
    clauses=(LAW["XJ-30"], HOUSE["HOUSE-261"]),
    quorum=HOUSE["HOUSE-261"],
    majority=ORGAN,
    business=(
        Business("watchers", "监票人、计票人名单", "adopt", LAW["XJ-18"]),
        Business("head", "主任、副主任", "elect", LAW["XJ-30"], is_secret=True),
        Business("funds", "经费收支审查", "decide", LAW["GHF-19"]),
    ),
    keeps="numbers",
)

WOMEN = MeetingKind(
    id="women",
    name="女职工（代表）大会",
    people="女职工",
    side="union",
    about="女职工选举女职工委员会，或者对协商产生的名单提出意见。",
    clauses=(LAW["XJ-27"], LAW["GHF-02"]),
    quorum=LAW["DD-22"],
    majority=Majority("members"),
    business=(
        Business("watchers", "监票人、计票人名单", "adopt", LAW["XJ-18"]),
        Business("women", "女职工委员会委员", "elect", LAW["XJ-27"], is_secret=True),
    ),
    keeps="days",
)

HEADS = MeetingKind(
    id="heads",
    name="代表团（组）长联席会议",
    people="代表团（组）长",
    side="organ",
    about="闭会期间处理临时需要解决的重要问题，须经下一次大会确认。",
    clauses=(HOUSE["HOUSE-264"],),
    quorum=HOUSE["HOUSE-261"],
    majority=ORGAN,
    business=(Business("urgent", "闭会期间的重要问题", "decide", HOUSE["HOUSE-264"]),),
    keeps="days",
)

SUPERVISED = MeetingKind(
    id="supervised",
    name="应有工会代表参加的会议",
    people="工会代表",
    side="guest",
    about="单位讨论工资、福利、安全卫生、工时休假、女职工保护、社会保险的会议：记录是否邀请、谁参加、提了什么意见、如何决定。",
    clauses=(LAW["GHF-15"],),
    quorum=None,
    majority=None,
    keeps="days",
)
