"""The story's congresses: held by the actions of the desk, so by the rules."""

from datetime import date

from zhijia.meetings import demo
from zhijia.meetings.models import Congress, Meeting, Opinion
from zhijia.org.demo import cast


def test_a_staff_congress_of_214_rejects_one_of_four_items_at_exactly_half(
    db: None, today: date
) -> None:
    demo.fill(cast(today=today, password="shan-shui-2026"), today=today)
    meeting = Meeting.objects.get(kind="staff")
    came = meeting.seats.exclude(signed_at=None).count()
    assert (meeting.state, meeting.due, came) == ("closed", 214, 206)
    assert Congress.objects.get().delegations.count() == 6
    fund = meeting.items.get(business="welfare")
    assert (fund.result, fund.yes, fund.present) == ("rejected", 107, 206)
    assert any("108" in words for words, _ in fund.steps)
    assert meeting.items.get(business="special").result == "adopted"
    assert meeting.items.filter(competence="oversee").exists()
    assert not Opinion.objects.filter(answer="").exists()
    assert meeting.credentials.total == 214
