from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from zhijia.platform.web import Request, answer

from . import actions, policies, queries


def _page(request: Request, form: Form | None = None) -> HttpResponse:
    """Show the jobs this person asked for, each with whether they may call it off."""
    found = list(queries.mine(request.actor)[: queries.MOST])
    context = {
        "jobs": [(job, policies.may_cancel(request.actor, job)) for job in found],
        "is_busy": any(job.is_open for job in found),
        "form": form,
    }
    return render(request, "jobs/jobs.html", context)


def jobs(request: Request) -> HttpResponse:
    """List my jobs; the page asks for itself anew while one of them runs."""
    return _page(request)


def cancel_job(request: Request, pk: int) -> HttpResponse:
    """Call one of my jobs off."""
    job = get_object_or_404(queries.mine(request.actor), pk=pk)
    form = Form(request.POST)
    return answer(
        request,
        form,
        lambda: actions.cancel(actor=request.actor, job=job),
        page=lambda: _page(request, form),
        done="已要求取消",
        then=reverse("jobs:jobs"),
    )
