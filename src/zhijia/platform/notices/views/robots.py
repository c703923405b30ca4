"""群机器人: the groups of the actor's units, what they are told, and whether it arrives."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.web import Request, answer

from .. import actions, forms, queries
from ..models import Robot

PAGE = "notices:robots"


def _list(request: Request, form: Form | None = None) -> HttpResponse:
    """Show the robots of the actor's units."""
    found = queries.groups(request.actor)
    context = {
        "groups": found,
        "units": queries.robot_units(request.actor),
        "is_busy": any(group.is_trying for group in found),
        "form": form,
    }
    return render(request, "notices/robots.html", context)


def _found(request: Request, pk: int) -> Robot:
    return get_object_or_404(queries.robots(request.actor), pk=pk)


def robots(request: Request) -> HttpResponse:
    """List the groups; the page asks for itself anew while a trial is under way."""
    return _list(request)


def _form_page(request: Request, form: Form, robot: Robot | None = None) -> HttpResponse:
    """Show the form of a new robot, or of one that stands."""
    return render(request, "notices/robot.html", {"form": form, "robot": robot})


def robot_new(request: Request) -> HttpResponse:
    """Register a robot of one of the actor's units."""
    if request.method != "POST":
        return _form_page(request, forms.NewRobot(request.actor))
    form = forms.NewRobot(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.add_robot(actor=request.actor, **form.cleaned_data),
        page=lambda: _form_page(request, form),
        done="群机器人已登记，请按“测试”看看群里能不能收到。",
        then=reverse(PAGE),
    )


def robot_edit(request: Request, pk: int) -> HttpResponse:
    """Change what a group is called and told."""
    robot = _found(request, pk)
    if request.method != "POST":
        told = {"name": robot.name, "kinds": robot.kinds, "version": robot.version}
        return _form_page(request, forms.EditRobot(request.actor, initial=told), robot)
    form = forms.EditRobot(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.edit_robot(actor=request.actor, robot=robot, **form.cleaned_data),
        page=lambda: _form_page(request, form, robot),
        done="已保存。",
        then=reverse(PAGE),
    )


def _do(request: Request, form: Form, do: Callable[[], object], done: str) -> HttpResponse:
    """Do one thing with a robot and come back to the list."""
    page = lambda: _list(request, form)  # noqa: E731  # as `answer` asks for it
    return answer(request, form, do, page=page, done=done, then=reverse(PAGE))


@require_POST
def robot_try(request: Request, pk: int) -> HttpResponse:
    """Send a group a trial."""
    robot, form = _found(request, pk), Form(request.POST)
    return _do(
        request,
        form,
        lambda: actions.try_robot(actor=request.actor, robot=robot),
        "测试消息正在发送，请稍候看结果。",
    )


@require_POST
def robot_pause(request: Request, pk: int) -> HttpResponse:
    """Pause a robot, or let it speak again."""
    robot, form = _found(request, pk), forms.Pause(request.POST)
    form.is_valid()
    is_paused: bool = form.cleaned_data["is_paused"]
    return _do(
        request,
        form,
        lambda: actions.pause_robot(actor=request.actor, robot=robot, is_paused=is_paused),
        "已暂停，消息不再发到这个群。" if is_paused else "已恢复，消息会发到这个群。",
    )


@require_POST
def robot_remove(request: Request, pk: int) -> HttpResponse:
    """Take a robot away."""
    robot, form = _found(request, pk), Form(request.POST)
    return _do(
        request,
        form,
        lambda: actions.remove_robot(actor=request.actor, robot=robot, today=localdate()),
        "已移除，保存的地址和密钥已经删除。",
    )
