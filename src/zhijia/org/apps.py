from zhijia.platform.room import Link, Room


class Org(Room):
    name = "zhijia.org"
    label = "org"
    verbose_name = "组织"
    area = "组织会员"
    menu = [
        Link("组织", "org:units", "sitemap"),
        Link("会员", "org:members", "users"),
        Link("入会申请", "org:applications", "user-plus"),
    ]
    shortcuts = [
        Link("登记会员", "org:member-enrol", "user-plus", may="org.edit"),
        Link("入会申请", "org:applications", "clipboard-check", may="org.edit"),
        Link("换届和缺项", "org:shortfalls", "calendar", may="org.edit"),
    ]
