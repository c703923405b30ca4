from zhijia.platform.room import Link, Room


class Matters(Room):
    name = "zhijia.matters"
    label = "matters"
    verbose_name = "办件"
    area = "职工心声"
    menu = [
        Link("办件", "matters:matters", "clipboard-check"),
        Link("隐患台账", "matters:hazards", "alert-triangle"),
        Link("合理化建议", "matters:suggestions", "report"),
        Link("先进操作法", "matters:methods", "bolt"),
        Link("征集", "matters:calls", "speakerphone"),
        Link("诉求统计", "matters:causes", "chart-bar", desk=True),
        Link("服务承诺", "matters:promises", "checklist", desk=True),
        Link("调解委员会", "matters:mediators", "scale"),
    ]
