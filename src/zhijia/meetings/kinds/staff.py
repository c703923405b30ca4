"""职工代表大会 of enterprises, schools, hospitals and institutions: each by its own text."""

from zhijia.law import HOUSE, LAW

from ..rules.facts import DAYS, Business, Every, Majority, MeetingKind, Notice, Proposing

FIRMS = frozenset({"company", "private", "foreign", "collective"})
UNCONVERTED = frozenset({"unconverted"})
OF_THE_STATE = frozenset({"company", "unconverted"})
CONTRACTS = FIRMS | UNCONVERTED | {"businesslike"}

REPS, REPS_1986, TEACHERS_HALF = Majority("staff"), Majority("works"), Majority("teachers")
# Two texts ask for different shares of the same vote: at exactly half nobody announces anything.
CONTRACT = Majority("contract")

CONFIRM = Business("confirm", "确认联席会议决定", "adopt", HOUSE["HOUSE-264"])
OPENING = (
    Business("method", "选举办法、表决办法", "adopt", LAW["ZD-10"], is_opening=True),
    Business("special", "专门委员会（小组）成员名单", "adopt", LAW["ZD-04"], is_opening=True),
)
FIRM_BUSINESS = (
    *OPENING,
    Business("work", "生产经营和重大事项报告", "hear", LAW["ZD-05"], is_yearly=True),
    Business("rules", "直接涉及职工切身利益的规章制度、重大事项", "discuss", LAW["ZD-21"]),
    Business(
        "contract",
        "集体合同草案",
        "adopt",
        LAW["JT-09"],
        is_secret=True,
        only=CONTRACTS,
        majority=CONTRACT,
    ),
    Business("welfare", "职工福利基金使用方案", "adopt", LAW["ZD-05"], is_secret=True),
    Business(
        "insurance",
        "住房公积金、社会保险费缴纳比例和时间的调整方案",
        "adopt",
        LAW["ZD-05"],
        is_secret=True,
    ),
    Business("model", "劳动模范推荐人选", "adopt", LAW["ZD-05"], is_secret=True),
    Business(
        "settlement",
        "改制、合并、分立、破产中的职工裁减、分流、安置方案",
        "adopt",
        LAW["ZD-06"],
        is_secret=True,
        only=OF_THE_STATE,
    ),
    Business("oversight", "执行劳动法律法规和劳动规章制度的情况", "oversee", LAW["ZD-05"]),
    Business("directors", "职工董事、职工监事", "elect", LAW["ZD-05"], is_secret=True),
    Business(
        "leaders", "民主评议领导人员", "evaluate", LAW["ZD-05"], is_secret=True, is_yearly=True
    ),
    Business("proposals", "提案办理情况报告", "hear", LAW["ZD-12"], is_yearly=True),
    CONFIRM,
)

STAFF = MeetingKind(
    id="staff",
    name="职工代表大会",
    people="职工代表",
    side="staff",
    about="企业实行民主管理的基本形式；代表由全体职工选举，会员与否不论。",
    clauses=(LAW["ZD-10"], LAW["ZD-11"], LAW["DD-26"]),
    quorum=LAW["ZD-07"],
    majority=REPS,
    notice=Notice(7, DAYS, LAW["ZD-08"]),
    every=Every(12, "每年至少一次", LAW["ZD-07"]),
    terms=(3, 4, 5),
    terms_clause=LAW["ZD-03"],
    business=FIRM_BUSINESS,
    units=frozenset({"group", "company"}),
    registrations=FIRMS,
    has_delegates=True,
    may_have_presidium=True,
)

