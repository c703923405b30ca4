"""同意公示: putting a consent on file, and withdrawing it."""

from collections.abc import Sequence
from datetime import date

from django.core.files.uploadedfile import UploadedFile

from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.acts import about, action, change, lock, record, require
from zhijia.platform.files.acts import keep

from ..models import Consent, Shown
from ..policies import showing as policies
from ..queries import consents as agreed
from ..rules import showing as rules
from .showing import end_without_lines
from .telling_showings import tell_withdrawn

PAPER = "同意书"


@action("登记同意公示")
def give_consent(
    *,
    actor: Actor,
    member: Member,
    kind: str,
    covers: Sequence[str],
    today: date,
    until_on: date | None = None,
    note: str = "",
    upload: "UploadedFile[bytes] | None" = None,
) -> Consent:
    """Put down what a member agreed may be shown about them, with the paper they signed, if any."""
    require(policies.may_keep_consent(actor, member))
    require(rules.may_consent(covers, from_on=today, until_on=until_on))
    row = Consent(member=member, unit_path=member.unit_path, kind=kind, covers=list(covers))
    if upload:
        upload.name = PAPER  # the name it came with may tell whose it is, and the record keeps it
        row.paper = keep(actor=actor, upload=upload)
    row.note, row.from_on, row.until_on = note, today, until_on
    row.kept_by_id = actor.member_id
    row.save()
    return row


@action("撤回同意公示")
def withdraw_consent(*, actor: Actor, consent: Consent, today: date) -> Consent:
    """Withdraw a consent, with those before it to the same kind; what hangs comes down at once.

    An older one would else be taken for what is agreed to still.
    """
    earlier = agreed.hold_earlier(consent)
    consent, member = lock(consent, consent.member)
    require(policies.may_withdraw_consent(actor, member))
    require(rules.may_withdraw_consent(consent.withdrawn_on))
    about(consent)
    lines = list(agreed.lines_by([consent, *earlier]))
    Shown.objects.filter(pk__in=[line.pk for line in lines]).update(taken_down_on=today)
    record({}, {"lines": len(lines)})
    showings = {line.showing_id: line.showing for line in lines}
    for showing in showings.values():
        end_without_lines(actor, lock(showing), today)
    tell_withdrawn(actor, consent, showings.values(), today)
    for one in earlier:
        change(one, withdrawn_on=today)
    return change(consent, withdrawn_on=today)
