"""会员大会 and 会员代表大会: the union's own congress, of members or of their delegates."""

from zhijia.law import LAW

from ..rules.facts import WORKDAYS, Business, Every, Majority, MeetingKind, Notice, Proposing

AGREED = Majority("members")
RECALLED = Majority("recall")

BUSINESS = (
    Business("term", "本届任期（三年或者五年）", "decide", LAW["GHF-06"], is_opening=True),
    Business("seats", "委员名额", "decide", LAW["XJ-05"], is_opening=True),
    Business("method", "选举办法", "adopt", LAW["DD-19"], is_opening=True),
    Business("watchers", "监票人、计票人名单", "adopt", LAW["XJ-18"], is_opening=True),
    Business("work", "工会委员会工作报告", "adopt", LAW["DD-05"], is_yearly=True),
    Business("funds", "工会经费预算决算报告", "adopt", LAW["DD-05"], is_yearly=True),
    Business("audit", "经费审查委员会工作报告", "adopt", LAW["DD-05"], is_yearly=True),
    Business("home", "会员评家", "evaluate", LAW["DD-23"], is_secret=True, is_yearly=True),
    Business("heads", "评议主席、副主席", "evaluate", LAW["DD-23"], is_secret=True, is_yearly=True),
    Business("assessing", "民主测评办法", "adopt", LAW["DD-23"]),
    Business("committee", "工会委员会委员", "elect", LAW["XJ-15"], is_secret=True, is_opening=True),
    Business(
        "audit_committee",
        "经费审查委员会委员",
        "elect",
        LAW["XJ-30"],
        is_secret=True,
        is_opening=True,
    ),
    Business("chair", "直接选举主席、副主席", "elect", LAW["XJ-16"], is_secret=True),
    Business("by_election", "补选委员", "elect", LAW["XJ-29"], is_secret=True),
    Business("upper", "出席上级工会代表大会的代表", "elect", LAW["DD-05"], is_secret=True),
    Business(
        "recall",
        "罢免委员、主席、副主席",
        "decide",
        LAW["XJ-28"],
        is_secret=True,
        majority=RECALLED,
    ),
    Business("other", "工会工作的其他重大问题", "decide", LAW["DD-05"]),
)

MEMBERS = MeetingKind(
    id="members",
    name="会员大会",
    people="会员",
    side="union",
    about="会员直接参加的大会；不足一百人的工会以会员大会选举和议事。",
    clauses=(LAW["ZC-08"], LAW["XJ-13"], LAW["DD-26"]),
    quorum=LAW["DD-22"],
    majority=AGREED,
    notice=Notice(5, WORKDAYS, LAW["DD-18"]),
    every=Every(12, "每年至少一次", LAW["DD-02"]),
    terms=(3, 5),
    terms_clause=LAW["GHF-06"],
    proposing=(
        Proposing("工会委员会", LAW["GHF-07"]),
        Proposing("会员", LAW["GHF-07"], is_share=True),
    ),
    business=BUSINESS,
)

DELEGATES = MeetingKind(
    id="delegates",
    name="会员代表大会",
    people="会员代表",
    side="union",
    about="会员代表参加的大会；代表由选举单位的会员选举产生，常任制。",
    clauses=(LAW["XJ-13"], LAW["DD-06"], LAW["DD-26"]),
    quorum=LAW["DD-22"],
    majority=AGREED,
    notice=Notice(5, WORKDAYS, LAW["DD-18"]),
    every=Every(12, "每年至少一次", LAW["DD-02"]),
    terms=(3, 5),
    terms_clause=LAW["DD-02"],
    proposing=(
        Proposing("工会委员会", LAW["GHF-07"]),
        Proposing("会员", LAW["GHF-07"], is_share=True),
        Proposing("会员代表", LAW["DD-02"], is_share=True),
    ),
    business=BUSINESS,
    has_delegates=True,
    may_have_presidium=True,
)
