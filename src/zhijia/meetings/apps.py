from zhijia.platform.room import Link, Room


class Meetings(Room):
    name = "zhijia.meetings"
    label = "meetings"
    verbose_name = "会议"
    area = "民主管理"
    menu = [
        Link("会议", "meetings:meetings", "users"),
        Link("代表", "meetings:congresses", "user"),
        Link("应邀参加的会议", "meetings:guestings", "gavel", desk=True),
    ]
    shortcuts = [Link("登记会议", "meetings:meeting-new", "users", may="meetings.plan")]
    governs = (
        {
            f"rules.{name}": Link("会议", "meetings:meetings", "users")
            for name in ("calling", "hall", "opening", "voting", "yearly", "standing")
        }
        | {
            f"rules.{name}": Link("代表", "meetings:congresses", "user")
            for name in ("delegates", "mandates", "panels", "papers")
        }
        | {"rules.guests": Link("应邀参加的会议", "meetings:guestings", "gavel")}
    )
