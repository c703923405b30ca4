"""Hazards of the story: one mended at the second try, one dangerous, one grave, one just said."""

from datetime import date

from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.org.rules import Basis

from .story import Story, photo

RED, GREEN = "#c92a2a", "#2b8a3e"


def fill(cast: Cast, *, today: date) -> None:
    """Tell the hazards."""
    story = Story(cast, today)
    _appoint(story)
    _second_try(story)
    _danger(story)
    _grave(story)
    _in_the_hospital(story)
    story.file(
        "hazard",
        "workshop",
        "5004",
        1,
        "休息室插座烧黑",
        values={
            "place": "检修班休息室",
            "category": "power",
            "what": "门口墙面插座外壳烧黑，有焦糊味，旁边堆着抹布。",
            "taken": "已拔掉插头，贴了“禁用”。",
        },
        uploads=[photo("插座.jpg", RED)],
    )


def _appoint(story: Story) -> None:
    """The union above makes 魏红梅 an inspector of her workshop."""
    org.appoint(
        actor=story.cast.actors["group_desk"],
        unit=story.cast.units["workshop"],
        member=story.who("5003"),
        kind="inspector",
        from_on=story.ago(300),
        basis=Basis("appointed", document="化工劳检〔2026〕7号"),
    )


def _second_try(story: Story) -> None:
    """A limit switch is mended, fails the second look, is mended again."""
    values = {
        "place": "检修车间二号行车",
        "category": "machine",
        "what": "起升限位开关不动作，吊钩到顶不停，操作工靠目测停车。",
    }
    shots = [photo("限位开关.jpg", RED)]
    one = story.file(
        "hazard", "workshop", "5004", 80, "行车限位开关失灵", values=values, uploads=shots
    )
    story.step(
        "5003",
        one,
        "order",
        79,
        words="更换限位开关，做三次空载试验。",
        lead=story.part("5002", "检修班"),
        values={"grade": "minor", "due_on": story.ago(73), "measures": "停用，挂牌。"},
    )
    story.step("5002", one, "mend", 76, words="调整了触点。", uploads=[photo("触点.jpg", GREEN)])
    again = {"due_on": story.ago(71)}
    story.step("5003", one, "fail", 75, words="三次试验有一次不动作。", values=again)
    shots = [photo("新开关.jpg", GREEN)]
    story.step("5002", one, "mend", 72, words="更换新的限位开关。", uploads=shots)
    story.step("5003", one, "pass", 71, words="空载试验五次，均正常。")


def _danger(story: Story) -> None:
    """Somebody could fall: told at once, ordered the same day."""
    values = {
        "place": "运行车间三号炉平台",
        "category": "height",
        "is_life": True,
        "what": "平台东侧护栏两根立柱脱焊，人一靠就晃，下面是通道。",
        "taken": "已拉警戒线，通道改走北侧。",
    }
    one = story.file(
        "hazard",
        "running",
        "6003",
        4,
        "平台护栏脱焊",
        values=values,
        uploads=[photo("护栏.jpg", RED)],
    )
    story.step(
        "6001",
        one,
        "order",
        4,
        words="立柱全部补焊，做推力试验。",
        lead=story.part("6002", "运行三值"),
        values={
            "grade": "minor",
            "due_on": story.ago(-3),
            "measures": "拉警戒线，平台停止上人，通道改走北侧，值班长每班检查一次。",
        },
    )
    story.step("6002", one, "reply", 3, words="已报检修计划，明日停炉间隙补焊。")


def _grave(story: Story) -> None:
    """What must stop work needs a plan and longer."""
    values = {
        "place": "检修车间氧气瓶库",
        "category": "chemical",
        "what": "库房后墙贯通裂缝，通风机停用，气瓶与油脂库间距不足。",
    }
    shots = [photo("裂缝.jpg", RED)]
    one = story.file(
        "hazard", "workshop", "5002", 12, "气瓶库墙体开裂、通风不足", values=values, uploads=shots
    )
    story.step(
        "5001",
        one,
        "order",
        11,
        words="停用库房，迁移气瓶，加固墙体，恢复通风。",
        lead=story.part("5005", "检修班"),
        values={
            "grade": "major",
            "must_stop": True,
            "due_on": story.ago(-14),
            "measures": "停止存取，气瓶转存供电公司库房，设警戒。",
        },
    )
    plan = {
        "goal": "月底前消除倒塌和爆炸危险，恢复合格库房。",
        "means": "后墙拆除重砌，更换防爆通风机，油脂库外迁。",
        "money": "大修费 8.6 万元，材料已列计划。",
        "people": "检修车间负责，安全科监督。",
        "time": "第一周迁移，第二、三周施工，第四周验收。",
        "safety": "施工区隔离，动火审批，配灭火器和专人监护。",
    }
    story.step("5005", one, "plan", 9, values=plan)
    told = {"authority_on": story.ago(9)}
    story.step("5001", one, "tell", 9, words="已书面报区应急管理局。", values=told)


def _in_the_hospital(story: Story) -> None:
    """A passage is cleared within two days."""
    values = {
        "place": "职工医院供氧间",
        "category": "fire",
        "what": "供氧间门口堆放纸箱，挡住灭火器。",
    }
    one = story.file(
        "hazard",
        "hospital",
        "2007",
        33,
        "供氧间门口堆放杂物",
        values=values,
        uploads=[photo("纸箱.jpg", RED)],
    )
    story.step(
        "2001",
        one,
        "order",
        33,
        words="清走纸箱，地面划线，不得再堆。",
        lead=story.part("2005", "护理部"),
        values={"grade": "minor", "due_on": story.ago(30)},
    )
    shots = [photo("清理后.jpg", GREEN)]
    story.step("2005", one, "mend", 31, words="已清走并划线。", uploads=shots)
    story.step("2001", one, "pass", 31, words="现场核实，通道畅通。")
