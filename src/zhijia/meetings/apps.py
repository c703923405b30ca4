from zhijia.platform.room import Link, Room


class Meetings(Room):
    name = "zhijia.meetings"
    label = "meetings"
    verbose_name = "会议"
    area = "民主管理"
    menu = [
        Link("会议", "meetings:meetings", "users"),
        Link("代表", "meetings:congresses", "user"),
        Link("历年评议", "meetings:evaluations", "chart-bar", desk=True),
        Link("应邀参加的会议", "meetings:guestings", "gavel", desk=True),
    ]
    shortcuts = [Link("登记会议", "meetings:meeting-new", "users", may="meetings.plan")]
    governs = (
        {
            f"rules.{name}": Link("会议", "meetings:meetings", "users")
            for name in ("calling", "hall", "opening", "voting", "standing")
        }
        | {
            f"rules.{name}": Link("会议", "meetings:meetings", "users")
            for name in ("elections", "rounds", "taking_office", "balloting")
        }
        | {
            f"rules.{name}": Link("历年评议", "meetings:evaluations", "chart-bar")
            for name in ("yearly", "evaluations", "recalling")
        }
        | {
            f"rules.{name}": Link("代表", "meetings:congresses", "user")
            for name in ("between", "delegates", "mandates", "panels", "papers")
        }
        | {"rules.guests": Link("应邀参加的会议", "meetings:guestings", "gavel")}
    )
