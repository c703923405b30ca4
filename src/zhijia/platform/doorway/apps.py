from zhijia.platform.room import Link, Room


class Doorway(Room):
    name = "zhijia.platform.doorway"
    label = "doorway"
    verbose_name = "匿名来件"
    area = "职工心声"
    menu = [Link("来信二维码", "doorway:doors", "link", desk=True)]
    governs = {"rules": Link("来信二维码", "doorway:doors", "link")}