STATE_WORKS = MeetingKind(
    id="works",
    name="职工代表大会",
    people="职工代表",
    side="staff",
    about="未改制的全民所有制企业的职工代表大会，按1986年条例，每半年一次。",
    clauses=(LAW["QM-01"], LAW["QM-03"], LAW["DD-26"]),
    quorum=LAW["QM-01"],
    majority=REPS_1986,
    notice=Notice(7, DAYS, LAW["ZD-08"]),
    every=Every(6, "至少每半年一次", LAW["QM-01"]),
    terms=(3, 4, 5),
    terms_clause=LAW["ZD-03"],
    proposing=(
        Proposing("厂长", LAW["QM-01"]),
        Proposing("企业工会", LAW["QM-01"]),
        Proposing("职工代表", LAW["QM-01"], is_share=True),
    ),
    business=(
        *FIRM_BUSINESS,
        Business(
            "wages",
            "工资调整、奖金分配、奖惩办法和重要规章",
            "approve",
            LAW["QM-03"],
            is_secret=True,
        ),
        Business("housing", "福利基金使用、职工住宅分配", "decide", LAW["QM-03"], is_secret=True),
    ),
    units=frozenset({"group", "company"}),
    registrations=UNCONVERTED,
    has_delegates=True,
    may_have_presidium=True,
)

TEACHERS = MeetingKind(
    id="teachers",
    name="教职工代表大会",
    people="教职工代表",
    side="staff",
    about="学校教职工参与民主管理的基本形式；教师代表不低于百分之六十。",
    clauses=(LAW["JD-03"], LAW["JD-04"], LAW["DD-26"]),
    quorum=LAW["JD-07"],
    majority=TEACHERS_HALF,
    notice=Notice(7, DAYS, LAW["ZD-08"]),
    every=Every(12, "每学年至少一次", LAW["JD-06"]),
    terms=(3, 5),
    terms_clause=LAW["JD-05"],
    proposing=(
        Proposing("学校", LAW["JD-06"]),
        Proposing("学校工会", LAW["JD-06"]),
        Proposing("教职工代表", LAW["JD-06"], is_share=True),
    ),
    business=(
        Business("charter", "学校章程草案", "discuss", LAW["JD-02"]),
        Business("plan", "发展规划、改革方案等重大事项", "discuss", LAW["JD-02"]),
        Business(
            "reports", "年度工作、财务、工会工作报告", "discuss", LAW["JD-02"], is_yearly=True
        ),
        Business("welfare", "教职工福利和校内分配实施方案", "adopt", LAW["JD-02"], is_secret=True),
        Business("posts", "聘任、考核、奖惩办法", "adopt", LAW["JD-02"], is_secret=True),
        Business("proposals", "上一次会议提案办理情况报告", "hear", LAW["JD-02"], is_yearly=True),
        Business("leaders", "评议学校领导干部", "evaluate", LAW["JD-02"], is_secret=True),
        CONFIRM,
    ),
    units=frozenset({"school"}),
    has_delegates=True,
    may_have_presidium=True,
)

INSTITUTION = MeetingKind(
    id="institution",
    name="职工代表大会",
    people="职工代表",
    side="staff",
    about="医院等事业单位的职工代表大会；没有全国统一规章，缺省按三分之二到会、过半数通过，地方规定优先。",
    clauses=(LAW["ZD-07"], LAW["ZD-10"], LAW["DD-26"]),
    quorum=LAW["ZD-07"],
    majority=REPS,
    notice=Notice(7, DAYS, LAW["ZD-08"]),
    every=Every(12, "每年至少一次", LAW["ZD-07"]),
    terms=(3, 4, 5),
    terms_clause=LAW["ZD-03"],
    business=(
        *OPENING,
        Business("work", "单位工作和重大事项报告", "hear", LAW["ZD-05"], is_yearly=True),
        Business("rules", "直接涉及职工切身利益的规章制度、重大事项", "discuss", LAW["ZD-21"]),
        Business("welfare", "职工福利方案", "adopt", LAW["ZD-05"], is_secret=True),
        Business(
            "contract",
            "集体合同草案",
            "adopt",
            LAW["JT-09"],
            is_secret=True,
            only=CONTRACTS,
            majority=CONTRACT,
        ),
        Business("leaders", "民主评议领导干部", "evaluate", LAW["ZD-05"], is_secret=True),
        CONFIRM,
        Business("proposals", "提案办理情况报告", "hear", LAW["ZD-12"], is_yearly=True),
    ),
    units=frozenset({"hospital", "group", "company"}),
    registrations=frozenset({"institution", "businesslike", "non_profit"}),
    has_delegates=True,
    may_have_presidium=True,
)
