"""Reading whose account is still to be opened, or was never used."""

from django.db.models import Exists, OuterRef, Q

from zhijia.platform.actor import Actor
from zhijia.platform.scope import under

from ..models import Member, MemberQuerySet, Post, Unit
from ..rules import WITHOUT

WHO = {
    WITHOUT: Q(user=None),
    "unused": Q(user__is_active=True, user__must_change_password=True, user__is_demo=False),
}


def to_open(actor: Actor, unit: Unit, who: str) -> MemberQuerySet:
    """Return the members at and below a unit without an account, or who never signed in.

    Who holds a post is left out: posts decide who may reset an account, so that is done one by one.
    Whose password ends first comes first, so those renewed just now stand behind the others.
    """
    posts = Post.objects.open().filter(member=OuterRef("pk"))
    found = Member.objects.within(actor).present().filter(under("unit_path", unit.path), WHO[who])
    waiting = found.filter(~Exists(posts)).select_related("unit", "user")
    return waiting.order_by("user__code_until", "unit_path", "stroke_key", "pk")
