from datetime import date

from django.db.models import Model

from zhijia.org.models import Post
from zhijia.platform.actor import Actor
from zhijia.platform.offers import succession

from .. import actions


@succession("matters")
def take_over(actor: Actor, post: Model, on: date, is_again: bool) -> None:
    """Let whoever takes a post go on with the parts of who held it before."""
    assert isinstance(post, Post)
    if not post.until_on:
        actions.inherit(actor=actor, post=post, today=on)
