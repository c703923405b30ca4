from zhijia.platform.room import Link, Room


class Notices(Room):
    name = "zhijia.platform.notices"
    label = "notices"
    verbose_name = "消息"
    menu = [Link("消息", "notices:inbox", "bell")]
