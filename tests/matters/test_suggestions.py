"""合理化建议: from a suggestion to its reward, by the actions people use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import Seat
from tests.matters.test_hazard_rules import words
from zhijia.matters import actions
from zhijia.matters.actions import Given
from zhijia.matters.models import Matter, Reward, Scale
from zhijia.matters.queries import people_of
from zhijia.matters.queries import suggesting as queries
from zhijia.matters.rules import suggestions as rules
from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

VALUES = {
    "category": "saving",
    "is_done": "no",
    "now": "冬季循环水直接排放，热量浪费，浴室另烧蒸汽。",
    "measures": "加装板式换热器，回收循环水热量供浴室使用。",
    "effect": "浴室不再用蒸汽。",
    "phone": "8001",
}
TITLE = "循环水余热用于浴室"
GOOD = {"skill": 25, "benefit": 25, "reach": 15, "use": 15}
BAD = {"skill": 10, "benefit": 10, "reach": 10, "use": 10}
SignIn = Callable[..., Client]


def member_of(actor: Actor) -> Member:
    return Member.objects.get(pk=actor.member_id)


@dataclass
class Shop:
    """The workshop: who proposes, its desk, three judges, who keeps the money."""

    unit: Unit
    today: date
    filer: Actor
    second: Actor
    desk: Actor
    judges: tuple[Actor, ...]
    finance: Actor
    leaver: Callable[[Actor, date], None]

    @property
    def start(self) -> date:
        """Return the day the story begins: long enough ago for a year of use."""
        return self.today - timedelta(days=420)

    def to(self, who: Actor, department: str = "评审组") -> actions.Assignee:
        return actions.Assignee(self.unit, department, member=member_of(who))

    def file(self, **more: Any) -> Matter:
        said = {"title": TITLE, "values": VALUES, "actor": self.filer, "today": self.start, **more}
        return actions.file_matter(kind="suggestion", unit=self.unit, **said)

    def step(self, who: Actor, matter: Matter, name: str, day: date, **given: Any) -> Matter:
        actions.move(actor=who, matter=matter, step=name, today=day, given=Given(**given))
        matter.refresh_from_db()
        return matter

    def pass_on(self, matter: Matter, *, judges: tuple[Actor, ...] | None = None) -> Matter:
        lead, *others = judges or self.judges
        given = {
            "lead": self.to(lead),
            "assists": [self.to(one) for one in others],
            "values": {"union_judge": member_of(lead)},
            "words": "同意推荐",
        }
        return self.step(self.desk, matter, "pass_on", self.start, **given)

    def judged(self, marks: dict[str, int] | None = None) -> Matter:
        """Bring a suggestion to where all have scored."""
        matter = self.pass_on(self.file())
        for one in self.judges:
            actions.score(
                actor=one, matter=matter, marks=marks or GOOD, words="可行", today=self.start
            )
        return matter

    def trial(self) -> Matter:
        given = {"lead": self.to(self.judges[0], "检修班"), "words": "同意采纳"}
        return self.step(self.desk, self.judged(), "accept", self.start, **given)

    def used(self, counted: str = "money") -> Matter:
        day = self.today - timedelta(days=400)
        values = {
            "trial_result": "试行一个月，蒸汽用量为零。",
            "is_good": True,
            "adopted_on": day,
            "counted": counted,
            "finance": member_of(self.finance) if counted == "money" else None,
        }
        return self.step(self.desk, self.trial(), "adopt", day, values=values)

    def confirm(self, matter: Matter, month: int, amount: int = 10_000) -> None:
        actions.confirm_benefit(
            actor=self.finance,
            matter=matter,
            month=month,
            amount=Decimal(amount),
            basis="蒸汽计量表",
            today=self.today,
        )

    def reward(self, matter: Matter, amount: int, **values: Any) -> Reward:
        given = {"amount": Decimal(amount), **values}
        self.step(self.desk, matter, "reward", self.today, values=given, words="同意奖励")
        return Reward.objects.get(matter=matter)


@pytest.fixture
def shop(
    seat: Seat,
    workshop: Unit,
    member: Actor,
    workshop_chair: Actor,
    workshop_officer: Actor,
    workshop_organiser: Actor,
    group_desk: Actor,
    today: date,
) -> Shop:
    second, finance = seat("5005", workshop), seat("5006", workshop)
    judges = (workshop_officer, workshop_organiser, workshop_chair)

    def leave(who: Actor, day: date) -> None:
        org.leave(actor=group_desk, member=member_of(who), left_on=day, reason="调出")

    return Shop(workshop, today, member, second, workshop_chair, judges, finance, leave)


def test_a_suggestion_goes_from_a_draft_to_its_reward(shop: Shop) -> None:
    matter = shop.used()
    for month in range(1, 13):
        shop.confirm(matter, month)
    reward = shop.reward(matter, 800)
    matter.refresh_from_db()
    assert matter.state == "rewarded"
    assert (reward.grade, reward.yearly, reward.amount) == (3, Decimal(120_000), Decimal(800))
    assert "第六条附表" in reward.source
    text = words(queries.form_file(matter))
    for said in (TITLE, "三等奖", "800", "80.0", "同意推荐", "同意采纳", "8001"):
        assert said in text


def test_who_declines_must_say_why_and_may_be_asked_again_once(shop: Shop) -> None:
    matter = shop.file()
    with pytest.raises(Refused, match="原因"):
        shop.step(shop.desk, matter, "decline", shop.start)
    matter.refresh_from_db()
    assert matter.state == "screening"
    matter = shop.step(shop.desk, matter, "decline", shop.start, words="浴室明年拆除")
    late = shop.start + timedelta(days=16)
    with pytest.raises(Refused, match="15日"):
        shop.step(shop.filer, matter, "again", late, words="不拆了")
    day = shop.start + timedelta(days=15)
    matter = shop.step(shop.filer, matter, "again", day, words="不拆了")
    assert (matter.state, matter.closed_on) == ("screening", None)
    matter = shop.step(shop.desk, matter, "decline", day, words="仍不采纳")
    with pytest.raises(Refused, match="一次"):
        shop.step(shop.filer, matter, "again", day, words="再来")


def test_who_proposed_decides_nothing_about_it(shop: Shop) -> None:
    chair = shop.desk
    matter = shop.file(actor=chair)
    with pytest.raises(Refused, match="提出人不能办理"):
        shop.step(chair, matter, "pass_on", shop.start, words="我同意")
    matter.refresh_from_db()
    assert matter.state == "screening"


def test_who_shares_in_it_is_no_judge_of_it(shop: Shop) -> None:
    matter = shop.file()
    people = [(member_of(shop.filer), 60), (member_of(shop.judges[1]), 40)]
    actions.share_out(actor=shop.filer, matter=matter, people=people, today=shop.start)
    with pytest.raises(Refused, match="评委不评自己"):
        shop.pass_on(matter)
    matter.refresh_from_db()
    assert (matter.state, matter.parts.count()) == ("screening", 0)


@pytest.mark.parametrize(
    ("percents", "why"),
    [([60, 30], "合计应为 100"), ([0, 100], "合计应为|份额"), ([100, 0], "份额")],
)
def test_shares_that_make_no_hundred_change_nothing(
    shop: Shop, percents: list[int], why: str
) -> None:
    matter = shop.file()
    whom = [member_of(shop.filer), member_of(shop.second)]
    people = list(zip(whom, percents, strict=True))
    with pytest.raises(Refused, match=why):
        actions.share_out(actor=shop.filer, matter=matter, people=people, today=shop.start)
    assert [one.percent for one in matter.shares.all()] == [100]


def test_a_draft_is_thrown_away_with_its_shares(shop: Shop) -> None:
    draft = actions.keep_draft(
        kind="suggestion",
        unit=shop.unit,
        actor=shop.filer,
        title=TITLE,
        values=VALUES,
        today=shop.start,
    )
    people = [(member_of(shop.filer), 60), (member_of(shop.second), 40)]
    actions.share_out(actor=shop.filer, matter=draft, people=people, today=shop.start)
    actions.discard(actor=shop.filer, matter=draft)
    assert not Matter.objects.filter(pk=draft.pk).exists()


def test_only_who_filed_it_says_who_shares_and_only_before_it_is_judged(shop: Shop) -> None:
    matter = shop.file()
    people = [(member_of(shop.filer), 50), (member_of(shop.second), 50)]
    with pytest.raises(Refused, match="提出人本人"):
        actions.share_out(actor=shop.second, matter=matter, people=people, today=shop.start)
    with pytest.raises(Refused, match="应当在建议人当中"):
        actions.share_out(
            actor=shop.filer,
            matter=matter,
            people=[(member_of(shop.second), 100)],
            today=shop.start,
        )
    matter = shop.pass_on(matter)
    with pytest.raises(Refused, match="不再改动"):
        actions.share_out(actor=shop.filer, matter=matter, people=people, today=shop.start)
    assert matter.shares.count() == 1


def test_two_judges_are_too_few_and_the_union_is_among_them(shop: Shop) -> None:
    with pytest.raises(Refused, match="3名以上"):
        shop.pass_on(shop.file(), judges=shop.judges[:2])
    given: dict[str, Any] = {
        "lead": shop.to(shop.judges[0]),
        "assists": [shop.to(one) for one in shop.judges[1:]],
        "values": {"union_judge": member_of(shop.second)},
        "words": "同意",
    }
    with pytest.raises(Refused, match="工会方面"):
        shop.step(shop.desk, shop.file(), "pass_on", shop.start, **given)
    assert not Matter.objects.filter(state="evaluating").exists()


def test_nothing_is_accepted_before_all_judges_have_scored(shop: Shop) -> None:
    matter = shop.pass_on(shop.file())
    for one in shop.judges[:2]:
        actions.score(actor=one, matter=matter, marks=GOOD, words="", today=shop.start)
    part = matter.parts.get(member=shop.judges[2].member_id)
    with pytest.raises(Refused, match="不需要会签"):
        actions.answer_part(actor=shop.judges[2], part=part, words="只会签", today=shop.start)
    with pytest.raises(Refused, match="还有1名"):
        shop.step(shop.desk, matter, "accept", shop.start, words="同意")
    matter.refresh_from_db()
    assert matter.state == "evaluating"


def test_naming_a_judge_for_the_trial_neither_silences_nor_counts_them_out(shop: Shop) -> None:
    matter = shop.pass_on(shop.file())
    for one in shop.judges[:2]:
        actions.score(actor=one, matter=matter, marks=GOOD, words="", today=shop.start)
    last = shop.judges[2]
    given = {"lead": shop.to(shop.judges[0], "检修班"), "words": "同意"}
    with pytest.raises(Refused, match="还有1名"):
        shop.step(shop.desk, matter, "accept", shop.start, assists=[shop.to(last)], **given)
    matter.refresh_from_db()
    assert matter.state == "evaluating"
    actions.score(actor=last, matter=matter, marks=GOOD, words="", today=shop.start)
    matter = shop.step(shop.desk, matter, "accept", shop.start, assists=[shop.to(last)], **given)
    assert matter.state == "trial"
    helper = matter.parts.standing().get(role="assist")
    assert helper.member_id == last.member_id


def test_who_takes_over_from_finance_confirms_the_months(shop: Shop) -> None:
    matter = shop.used()
    shop.confirm(matter, 1)
    part, heir = matter.parts.standing().get(member=shop.finance.member_id), shop.second
    to = actions.Assignee(shop.unit, "", member=member_of(heir))
    actions.hand_over(actor=shop.desk, part=part, to=to, words="调出", today=shop.today)
    actions.confirm_benefit(
        actor=heir, matter=matter, month=2, amount=Decimal(1), basis="计量表", today=shop.today
    )
    assert matter.benefits.count() == 2
    new = matter.parts.standing().get(member=heir.member_id)
    assert new not in matter.parts.unanswered(), "nobody waits for a word of theirs"
    with pytest.raises(Refused, match="财务确认人"):
        shop.confirm(matter, 3)


def test_a_suggestion_in_use_is_not_late_before_its_reward_could_be_given(shop: Shop) -> None:
    matter = shop.used()
    year = rules.month_of(shop.today - timedelta(days=400), 12)[1]
    assert matter.due_on == year + timedelta(days=30)
    actions.chase(actor=Actor(), today=year + timedelta(days=30))
    matter.refresh_from_db()
    assert not matter.was_late


def test_a_mean_below_sixty_is_not_accepted(shop: Shop) -> None:
    matter = shop.judged(BAD)
    with pytest.raises(Refused, match=r"40\.0"):
        shop.step(shop.desk, matter, "accept", shop.start, words="同意")


def test_only_judges_score_and_they_may_mend_their_marks(shop: Shop) -> None:
    matter = shop.pass_on(shop.file())
    with pytest.raises(Refused, match="评委评分"):
        actions.score(actor=shop.second, matter=matter, marks=GOOD, words="", today=shop.start)
    for marks in (BAD, GOOD):
        actions.score(actor=shop.judges[1], matter=matter, marks=marks, words="", today=shop.start)
    assert [mark.total for mark in matter.marks.all()] == [80]
    with pytest.raises(Refused, match="0 到"):
        actions.score(
            actor=shop.judges[1],
            matter=matter,
            marks={**GOOD, "use": 99},
            words="",
            today=shop.start,
        )


def test_the_judges_are_free_when_the_trial_begins_and_scores_cannot_be_touched(shop: Shop) -> None:
    matter = shop.trial()
    assert [part.role for part in matter.parts.filter(ended_on=None)] == ["lead"]
    with pytest.raises(Refused, match="不在评审"):
        actions.score(actor=shop.judges[0], matter=matter, marks=BAD, words="", today=shop.today)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"is_good": False}, "没有见效"),
        ({"finance": None}, "财务确认人"),
        ({"adopted_on": "tomorrow"}, "不能晚于今天"),
        ({"adopted_on": "untried"}, "不能早于开始试行"),
    ],
)
def test_what_is_not_proved_is_not_adopted(shop: Shop, values: dict[str, Any], why: str) -> None:
    day = shop.today - timedelta(days=400)
    if "adopted_on" in values:
        days = {"tomorrow": day + timedelta(days=1), "untried": shop.start - timedelta(days=1)}
        values = {"adopted_on": days[values["adopted_on"]]}
    asked = {
        "trial_result": "蒸汽用量为零。",
        "is_good": True,
        "adopted_on": day,
        "counted": "money",
        "finance": member_of(shop.finance),
        **values,
    }
    matter = shop.trial()
    with pytest.raises(Refused, match=why):
        shop.step(shop.desk, matter, "adopt", day, values=asked)
    matter.refresh_from_db()
    assert matter.state == "trial"


def test_finance_alone_confirms_each_month_once(shop: Shop) -> None:
    matter = shop.used()
    with pytest.raises(Refused, match="财务确认人"):
        actions.confirm_benefit(
            actor=shop.desk,
            matter=matter,
            month=1,
            amount=Decimal(1),
            basis="我说的",
            today=shop.today,
        )
    shop.confirm(matter, 1)
    with pytest.raises(Refused, match="已经确认"):
        shop.confirm(matter, 1, 99)
    assert [row.amount for row in matter.benefits.all()] == [Decimal(10_000)]


def test_judges_and_finance_may_come_from_the_unit_above(shop: Shop, seat: Seat) -> None:
    above = seat("4005", Unit.objects.get(path=shop.unit.path[:-4]))
    matter = shop.file()
    assert member_of(above) in people_of(matter)
    assert member_of(shop.filer) in people_of(matter)


def test_who_proposed_is_no_finance_of_it(shop: Shop) -> None:
    matter = shop.trial()
    values = {
        "trial_result": "蒸汽用量为零。",
        "is_good": True,
        "adopted_on": shop.today,
        "counted": "money",
        "finance": member_of(shop.filer),
    }
    with pytest.raises(Refused, match="财务确认人不得"):
        shop.step(shop.desk, matter, "adopt", shop.today, values=values)


def test_eleven_months_are_not_a_year(shop: Shop) -> None:
    matter = shop.used()
    for month in range(1, 12):
        shop.confirm(matter, month)
    with pytest.raises(Refused, match="已确认11个月"):
        shop.reward(matter, 800)
    assert not Reward.objects.exists()


def test_an_amount_outside_its_grade_is_refused_and_a_loss_earns_nothing(shop: Shop) -> None:
    matter = shop.used()
    for month in range(1, 13):
        shop.confirm(matter, month, -1 if month < 12 else 5)
    with pytest.raises(Refused, match="没有见到效益"):
        shop.reward(matter, 100)
    matter = shop.used()
    for month in range(1, 13):
        shop.confirm(matter, month, 1_000)
    with pytest.raises(Refused, match="四等奖的奖金为 300 至 500"):
        shop.reward(matter, 501)
    assert not Reward.objects.exists()


def test_without_money_the_marks_grade_it(shop: Shop) -> None:
    reward = shop.reward(shop.used("marks"), 400)
    assert (reward.grade, reward.yearly) == (4, None)


def test_a_reward_is_split_and_stays_with_who_has_left(shop: Shop, sign_in: SignIn) -> None:
    matter = shop.file()
    people = [(member_of(shop.filer), 60), (member_of(shop.second), 40)]
    actions.share_out(actor=shop.filer, matter=matter, people=people, today=shop.start)
    matter = shop.pass_on(matter)
    for one in shop.judges:
        actions.score(actor=one, matter=matter, marks=GOOD, words="", today=shop.start)
    given: dict[str, Any] = {"lead": shop.to(shop.judges[0]), "words": "同意"}
    matter = shop.step(shop.desk, matter, "accept", shop.start, **given)
    values = {
        "trial_result": "很受欢迎。",
        "is_good": True,
        "adopted_on": shop.today,
        "counted": "marks",
    }
    matter = shop.step(shop.desk, matter, "adopt", shop.today, values=values)
    shop.leaver(shop.second, shop.today)
    reward = shop.reward(matter, 301)
    paid = queries.parts_paid(reward)
    assert [(one["who"].name, one["amount"]) for one in paid] == [
        ("陶然", Decimal("180.60")),
        ("姜小龙", Decimal("120.40")),
    ]
    page = sign_in(shop.desk).get(matter.get_absolute_url()).content.decode()
    assert "奖励仍归本人" in page


def test_the_first_two_grades_are_filed_above_once(shop: Shop) -> None:
    matter = shop.used()
    for month in range(1, 13):
        shop.confirm(matter, month, 50_000)
    reward = shop.reward(matter, 2000)
    assert reward.grade == 2
    matter = shop.step(shop.desk, matter, "file_above", shop.today, words="集工备〔2026〕3号")
    reward.refresh_from_db()
    assert reward.filed_above_on == shop.today
    with pytest.raises(Refused, match="不需要“报上级备案”"):
        shop.step(shop.desk, matter, "file_above", shop.today, words="再报")


BANDS = [[500_000, 10_000, 20_000], [200_000, 5_000, 10_000], [50_000, 2_000, 5_000],
         [5_000, 500, 2_000], [0, 0, 500]]  # fmt: skip


def test_a_units_own_document_is_what_it_rewards_by(
    shop: Shop, sign_in: SignIn, power_desk: Actor
) -> None:
    bands = [[Decimal(one) for one in row] for row in BANDS]
    said = {"document": "供电〔2025〕9号", "since_on": shop.start, "bands": bands}
    power = power_desk.unit_path
    above = Unit.objects.get(path=power)
    with pytest.raises(Refused, match="本单位"):
        actions.adopt_scale(actor=shop.desk, unit=above, **said)
    with pytest.raises(Refused, match="起点应当越高"):
        actions.adopt_scale(actor=power_desk, unit=above, **{**said, "bands": bands[::-1]})
    assert not Scale.objects.exists()
    actions.adopt_scale(actor=power_desk, unit=above, **said)
    matter = shop.used()
    for month in range(1, 13):
        shop.confirm(matter, month)
    assert shop.reward(matter, 4000).source == "供电〔2025〕9号"
    page = sign_in(power_desk).get(reverse("matters:scale", args=[above.code])).content.decode()
    assert "供电〔2025〕9号" in page
    assert sign_in(shop.desk).get(reverse("matters:scale", args=[above.code])).status_code == 404


def test_marks_are_hidden_until_all_is_judged_and_judges_are_not_named_to_who_proposed(
    shop: Shop, sign_in: SignIn
) -> None:
    matter = shop.pass_on(shop.file())
    actions.score(actor=shop.judges[1], matter=matter, marks=GOOD, words="评语甲", today=shop.start)
    url = matter.get_absolute_url()
    for who in (shop.judges[2], shop.filer):
        assert "评语甲" not in sign_in(who).get(url).content.decode()
    for one in (shop.judges[0], shop.judges[2]):
        actions.score(actor=one, matter=matter, marks=GOOD, words="", today=shop.start)
    given: dict[str, Any] = {"lead": shop.to(shop.judges[0]), "words": "同意"}
    shop.step(shop.desk, matter, "accept", shop.start, **given)
    told = sign_in(shop.filer).get(url).content.decode()
    assert "评语甲" in told
    assert "评委1" in told
    assert "魏红梅" in sign_in(shop.desk).get(url).content.decode()


def test_the_pages_take_shares_marks_and_months(shop: Shop, sign_in: SignIn) -> None:
    matter = shop.file()
    share = reverse("matters:suggestion-share", args=[matter.pk])
    browser = sign_in(shop.filer)
    wrong = browser.post(share, {"people": "陶然 60\n张三丰 40"})
    assert wrong.status_code == 422
    assert "张三丰" in wrong.content.decode()
    assert browser.post(share, {"people": "陶然 60\n姜小龙 40"}).status_code == 302
    assert [one.percent for one in matter.shares.all()] == [60, 40]
    matter.refresh_from_db()
    matter = shop.pass_on(matter)
    score = reverse("matters:suggestion-score", args=[matter.pk])
    judge = sign_in(shop.judges[1])
    assert judge.post(score, {**GOOD, "use": 21}).status_code == 422
    assert judge.post(score, GOOD).status_code == 302
    assert sign_in(shop.second).post(score, GOOD).status_code == 422
    assert matter.marks.count() == 1
    assert (
        sign_in(shop.filer)
        .post(reverse("matters:suggestion-score", args=[99_999]), GOOD)
        .status_code
        == 404
    )


def test_finance_confirms_on_the_page(shop: Shop, sign_in: SignIn) -> None:
    matter = shop.used()
    browser, page = sign_in(shop.finance), matter.get_absolute_url()
    assert "第 1 月" in browser.get(page).content.decode()
    url = reverse("matters:suggestion-benefit", args=[matter.pk])
    assert browser.post(url, {"month": 1, "amount": "1200.50", "basis": ""}).status_code == 422
    assert browser.post(url, {"month": 1, "amount": "1200.50", "basis": "发票"}).status_code == 302
    assert browser.post(url, {"month": 1, "amount": "9", "basis": "发票"}).status_code == 422
    assert matter.benefits.get().amount == Decimal("1200.50")


def test_the_register_tells_what_became_of_them(
    shop: Shop, sign_in: SignIn, hospital_desk: Actor
) -> None:
    browser, url = sign_in(shop.desk), reverse("matters:suggestions")
    assert "还没有合理化建议" in browser.get(url).content.decode()
    shop.reward(shop.used("marks"), 400)
    shop.step(shop.desk, shop.file(), "decline", shop.start, words="已有同类改造")
    page = browser.get(url).content.decode()
    assert "50.0%" in page
    assert "四等奖" in page
    assert "没有这样的建议" in browser.get(url, {"state": "trial"}).content.decode()
    excel = browser.get(reverse("matters:suggestions-excel"))
    assert b"".join(excel.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert TITLE not in sign_in(hospital_desk).get(url).content.decode()


def test_the_register_asks_the_same_number_of_questions_for_many(
    shop: Shop, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        shop.file()
    browser, url = sign_in(shop.desk), reverse("matters:suggestions")
    browser.get(url)
    with django_assert_max_num_queries(24):
        browser.get(url)
