from zhijia.platform.room import Room


class Surveys(Room):
    name = "zhijia.surveys"
    label = "surveys"
    verbose_name = "问卷"
    area = "职工心声"
