"""The story's congress of the hospital: elected, announced, reported, and left to be written."""

from datetime import date

from zhijia.meetings.demo import hospital
from zhijia.meetings.models import Election, Meeting
from zhijia.org.demo import cast


def test_the_hospitals_congress_is_told_by_actions_alone(db: None, today: date) -> None:
    people = cast(today=today, password="shan-shui-2026")
    hospital.fill(people, today=today)
    congress = Meeting.objects.get(kind="delegates")
    assert (congress.due, congress.state) == (34, "closed")
    committee = Election.objects.get(office="committee")
    assert committee.elected.count() == 7
    assert committee.report
    chair = Election.objects.get(office="chair")
    assert chair.announced_on
    assert not Election.objects.exclude(written_on=None).exists()
    assert not congress.overrides.exists()
    assert people.units["hospital"].terms.latest("number").number == 4
