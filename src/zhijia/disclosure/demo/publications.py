"""Three units make public what they must: a power company, a hospital, a school."""

from datetime import date, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from zhijia.org.demo import Cast
from zhijia.org.models import Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

from ..actions import catalogues, dues, publications, questions
from ..models import Due, Publication

DAY = timedelta(days=1)
BEGUN = timedelta(days=100)
# Who prepares and who lets out, by the key of the unit.
DESKS = {"power": ("4001", "4002"), "hospital": ("2001", "2002"), "school": ("3001", "3002")}
SAMPLES = {"power": "state", "hospital": "hospital", "school": "school"}
TEXTS = {
    "生产经营目标完成情况": (
        "供电量：计划 4,200 万千瓦时，完成 4,286 万千瓦时，为计划的 102.0%，同比增长 3.1%。\n"
        "线损率：计划 5.2%，实际 5.0%。\n安全供电：无人身事故，无误操作。"
    ),
    "劳动安全卫生": (
        "排查隐患 14 处，已整改 13 处，1 处列入检修计划。\n"
        "发放绝缘手套 60 副、安全帽 40 顶。\n本月没有工伤和职业病。"
    ),
    "工程招投标和大宗物资采购": (
        "变压器检修材料：询价采购，3 家报价，成交 42.6 万元。\n车辆维修：框架协议，支出 8.1 万元。"
    ),
    "工资分配和奖金": "季度绩效奖金按考核办法分配到车间，总额在年度预算以内，办法没有改动。",
    "医疗质量和业务工作量": "门诊 12,860 人次，住院 604 人次，手术 188 台；平均住院日 7.9 天。",
    "绩效分配办法和执行情况": "按职代会通过的办法分配，临床、医技、行政三类总额和人均数见公开栏。",
    "服务承诺和行风监督方式": (
        "一、收费项目和标准全部公示，不多收、不重复收。\n二、首诊负责，不推诿病人。\n"
        "三、不收红包、不收回扣。\n四、投诉三个工作日内答复。\n"
        "监督电话：0571-8800 0120；意见箱在门诊大厅。"
    ),
    "师德师风承诺和监督方式": (
        "一、不有偿补课。\n二、不收受家长礼品礼金。\n三、不体罚、不歧视学生。\n"
        "投诉在五个工作日内答复，监督电话：0571-8800 0130。"
    ),
}
FORGOTTEN = "社会保险和住房公积金缴纳"  # nobody has made it public: it is late, and shown so
SLOW = "工资分配和奖金"  # made public after its day


def tell(cast: Cast, *, today: date) -> None:
    """Half a season: taken over, laid month by month, made public, asked about, one corrected."""
    begun = today - BEGUN
    for key, kind in SAMPLES.items():
        day = today - 10 * DAY if key == "school" else begun
        desk, unit = actor_for(cast.members[DESKS[key][0]]), cast.units[key]
        catalogues.adopt(actor=desk, unit=unit, kind=kind, basis=_basis(key), today=day)
    for n in range(BEGUN.days, -1, -20):
        dues.lay(actor=Actor(), today=today - n * DAY)
    for key in SAMPLES:
        _make_public(cast, key, today)
    _ask(cast, today)
    _correct(cast, today)
    dues.remind(actor=Actor(), today=today)


def _basis(key: str) -> str:
    return {"power": "第三届职代会第二次会议通过", "hospital": "院职代会联席会议通过"}.get(key, "")


def _make_public(cast: Cast, key: str, today: date) -> None:
    """Make public what is due by now, and what always hangs; one thing is forgotten."""
    unit = cast.units[key]
    always = Due.objects.filter(unit=unit, item__rhythm="standing")
    owed = Due.objects.filter(unit=unit, due_on__lte=today + 3 * DAY).exclude(pk__in=always)
    for due in [*owed.select_related("item"), *always.select_related("item")]:
        if due.item.name == FORGOTTEN or (due.item.rhythm == "standing" and key == "power"):
            continue
        late = 4 if due.item.name == SLOW else -2
        on = min(due.due_on + late * DAY, today)
        on = due.laid_on + 5 * DAY if due.item.rhythm == "standing" else max(on, due.laid_on)
        _publish(cast, key, due, min(on, today))


