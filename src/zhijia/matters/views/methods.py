"""Pages of the library of methods: the list, one with its versions, a new one or version."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, policies
from ..forms import methods as forms
from ..models import Method
from ..queries import methods as queries

A_PAGE = 30


def methods(request: Request) -> HttpResponse:
    """List the methods that somebody may read, by words and trade."""
    form = forms.MethodFilter(request.actor, request.GET)
    asked = form.asked()
    found = queries.methods_like(request.actor, **asked)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filter": form,
        "asked": asked,
        "may": policies.may_name_any_method(request.actor),
    }
    return render(request, "matters/methods.html", context)


def method_new(request: Request) -> HttpResponse:
    """Write a method down."""
    form = forms.RegisterMethod(request.actor, request.POST or None)
    if request.method != "POST":
        form.begin(request.GET.get("matter", ""))
        return _ask(request, form)
    return answer(
        request,
        form,
        lambda: actions.register_method(actor=request.actor, today=localdate(), **form.asked()),
        page=lambda: _ask(request, form),
        done="已登记，核对以后发布，各单位就能看到。",
        then=Method.get_absolute_url,
    )


def _ask(request: Request, form: BaseForm) -> HttpResponse:
    context = {"form": form, "may": policies.may_name_any_method(request.actor)}
    return render(request, "matters/method_new.html", context)


def _method(request: Request, pk: int) -> Method:
    return get_object_or_404(queries.with_editions(queries.methods(request.actor)), pk=pk)


def method(request: Request, pk: int) -> HttpResponse:
    """Show a method: its newest text, those before, and what may be done with it."""
    return _show(request, pk)


def _show(request: Request, pk: int, **asked: BaseForm) -> HttpResponse:
    """Show one method; `asked` are the forms that came back with errors."""
    one = _method(request, pk)
    page = queries.method_page(one)
    initial = {**page["last_text"], "version": one.version}
    context = {
        **page,
        "may": policies.may_keep_method(request.actor, one),
        "is_finder": one.found_by_id is not None and one.found_by_id == request.actor.member_id,
        "revise": forms.ReviseMethod(request.actor, initial=initial),
        "withdraw": forms.WithdrawMethod(request.actor),
        **asked,
    }
    return render(request, "matters/method.html", context)


def _do(
    request: Request, pk: int, form: BaseForm, name: str, do: Callable[[Method], object], done: str
) -> HttpResponse:
    """Do one thing with a method and show it again."""
    one = _method(request, pk)
    return answer(
        request,
        form,
        lambda: do(one),
        page=lambda: _show(request, pk, **{name: form}),
        done=done,
        then=one.get_absolute_url(),
    )


@require_POST
def method_revise(request: Request, pk: int) -> HttpResponse:
    """Write a new version."""
    form, today = forms.ReviseMethod(request.actor, request.POST), localdate()

    def do(one: Method) -> object:
        said = form.cleaned_data
        more = {"text": form.text, "why": said["why"], "version": said["version"]}
        return actions.revise_method(actor=request.actor, method=one, today=today, **more)

    return _do(request, pk, form, "revise", do, "新的一版已保存，旧版仍可查看。")


@require_POST
def method_publish(request: Request, pk: int) -> HttpResponse:
    """Publish a method."""
    form, who, today = ActorForm(request.actor, request.POST), request.actor, localdate()
    return _do(
        request,
        pk,
        form,
        "step",
        lambda one: actions.publish_method(actor=who, method=one, today=today),
        "已发布，各单位都能看到。",
    )


@require_POST
def method_consent(request: Request, pk: int) -> HttpResponse:
    """Agree to one's own name."""
    form, who, today = ActorForm(request.actor, request.POST), request.actor, localdate()
    return _do(
        request,
        pk,
        form,
        "step",
        lambda one: actions.consent_to_name(actor=who, method=one, today=today),
        "已同意以您的姓名命名。",
    )


@require_POST
def method_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a method out of use."""
    form, today = forms.WithdrawMethod(request.actor, request.POST), localdate()

    def do(one: Method) -> object:
        reason = form.cleaned_data["reason"]
        return actions.withdraw_method(actor=request.actor, method=one, reason=reason, today=today)

    return _do(request, pk, form, "withdraw", do, "已停用。")
