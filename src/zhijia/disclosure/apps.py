from zhijia.platform.room import Link, Room


class Disclosure(Room):
    name = "zhijia.disclosure"
    label = "disclosure"
    verbose_name = "公开"
    area = "公开监督"
    menu = [
        Link("公示", "disclosure:showings", "eye"),
    ]
    governs = {
        "rules.showing": Link("公示", "disclosure:showings", "eye"),
        "rules.showing_kinds": Link("公示期", "disclosure:showings", "eye"),
        "rules.competence": Link("规章制度的审议职权", "disclosure:showings", "eye"),
        "rules.regulations": Link("规章制度", "disclosure:showings", "eye"),
        "rules.masking": Link("公示的文字", "disclosure:showings", "eye"),
    }
