from zhijia.platform.room import Link, Room


class Disclosure(Room):
    name = "zhijia.disclosure"
    label = "disclosure"
    verbose_name = "公开"
    area = "公开监督"
    menu = [
        Link("公开信息", "disclosure:publications", "speakerphone"),
        Link("公开目录", "disclosure:catalogues", "list-check"),
        Link("应公开事项", "disclosure:dues", "calendar"),
        Link("提问答复", "disclosure:questions", "bell", desk=True),
        Link("公开情况", "disclosure:coverage", "chart-bar"),
        Link("公示", "disclosure:showings", "eye"),
        Link("规章制度", "disclosure:regulations", "gavel"),
    ]
    shortcuts = [
        Link(
            "拟稿公开",
            "disclosure:publication-new",
            "speakerphone",
            may="disclosure.keep_catalogue",
        ),
    ]
    governs = {
        "rules.catalogue": Link("公开目录", "disclosure:catalogues", "list-check"),
        "rules.dues": Link("应公开事项", "disclosure:dues", "calendar"),
        "rules.publications": Link("公开信息", "disclosure:publications", "speakerphone"),
        "rules.questions": Link("公开信息", "disclosure:publications", "speakerphone"),
        "rules.persons": Link("公开信息", "disclosure:publications", "speakerphone"),
        "rules.showing": Link("公示", "disclosure:showings", "eye"),
        "rules.showing_kinds": Link("公示期", "disclosure:showings", "eye"),
        "rules.competence": Link("规章制度的审议职权", "disclosure:regulations", "gavel"),
        "rules.regulations": Link("规章制度", "disclosure:regulations", "gavel"),
        "rules.masking": Link("公示的文字", "disclosure:showings", "eye"),
    }
