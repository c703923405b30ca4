from zhijia.platform.room import Link, Room


class Org(Room):
    name = "zhijia.org"
    label = "org"
    verbose_name = "组织"
    area = "组织会员"
    menu = [Link("组织", "org:units", "sitemap"), Link("会员", "org:members", "users")]
    shortcuts = [Link("登记会员", "org:member-enrol", "user-plus", may="org.edit")]
