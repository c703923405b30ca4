from zhijia.platform.room import Link, Room


class Meetings(Room):
    name = "zhijia.meetings"
    label = "meetings"
    verbose_name = "会议"
    area = "民主管理"
    menu = [
        Link("会议", "meetings:meetings", "users"),
        Link("应邀参加的会议", "meetings:guestings", "gavel", desk=True),
    ]
    shortcuts = [Link("登记会议", "meetings:meeting-new", "users", may="meetings.plan")]
    governs = {
        f"rules.{name}": Link("会议", "meetings:meetings", "users")
        for name in ("calling", "delegates", "hall", "opening", "voting", "yearly", "standing")
    } | {"rules.guests": Link("应邀参加的会议", "meetings:guestings", "gavel")}
