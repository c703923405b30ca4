"""What happens in the story: who was given what, and what they reported. Days count from today."""

from typing import NamedTuple


class Step(NamedTuple):
    """What a unit reported so many days ago, perhaps with the lines of a file."""

    ago: int
    percent: int
    words: str
    file: str = ""


class Job(NamedTuple):
    """What a unit did of a task; `last` is how it reported it finished, if it did."""

    task: str
    unit: str
    steps: tuple[Step, ...]
    last: Step | None = None


# Every task is told by words of the speech. How the desk words it before it is put on file:
REWORDED = {
    "劳动竞赛": "围绕降本增效开展“百日攻坚”劳动竞赛，参赛班组不少于90%",
    "技能比武": "牵头组织一次电工技能比武",
    "先进操作法": "总结推广一线职工的先进操作法",
    "隐患排查": "对检修现场、配电室、危化品库房开展一次隐患排查",
    "现场检查": "劳动保护监督检查员每月至少参加一次现场检查，发现违章指挥当场提出意见",
    "提案征集": "组织职工代表开展提案征集工作，提案答复率达到100%",
    "满意度问卷": "围绕医德医风开展一次职工满意度问卷调查",
    "摸底排查": "对困难职工家庭进行摸底排查，建立档案，做到一户一策",
    "体检和疗休养": "办好职工体检和疗休养，优先安排一线和高温岗位职工",
}
FOLLOWED = (*REWORDED, "竞赛方案", "隐患台账", "书面报告", "校务公开", "公开目录", "职工代表培训")
# These are tasks as well that nobody has yet; the desk takes nothing else for one.
LEFT = ("记入职工技能档案", "公示一次")

# To whom each task went, how many days ago, and how many days from today it is due.
GIVEN = (
    ("竞赛方案", "power synthesis", 140, -95),
    ("劳动竞赛", "power synthesis", 140, 6),
    ("现场检查", "power synthesis", 130, 38),
    ("技能比武", "power", 120, -30),
    ("体检和疗休养", "hospital power", 110, -15),
    ("摸底排查", "hospital school", 100, -6),
    ("先进操作法", "power synthesis", 90, 4),
    ("职工代表培训", "school", 80, 30),
    ("隐患排查", "power hospital school", 60, 9),
    ("隐患台账", "power hospital", 60, 16),
    ("满意度问卷", "hospital", 50, 12),
    ("书面报告", "hospital", 50, 26),
    ("校务公开", "school", 45, 2),
    ("公开目录", "school", 45, 18),
    ("提案征集", "hospital school power", 4, 40),
)
CHECKLIST = "氧气站隐患排查表\n1. 阀门和管路：正常\n2. 消防器材：已更换 4 具\n3. 值班记录：齐全\n"
SCHEDULE = "百日攻坚劳动竞赛赛程\n第一轮：降本增效\n第二轮：检修质量\n第三轮：总评\n"
JOBS = (
    Job(
        "竞赛方案",
        "power",
        (Step(132, 50, "竞赛方案已经公司党委审定。"),),
        Step(115, 100, "两个车间都已动员，17 个班组报名。"),
    ),
    Job(
        "竞赛方案",
        "synthesis",
        (Step(130, 40, "方案已公布，正在组织报名。"),),
        Step(104, 100, "动员会已开，8 个班组全部报名。"),
    ),
    Job(
        "劳动竞赛",
        "power",
        (
            Step(110, 30, "第一轮开赛。", SCHEDULE),
            Step(70, 80, "已开展两轮，参赛班组 16 个，参赛率 94%。"),
        ),
        Step(40, 100, "竞赛结束，评出优胜班组 3 个，节约检修费用 21 万元。"),
    ),
    Job("劳动竞赛", "synthesis", (Step(30, 75, "第一阶段结束，正在汇总成绩。"),)),
    Job(
        "技能比武",
        "power",
        (Step(60, 40, "比武方案和试题已定，42 人报名。"),),
        Step(44, 100, "比武结束，评出技术能手 6 名，成绩已公布。"),
    ),
    Job(
        "体检和疗休养",
        "power",
        (Step(75, 60, "体检已完成 286 人。"),),
        Step(28, 100, "体检 311 人，安排疗休养 24 人，其中一线职工 19 人。"),
    ),
    Job(
        "摸底排查",
        "hospital",
        (Step(80, 50, "走访 12 户，建立档案 9 份。"),),
        Step(45, 100, "摸底结束，建档 14 户，均已明确帮扶责任人。"),
    ),
    Job("摸底排查", "school", (Step(60, 40, "已完成两个年级组的摸底。"),)),
    Job("先进操作法", "power", (Step(50, 50, "收集一线操作法 9 项，正在评审。"),)),
    Job("先进操作法", "synthesis", (Step(48, 30, "合成岗位操作法 2 项正在试用。"),)),
    Job("隐患台账", "hospital", (Step(24, 60, "已登记隐患 13 条，整改 10 条。"),)),
    Job(
        "满意度问卷",
        "hospital",
        (Step(20, 70, "发放问卷 160 份，回收 148 份。"),),
    ),
    Job("校务公开", "school", (Step(15, 55, "公开目录已修订，正在征求教职工意见。"),)),
)
DESKS = {"hospital": "2001", "school": "3001", "power": "4001", "synthesis": "7001"}
