"""What each step asks, made from its declaration; and what is asked beside the steps."""

from typing import Any

from django import forms

from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField

from .. import queries
from ..actions import Assignee, Given
from ..kinds.declaring import Step
from ..models import Matter
from .asking import DeclaredForm, FilesField

MOST_ASSISTS = 3
ONE_OF_TWO = "岗位和人只填一项。"
FIELDS = ("department", "post", "member", "unit")


def words(label: str, *, required: bool = True, rows: int = 3) -> forms.CharField:
    """Return a field for some sentences."""
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, max_length=2000, widget=widget)


def unit_field(label: str) -> PickField:
    """Return a field for a unit by code or name."""
    return PickField(
        called=("code", "name"),
        hint="单位代码或者名称",
        label=label,
        required=False,
        empty_label="本单位",
        error_messages={"invalid_choice": "没有这个单位。"},
    )


def member_field(label: str) -> PickField:
    """Return a field for a member by number or name."""
    return PickField(
        called=("staff_no", "name"),
        hint="工号或者姓名",
        label=label,
        required=False,
        empty_label="请选择",
        error_messages={"invalid_choice": "没有这个人，或者不在受理单位和下级单位。"},
    )


def post_field(label: str) -> PickField:
    """Return a field for a post by the number or the name of who holds it."""
    return PickField(
        called=("member__staff_no", "member__name"),
        hint="任职人的工号或者姓名",
        label=label,
        required=False,
        empty_label="请选择",
        error_messages={"invalid_choice": "没有这个岗位，或者现在没有人任职。"},
    )


class StepForm(DeclaredForm):
    """One step of a kind; several stand on a page, so each has ids of its own."""

    def __init__(self, actor: Actor, matter: Matter, step: Step, *args: Any, **kw: Any) -> None:
        self.matter, self.step = matter, step
        if step.rewrites:
            kw["initial"] = {one.id: matter.values.get(one.id) for one in step.asks}
        super().__init__(actor, *args, auto_id=f"{step.id}_%s", **kw)
        people = queries.people_of(matter)
        if step.assigns:
            self._ask_who(people)
        self.ask(step.asks, people)
        if step.words:
            self.fields["words"] = words(step.words, required=step.needs_words)
        if step.files:
            self.fields["uploads"] = FilesField(
                most=matter.declared.files, label=matter.declared.files_label
            )
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写{field.label}"

    def _ask_who(self, people: Any) -> None:
        """Ask who leads and who assists: a department with a person, or another unit."""
        units = queries.units_of(self.matter)
        for n in range(MOST_ASSISTS + 1):
            role = "主办" if n == 0 else f"协办{n}"
            self.fields[f"department{n}"] = forms.CharField(
                label=f"{role}部门", max_length=60, required=False
            )
            self.fields[f"post{n}"] = post_field(f"{role}岗位")
            self.fields[f"member{n}"] = member_field(f"{role}人")
            self.fields[f"unit{n}"] = unit_field(f"{role}单位")
        lines = range(MOST_ASSISTS + 1)
        self.offer_all([f"member{n}" for n in lines], people)
        self.offer_all([f"post{n}" for n in lines], queries.posts_of(self.matter))
        self.offer_all([f"unit{n}" for n in lines], units)
        self.fields["post0"].help_text = "交给岗位的，换人以后由接任的人继续办理。"
        self.fields["unit0"].help_text = "交给下级单位的，由那里的工会办理。"
        self.fields["due_on"] = forms.DateField(
            label="答复期限", required=False, widget=DateInput, help_text="不填的按规定期限。"
        )

    def _assignee(self, n: int) -> Assignee | None:
        """Return whom line `n` names; None where it is empty."""
        said = {name: self.cleaned_data.get(f"{name}{n}") for name in FIELDS}
        if not any(said.values()):
            return None
        unit: Unit = said["unit"] or self.matter.unit
        due_on = self.cleaned_data.get("due_on")
        who = {"post": said["post"], "member": said["member"]}
        return Assignee(unit, said["department"] or "", due_on=due_on, **who)

    def clean(self) -> dict[str, Any]:
        """A part is a post's or a person's, not both."""
        said = super().clean() or self.cleaned_data
        for n in range(MOST_ASSISTS + 1) if self.step.assigns else ():
            if said.get(f"post{n}") and said.get(f"member{n}"):
                self.add_error(f"post{n}", ONE_OF_TWO)
        return said

    @property
    def given(self) -> Given:
        """Return what the form says, as the step takes it."""
        said = self.cleaned_data
        assists = [self._assignee(n) for n in range(1, MOST_ASSISTS + 1)]
        return Given(
            values=self.values,
            words=said.get("words", ""),
            uploads=said.get("uploads") or (),
            lead=self._assignee(0) if self.step.assigns else None,
            assists=[one for one in assists if one] if self.step.assigns else (),
        )


