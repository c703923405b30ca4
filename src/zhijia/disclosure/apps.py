from zhijia.platform.room import Room


class Disclosure(Room):
    name = "zhijia.disclosure"
    label = "disclosure"
    verbose_name = "公开"
    area = "公开监督"
