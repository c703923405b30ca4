from zhijia.platform.room import Link, Room


class Refs(Room):
    name = "zhijia.platform.refs"
    label = "refs"
    verbose_name = "期限与参照"
    area = "系统"
    menu = [Link("放假安排", "refs:calendar", "calendar", keeper=True)]
