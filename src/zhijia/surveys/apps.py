from zhijia.platform.room import Link, Room


class Surveys(Room):
    name = "zhijia.surveys"
    label = "surveys"
    verbose_name = "问卷"
    area = "职工心声"
    menu = [
        Link("我的问卷", "surveys:mine", "edit"),
        Link("调查", "surveys:rounds", "chart-bar"),
        Link("问卷库", "surveys:sheets", "list-check", desk=True),
    ]
    shortcuts = [Link("起草问卷", "surveys:sheet-new", "list-check", may="surveys.design")]
