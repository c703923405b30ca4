from datetime import date

from django.db.models import Model

from zhijia.org.models import Post
from zhijia.platform.actor import Actor
from zhijia.platform.offers import succession

from .. import actions


@succession("plans")
def succeed(actor: Actor, post: Model, on: date, is_again: bool) -> None:
    """Let whoever takes a post take over what it was handed and has not done."""
    assert isinstance(post, Post)
    actions.inherit(actor=actor, post=post, today=on, is_again=is_again)
