"""What a contest asks: one form for each kind."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from zhijia.platform.blanks import ActorForm

from ..models import Contest
from ..queries import asked_of
from ..rules.asking import ADOPTIONS, Asked, least_percent
from ..rules.words import BODIES, GRADE_SETS, ROUNDS, UNION_BODIES

GRADES = {
    "competence": "、".join(GRADE_SETS["competence"]),
    "satisfaction": "、".join(GRADE_SETS["satisfaction"]),
}
PAIR = re.compile(r"^(.+?)[\s:：]+(\d{1,3})\s*[%分]?$")


class ContestForm(ActorForm):
    """What every contest has."""

    kind = ""
    title = forms.CharField(label="名称", max_length=80)

    def told(self) -> Asked:
        """Return what the action asks for; each form below says its own."""
        raise NotImplementedError


class AskElection(ContestForm):
    """An election: how many seats, by which rule."""

    kind = "election"
    body = forms.ChoiceField(
        label="选举什么", choices=[(key, BODIES[key]) for key in (*UNION_BODIES, "other")]
    )
    seats = forms.IntegerField(label="应选人数", min_value=1, max_value=400)
    round = forms.ChoiceField(
        label="轮次", choices=list(ROUNDS.items()), initial="formal", widget=forms.RadioSelect
    )
    keep = forms.IntegerField(
        label="预选取前几名", required=False, min_value=1, help_text="只用于预选。"
    )
    percent = forms.IntegerField(
        label="差额率（%）",
        required=False,
        min_value=0,
        max_value=100,
        help_text="留空按规定的最低差额率：委员 5%、常委 10%、代表 15%；主席、经审可以等额。",
    )
    had_preliminary = forms.BooleanField(label="已经差额预选，正式选举可以等额", required=False)
    by_marks = forms.BooleanField(
        label="选票只画选中的人", required=False, help_text="不勾选的，每人分赞成、不赞成、弃权。"
    )
    write_ins = forms.BooleanField(
        label="可以另选他人", required=False, help_text="工会选举一律可以，不能取消。"
    )

    def told(self) -> Asked:
        """Return what the action asks for."""
        given = self.cleaned_data
        percent, body = given["percent"], given["body"]
        return Asked(
            self.kind,
            given["title"],
            body,
            seats=given["seats"],
            round=given["round"],
            keep=given["keep"] or 0,
            percent=least_percent(body) if percent is None else percent,
            had_preliminary=given["had_preliminary"],
            by_marks=given["by_marks"],
            write_ins=given["write_ins"] or body in UNION_BODIES,
        )


class AskResolution(ContestForm):
    """A resolution: by what share its items are adopted."""

    kind = "resolution"
    adoption = forms.ChoiceField(
        label="按什么通过",
        choices=[(key, f"{one.label}（{one.clause}）") for key, one in ADOPTIONS.items()],
        widget=forms.RadioSelect,
    )

    def told(self) -> Asked:
        """Return what the action asks for."""
        given = self.cleaned_data
        adoption = given["adoption"]
        body = ADOPTIONS[adoption].body
        return Asked(self.kind, given["title"], body, adoption=adoption)


def _pairs(text: str, what: str) -> tuple[tuple[str, int], ...]:
    """Read lines of a name and a number; ValidationError for a line that is neither."""
    found = []
    for line in text.splitlines():
        if line.strip():
            match = PAIR.match(line.strip())
            if match is None:
                raise ValidationError(f"“{line.strip()[:30]}”读不出{what}，请写成“名称 数字”。")
            found.append((match[1].strip()[:30], int(match[2])))
    return tuple(found)


class AskEvaluation(ContestForm):
    """An evaluation: which grades, by weighted lines or not."""

    kind = "evaluation"
    grade_set = forms.ChoiceField(
        label="等次",
        choices=[*GRADES.items(), ("own", "自定")],
        widget=forms.RadioSelect,
        initial="satisfaction",
    )
    own_grades = forms.CharField(
        label="自定等次", required=False, max_length=100, help_text="用顿号隔开，由高到低。"
    )
    line_text = forms.CharField(
        label="分项和权重",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 5, "placeholder": "德 20\n能 20\n勤 20\n绩 30\n廉 10"}),
        help_text="分项加权评议时填写，每行一项和权重，合计 100；不分项的留空。",
    )
    score_text = forms.CharField(
        label="等次的分值",
        required=False,
        max_length=300,
        widget=forms.Textarea(
            {"rows": 4, "placeholder": "优秀 95\n称职 85\n基本称职 70\n不称职 50"}
        ),
        help_text="按通过的测评办法，每行一个等次和分值；不分项的留空。",
    )

    def clean_line_text(self) -> tuple[tuple[str, int], ...]:
        """Return the lines with their weights."""
        return _pairs(self.cleaned_data["line_text"], "权重")

    def clean_score_text(self) -> tuple[tuple[str, int], ...]:
        """Return the points by grade."""
        return _pairs(self.cleaned_data["score_text"], "分值")

    def told(self) -> Asked:
        """Return what the action asks for."""
        given = self.cleaned_data
        own = [
            one.strip()[:10] for one in re.split("[、，,;；]", given["own_grades"]) if one.strip()
        ]
        grades = tuple(own) if given["grade_set"] == "own" else GRADE_SETS[given["grade_set"]]
        return Asked(
            self.kind,
            given["title"],
            "evaluation",
            grades=grades,
            lines=given["line_text"],
            scores=given["score_text"] if given["line_text"] else (),
        )


FORMS: dict[str, type[ContestForm]] = {
    one.kind: one for one in (AskElection, AskResolution, AskEvaluation)
}


def contest_form(kind: str) -> type[ContestForm]:
    """Return the form for a kind of contest; KeyError for one there is not."""
    return FORMS[kind]


def _evaluation_shown(asked: Asked) -> dict[str, Any]:
    known = {grades: key for key, grades in GRADE_SETS.items()}
    return {
        "grade_set": known.get(asked.grades, "own"),
        "own_grades": "" if asked.grades in known else "、".join(asked.grades),
        "line_text": "\n".join(f"{name} {percent}" for name, percent in asked.lines),
        "score_text": "\n".join(f"{grade} {points}" for grade, points in asked.scores),
    }


def shown_of(contest: Contest) -> dict[str, Any]:
    """Return what the form for a contest shows at first."""
    asked = asked_of(contest)
    if contest.kind == "evaluation":
        return {"title": asked.title, **_evaluation_shown(asked)}
    if contest.kind == "resolution":
        return {"title": asked.title, "adoption": asked.adoption}
    names = "title body seats round keep percent had_preliminary by_marks write_ins".split()
    return {name: getattr(asked, name) or None for name in names}


class Lines(ActorForm):
    """Names or items, one a line."""

    lines = forms.CharField(label="名单", max_length=20000, widget=forms.Textarea({"rows": 8}))

    def __init__(self, actor: Any, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        field = self.fields["lines"]
        label, help_text = {
            "election": ("候选人", "每行一人，写姓名或者工号；按姓氏笔画自动排序。"),
            "resolution": ("决议事项", "每行一项，分项表决。"),
            "evaluation": ("评议对象", "每行一人，写姓名或者工号；也可以写单位、部门。"),
        }[kind]
        field.label, field.help_text = label, help_text

    def told(self) -> list[str]:
        """Return the lines that say something."""
        return [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
