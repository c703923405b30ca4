from zhijia.platform.room import Link, Room


class Checks(Room):
    name = "zhijia.checks"
    label = "checks"
    verbose_name = "检查"
    area = "公开监督"
    menu = [
        Link("检查", "checks:rounds", "clipboard-check"),
        Link("我去检查", "checks:mine", "eye"),
        Link("问题整改", "checks:faults", "alert-triangle", desk=True),
        Link("检查标准", "checks:standards", "scale"),
    ]
    shortcuts = [Link("组织检查", "checks:round-new", "clipboard-check", may="checks.open")]
