from zhijia.platform.room import Room


class Checks(Room):
    name = "zhijia.checks"
    label = "checks"
    verbose_name = "检查"
    area = "公开监督"
