from zhijia.platform.room import Link, Room


class Ballots(Room):
    name = "zhijia.ballots"
    label = "ballots"
    verbose_name = "选举表决"
    area = "民主选举"
    menu = [
        Link("我的表决", "ballots:mine", "checklist"),
        Link("选举表决", "ballots:ballots", "scale"),
        Link("书面规定", "ballots:written-rules", "file-text", desk=True),
    ]
    shortcuts = [Link("筹备表决", "ballots:ballot-new", "scale", may="ballots.draft")]
    governs = {
        "rules.ways": Link("表决页的投票方式", "ballots:ballots", "scale"),
        "rules.preparing": Link("表决页的定稿检查", "ballots:ballots", "scale"),
        "rules.rolls": Link("选举人名册和签到", "ballots:ballots", "scale"),
        "rules.outcomes": Link("表决结果", "ballots:ballots", "scale"),
        "rules.tellers": Link("两人计票", "ballots:ballots", "list-check"),
        "rules.printing": Link("印制选票", "ballots:ballots", "printer"),
        "counting.elections": Link("表决结果", "ballots:ballots", "scale"),
    }
