from zhijia.platform.room import Link, Room


class Org(Room):
    name = "zhijia.org"
    label = "org"
    verbose_name = "组织"
    area = "组织会员"
    menu = [
        Link("组织", "org:units", "sitemap"),
        Link("会员", "org:members", "users"),
        Link("入会申请", "org:applications", "user-plus", desk=True),
    ]
    shortcuts = [
        Link("登记会员", "org:member-enrol", "user-plus", may="org.edit"),
        Link("导入花名册", "org:member-import", "upload", may="org.edit"),
        Link("入会申请", "org:applications", "clipboard-check", may="org.edit"),
        Link("换届和缺项", "org:shortfalls", "calendar", may="org.edit"),
    ]
    governs = {
        "rules.units": Link("单位的建立和撤销", "org:units", "sitemap"),
        "rules.moving": Link("隶属关系调整", "org:units", "sitemap"),
        "rules.terms": Link("单位页的依规检查：届期、名额、批复", "org:units", "sitemap"),
        "rules.offices": Link("单位页的依规检查：班子和机构", "org:units", "sitemap"),
        "rules.bodies": Link("单位页的依规检查：会议和机构", "org:units", "sitemap"),
        "rules.posts": Link("任职和免职", "org:units", "sitemap"),
        "rules.bars": Link("任职资格", "org:units", "sitemap"),
        "rules.law": Link("法规口径", "law-settings", "scale"),
        "rules.states": Link("会籍变动", "org:members", "users"),
    }