class AboutForm(ActorForm):
    """A form about one matter with ids of its own."""

    def __init__(self, actor: Actor, matter: Matter, *args: Any, **kw: Any) -> None:
        self.matter = matter
        super().__init__(actor, *args, auto_id=f"{type(self).__name__}_%s", **kw)


class RateForm(AboutForm):
    """How satisfied who filed it is."""

    choice = forms.ChoiceField(label="评价", widget=forms.RadioSelect)
    words = words("说明", required=False)

    def narrow(self) -> None:
        """Offer the choices of the kind."""
        asked = self.matter.declared.ratings
        self.choose("choice", asked.choices.items() if asked else ())


class RemarkForm(AboutForm):
    """A word about a matter."""

    words = words("留言", rows=2)
    is_outside = forms.BooleanField(label="提出人也能看到", required=False)


class ReasonForm(AboutForm):
    """Why."""

    reason = words("原因", rows=2)


class CountersignForm(AboutForm):
    """What an assistant says."""

    words = words("会签意见")


class HandOverForm(AboutForm):
    """Who takes a part over, and why."""

    member = member_field("移交给")
    post = post_field("或者岗位")
    unit = unit_field("或者单位")
    department = forms.CharField(label="部门", required=False, max_length=60)
    words = words("移交原因", rows=2)

    def narrow(self) -> None:
        """Offer the people of the unit and those below, its posts, and the units below."""
        self.offer("member", queries.people_of(self.matter))
        self.offer("post", queries.posts_of(self.matter))
        self.offer("unit", queries.units_of(self.matter))

    def clean(self) -> dict[str, Any]:
        """Somebody takes it over: a person, a post or the desk of a unit below."""
        said = super().clean() or self.cleaned_data
        if said.get("post") and said.get("member"):
            self.add_error("post", ONE_OF_TWO)
        if not any(said.get(name) for name in ("post", "member", "unit")):
            self.add_error("member", "请选择移交给谁。")
        return said

    @property
    def to(self) -> Assignee:
        """Return who takes it over."""
        said = self.cleaned_data
        unit: Unit = said["unit"] or self.matter.unit
        return Assignee(unit, said["department"], post=said["post"], member=said["member"])


class InviteForm(AboutForm):
    """Which delegates are asked to second."""

    members = forms.ModelMultipleChoiceField(
        Member.objects.none(), label="邀请哪些代表附议", widget=forms.CheckboxSelectMultiple
    )

    def narrow(self) -> None:
        """Offer who may second and was not invited yet."""
        invited = self.matter.backers.values("member")
        self.among("members", queries.may_second(self.matter).exclude(pk__in=invited))


class BackForm(AboutForm):
    """Whether somebody seconds."""

    is_for = forms.TypedChoiceField(
        label="是否附议",
        choices=[("yes", "附议"), ("no", "不附议")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = words("意见", required=False, rows=2)


class MergeForm(AboutForm):
    """Which others go into this one."""

    others = forms.ModelMultipleChoiceField(
        Matter.objects.none(), label="并入本案的", widget=forms.CheckboxSelectMultiple
    )
    words = words("并案理由", rows=2)

    def narrow(self) -> None:
        """Offer what may be merged, the likest first."""
        self.among("others", queries.may_join(self.actor, self.matter))


class LinkForm(AboutForm):
    """Which other matter belongs together with this one, by its number or receipt."""

    other = forms.CharField(
        label="另一件的编号或者回执号",
        max_length=40,
        help_text="例如：提〔2026〕12号，或者八位回执号。",
    )
    words = words("关联的原因", rows=2)

    def clean_other(self) -> Matter:
        """Return the only matter that is called so and that the actor may see."""
        found = list(queries.called(self.actor, self.cleaned_data["other"], self.matter)[:2])
        if not found:
            raise forms.ValidationError("没有这一件，或者您不能查看。")
        if len(found) > 1:
            raise forms.ValidationError("这个编号不止一件，请改填回执号。")
        return found[0]


class UnlinkForm(AboutForm):
    """Why two matters do not belong together."""

    words = words("解除的原因", rows=2)


def beside(actor: Actor, matter: Matter, page: queries.Page) -> dict[str, ActorForm]:
    """Return the blank forms that stand on the page of a matter beside its steps."""
    found: dict[str, ActorForm] = {
        "rate": RateForm(actor, matter),
        "remark": RemarkForm(actor, matter),
        "pause": ReasonForm(actor, matter),
        "back": BackForm(actor, matter),
        "countersign": CountersignForm(actor, matter),
    }
    if page.may["link"]:
        found |= {"link": LinkForm(actor, matter), "unlink": UnlinkForm(actor, matter)}
    if page.may["invite"]:
        found["invite"] = InviteForm(actor, matter)
    if page.may["hand_over"] and page.parts:
        found["hand_over"] = HandOverForm(actor, matter)
    return found
