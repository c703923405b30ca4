from zhijia.platform.room import Room


class Matters(Room):
    name = "zhijia.matters"
    label = "matters"
    verbose_name = "办件"
    area = "职工心声"
