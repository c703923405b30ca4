"""The roll of a draft: filled from members or posts, pasted, or handed over by another room."""

from collections.abc import Iterable, Sequence

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record

from .. import queries
from ..models import Ballot, Voter
from ..rules import UNION_BODIES
from ..rules.rolls import POSTS, SOURCES, NewVoter, pasted
from .drafting import drafted

LOT = 500


def _write(ballot: Ballot, voters: Sequence[NewVoter]) -> int:
    """Add people who are not on the roll yet; return how many were added."""
    there = set(ballot.voters.exclude(member=None).order_by().values_list("member_id", flat=True))
    rows = []
    for one in voters:
        if one.member_id is None or one.member_id not in there:
            rows.append(Voter(ballot=ballot, **one._asdict()))
        if one.member_id:
            there.add(one.member_id)
    Voter.objects.bulk_create(rows, batch_size=LOT)
    return len(rows)


@action("确定选举人名册")
def set_roll(
    *, actor: Actor, ballot: Ballot, voters: Iterable[NewVoter], is_new: bool = True
) -> Ballot:
    """Put these people on the roll of a draft: as the whole roll, or beside who is on it."""
    ballot = drafted(actor, ballot)
    about(ballot)
    if is_new:
        ballot.voters.all().delete()
    added = _write(ballot, list(voters))
    record({}, {"名册增加人数": added, "名册人数": ballot.voters.count()})
    return change(ballot, version=ballot.version)


def fill_roll(*, actor: Actor, ballot: Ballot, source: str) -> Ballot:
    """Make the roll anew from members or from those who hold certain posts."""
    if source not in SOURCES:
        raise Refused(refused("请选择名册的来源"))
    people = queries.people_for(ballot.unit, source)
    if not people:
        words = (
            "这个单位还没有这样的会员" if source not in POSTS else f"{SOURCES[source]}还没有登记"
        )
        raise Refused(refused(words))
    return set_roll(actor=actor, ballot=ballot, voters=people)


def paste_roll(*, actor: Actor, ballot: Ballot, text: str) -> tuple[Ballot, list[str]]:
    """Add pasted lines to the roll; return what is to be said of lines left out or doubtful."""
    lines = pasted(text)
    if not lines:
        raise Refused(refused("没有读到姓名，请每行一人"))
    must = ballot.body in UNION_BODIES and not ballot.is_rehearsal
    found = queries.people_pasted(ballot.unit, lines, must_be_members=must)
    if not found.voters:
        raise Refused(refused("；".join(found.troubles[:5])))
    made = set_roll(actor=actor, ballot=ballot, voters=found.voters, is_new=False)
    return made, found.troubles


@action("从名册删去")
def drop_voter(*, actor: Actor, voter: Voter) -> None:
    """Take somebody off the roll of a draft."""
    ballot = drafted(actor, voter.ballot)
    about(ballot)
    lock(voter).delete()
    record({"名册": voter.name}, {})


@action("名册加人")
def put_voter(*, actor: Actor, ballot: Ballot, voter: NewVoter) -> Voter:
    """Put one person on the roll of a draft, as a line of a table says."""
    ballot = drafted(actor, ballot)
    made = Voter(ballot=ballot, **voter._asdict())
    made.save()
    about(ballot)
    record({}, {"名册": made.name})
    return made


@action("撤销导入名册")
def take_back_voters(*, actor: Actor, ballot: Ballot, keys: Iterable[int]) -> None:
    """Take the people of one import off a draft's roll again."""
    ballot = drafted(actor, ballot)
    about(ballot)
    found = ballot.voters.filter(pk__in=list(keys))
    record({"名册减少人数": found.count()}, {})
    found.delete()
