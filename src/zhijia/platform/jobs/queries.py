from django.db.models import QuerySet

from zhijia.platform.actor import Actor

from .models import Job

MOST = 50


def mine(actor: Actor) -> QuerySet[Job]:
    """Return the jobs that the actor asked for, the newest first."""
    if actor.user_id is None:
        return Job.objects.none()
    return Job.objects.filter(asked_by=actor.user_id).order_by("-pk")
