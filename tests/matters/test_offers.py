"""What the room offers: figures, lists, what is found, what the clock tells."""

from datetime import date, timedelta

from tests.matters.conftest import TITLE, VALUES, Congress, File, Walk, member_of
from zhijia.matters import actions, queries
from zhijia.matters.models import Matter
from zhijia.org import actions as org
from zhijia.platform.acts import CAPABILITIES
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import FIGURES, RATIOS, under_way, waiting_for, works_of
from zhijia.platform.search.queries import find


def test_figures_tell_what_was_filed_closed_and_satisfied(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    walk(filed(), "closed")
    filed()
    paths, span = [congress.unit.path], (today, today)
    told = {
        name: FIGURES[f"matters.proposal_{name}"].total(paths, *span)
        for name in ("filed", "closed", "on_time", "answered", "rated", "satisfied")
    }
    assert told == {
        "filed": 2,
        "closed": 1,
        "on_time": 1,
        "answered": 1,
        "rated": 1,
        "satisfied": 1,
    }
    assert RATIOS["matters.proposal_satisfied_rate"].total(paths, *span) == 100


def test_a_rating_is_counted_only_when_all_is_over(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    walk(filed(), "rated")
    rated = FIGURES["matters.proposal_rated"].total([congress.unit.path], today, today)
    assert rated == 0


def test_the_to_do_list_names_what_waits(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    matter = walk(filed(), "committee")
    titles = [todo.title for todo in waiting_for(congress.committee, today)]
    assert any(TITLE in title for title in titles)
    assert not any(TITLE in todo.title for todo in waiting_for(congress.handler, today))
    assert matter.due_on


def test_what_one_started_and_had_a_hand_in_is_counted(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    walk(filed(), "closed")
    mine = [works for works in works_of(congress.filer, today) if "/matters/" in works.done.url]
    assert (mine[0].started.count, mine[0].done.count) == (1, 1)
    assert [todo.title for todo in mine[0].started.newest(5)]


def test_a_unit_has_unfinished_matters(filed: File, congress: Congress) -> None:
    filed()
    assert any(one.label == "没有办结的办件" for one in under_way(congress.unit.path, below=True))


def test_what_was_said_already_is_found_by_likeness(
    filed: File, walk: Walk, congress: Congress
) -> None:
    walk(filed(), "filed")
    other = {**VALUES, "cause": "职工书屋只在白天开放，倒班职工没有时间去借书，利用率不高。"}
    other["remedy"] = "建议书屋每周两天开放到二十一点，周六上午也开放，由分工会轮流值守，方便借阅。"
    walk(filed(title="关于延长职工书屋开放时间的提案", values=other), "filed")
    alike = queries.like(congress.backers[0], "proposal", "夜班食堂吃饭难，建议改善供应")
    assert [one.title for one in alike] == [TITLE]


def test_what_is_not_published_is_not_found_by_others(
    filed: File, walk: Walk, congress: Congress
) -> None:
    walk(filed(), "committee")
    assert queries.like(congress.handler, "proposal", "夜班食堂供应") == []
    keys = find(congress.handler, "matters.matters", "夜班食堂").keys
    assert not queries.matters(congress.handler).filter(pk__in=keys).exists()


def test_the_clock_reminds_and_after_a_week_the_chair_hears(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    matter = walk(filed(), "committee")
    assert matter.due_on
    for days, words in (
        (-3, "还有 3 天到期"),
        (0, "今天到期"),
        (1, "已经超期"),
        (7, "已超期 7 天"),
    ):
        Notice.objects.all().delete()
        on = matter.due_on + timedelta(days=days)
        assert actions.chase(actor=congress.leader, today=on)
        assert any(words in title for title in Notice.objects.values_list("title", flat=True))
        assert not actions.chase(actor=congress.leader, today=on), "told once"
    assert actions.chase(actor=congress.leader, today=matter.due_on + timedelta(days=2)) == 0
    matter.refresh_from_db()
    assert matter.was_late


def test_a_deadline_over_the_spring_festival_counts_working_days() -> None:
    from zhijia.matters.kinds import KINDS
    from zhijia.matters.rules import due_on
    from zhijia.platform.refs.announced import announced, calendar_of

    calendar = calendar_of(announced())
    within = KINDS["proposal"].state("delegation").within
    # 2026: off from 15 to 23 February, worked on Saturday 14 and 28.
    assert due_on(date(2026, 2, 13), within, calendar) == date(2026, 2, 25)


def test_a_part_whose_person_left_is_shown_to_the_desk(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    matter = walk(filed(), "handling")
    assert not queries.orphaned().exists()
    org.leave(
        actor=congress.desk,
        member=member_of(congress.handler),
        left_on=today,
        reason="退休",
    )
    assert actions.chase(actor=congress.leader, today=today) == 1
    assert "承办人已经离任" in Notice.objects.latest("pk").title
    assert matter.parts.get() in queries.orphaned()
    part = matter.parts.get()
    to = actions.Assignee(congress.unit, "后勤部", member=member_of(congress.leader))
    actions.hand_over(actor=congress.desk, part=part, to=to, words="原承办人退休", today=today)
    assert not queries.orphaned().exists()


def test_every_step_of_a_post_is_in_the_register() -> None:
    assert "matters.proposal.file" in CAPABILITIES
    assert "matters.proposal.new" in CAPABILITIES


def test_drafts_are_counted_nowhere(congress: Congress, today: date) -> None:
    actions.keep_draft(
        actor=congress.filer,
        kind="proposal",
        unit=congress.unit,
        title=TITLE,
        values={},
        today=today,
        call=congress.call,
    )
    assert Matter.objects.count() == 1
    assert not queries.matters(congress.desk).exists()
    assert FIGURES["matters.proposal_filed"].total([congress.unit.path], today, today) == 0