def _publish(cast: Cast, key: str, due: Due, on: date) -> Publication | None:
    """Write it, let it out, hang it on the board; of what we have no words, report nothing."""
    desk, head = (actor_for(cast.members[number]) for number in DESKS[key])
    text = TEXTS.get(due.item.name)
    if text is None:
        dues.waive(actor=desk, due=due, why="本期没有发生这类事项。", today=on)
        return None
    made = publications.begin(
        actor=desk,
        unit=cast.units[key],
        due=due,
        title=f"{due.item.name}（{due.label}）",
        text=text,
        scope=due.item.scope,
        forms=due.item.forms,
        today=on,
    )
    edition = made.editions.get()
    publications.submit(actor=desk, edition=edition, today=on, is_checked=True)
    made = publications.approve(actor=head, edition=edition, reply="", today=on)
    if "board" in due.item.forms:
        _hang(desk, made, cast.units[key], on)
    return made


def _hang(desk: Actor, made: Publication, unit: Unit, on: date) -> None:
    publications.post(
        actor=desk,
        publication=made,
        posted_on=on,
        place="办公楼一楼公开栏",
        feedback="",
        today=on,
        photo=SimpleUploadedFile("公开栏.png", _board(unit.name)),
    )


def _board(name: str) -> bytes:
    """Draw a board with sheets on it."""
    picture = Image.new("RGB", (480, 320), "#7a1c16")
    pen = ImageDraw.Draw(picture)
    for n in range(3):
        pen.rectangle((30 + n * 145, 60, 150 + n * 145, 280), fill="#fbf7ef")
        for line in range(10):
            pen.line((42 + n * 145, 84 + line * 18, 138 + n * 145, 84 + line * 18), fill="#9a938a")
    pen.rectangle((30, 20, 30 + 10 * len(name), 44), fill="#e8c66a")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _out(unit: Unit, name: str) -> Publication:
    found = Publication.objects.out().filter(unit=unit, item__name=name)
    return found.latest("issued_on", "pk")


def _ask(cast: Cast, today: date) -> None:
    """Two workers ask: one is answered, one waits."""
    power = cast.units["power"]
    desk = actor_for(cast.members["4001"])
    safety = _out(power, "劳动安全卫生")
    asked = questions.ask(
        actor=actor_for(cast.members["5004"]),
        publication=safety,
        text="列入检修计划的那一处隐患什么时候整改完？",
        today=max(today - 6 * DAY, safety.issued_on or today),
    )
    questions.answer(
        actor=desk,
        question=asked,
        answer="是 2 号配电间的电缆沟盖板，本月 25 日停电检修时更换，换完在公开栏补公开。",
        today=today - 3 * DAY if asked.asked_on <= today - 3 * DAY else today,
    )
    questions.ask(
        actor=actor_for(cast.members["5005"]),
        publication=_out(power, "工资分配和奖金"),
        text="检修车间的季度绩效总额是怎么核定的？",
        today=today - DAY,
    )


def _correct(cast: Cast, today: date) -> None:
    """A number was wrong: the text is corrected, and what it was stays to be seen."""
    desk, head = (actor_for(cast.members[number]) for number in DESKS["power"])
    made = _out(cast.units["power"], "生产经营目标完成情况")
    on = max(today - 2 * DAY, made.issued_on or today)
    publications.revise(actor=desk, publication=made, why="线损率实际数有误", today=on)
    edition = made.editions.first()
    assert edition is not None, "revised above"
    publications.write(
        actor=desk,
        edition=edition,
        title=edition.title,
        text=edition.text.replace("实际 5.0%", "实际 4.9%"),
        scope=made.scope,
        forms=made.forms,
    )
    publications.submit(actor=desk, edition=edition, today=on)
    publications.approve(actor=head, edition=edition, reply="", today=on)
