"""What tellers and scrutineers fill in: boxes, sheets, differences, recounts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm

from ..models import Ballot, Contest, Issue
from ..queries.facts import asked_of
from ..queries.piles import called, line_names
from ..rules.tellers import MOST, VOIDS, Difference, marks_of

OTHERS = 12  # lines for who was written in; a pile of fifty seldom has more names
EVERY = "all"


class CountInput(forms.NumberInput):
    """A number that a phone offers digits for."""

    def __init__(self) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off"})


def _number(
    label: str, *, required: bool = False, most: int = MOST, called: str = ""
) -> forms.IntegerField:
    # Fields that are added later miss what a blank form says of its own.
    unsaid = {"required": f"请填写{called or label}"}
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=0,
        max_value=most,
        widget=CountInput(),
        error_messages=unsaid,
    )


class BoxForm(ActorForm):
    """What one box gave out and what came back of it."""

    kind = forms.ChoiceField(label="哪一种选票")
    box = forms.CharField(
        label="票箱", max_length=40, help_text="例如：主会场、动力车间、一号流动票箱。"
    )
    is_mobile = forms.BooleanField(
        label="流动票箱",
        required=False,
        help_text="在监票人监督下送到岗位上，投票人计入参加选举的人数。",
    )
    issued = _number("发出（张）", required=True, most=1_000_000)
    returned = _number("收回（张）", required=True, most=1_000_000)

    def __init__(self, actor: Actor, ballot: Ballot, *args: Any, row: Issue | None = None) -> None:
        self.contests = list(ballot.contests.all())
        shown: dict[str, object] = {}
        if row is not None:
            shown = {"kind": str(row.contest_id or EVERY), "box": row.box}
            shown |= {"is_mobile": row.is_mobile, "issued": row.issued, "returned": row.returned}
        super().__init__(actor, *args, initial=shown)

    def narrow(self) -> None:
        """Offer one paper for everything, and a paper for each contest where there are several."""
        kinds = [(EVERY, "全部内容一张票" if len(self.contests) > 1 else "选票")]
        if len(self.contests) > 1:
            kinds += [(str(one.pk), f"只有“{one}”的选票") for one in self.contests]
        self.choose("kind", kinds)

    def told(self) -> dict[str, Any]:
        """Return what the action takes."""
        said = dict(self.cleaned_data)
        kind = said.pop("kind")
        contest = next((one for one in self.contests if str(one.pk) == kind), None)
        return {**said, "contest": contest}


class PileForm(ActorForm):
    """A teller's sheet of one pile: papers, void ones by reason, a line for each name, others."""

    valid = _number("有效票（张）", required=True)

    def __init__(self, actor: Actor, contest: Contest, *args: Any, **more: Any) -> None:
        self.contest, self.asked = contest, asked_of(contest)
        self.keys, self.marks = line_names(contest), marks_of(self.asked)
        super().__init__(actor, *args, **more)

    def narrow(self) -> None:
        """Add the fields of this contest."""
        for reason, words in VOIDS.items():
            if reason != "others" or self.asked.write_ins:
                self.fields[f"void-{reason}"] = _number(words)
        for key, name in self.keys:
            for n, (mark, words) in enumerate(self.marks.items()):
                self.fields[f"line-{key}-{n}"] = _number(
                    words, required=mark == "yes", called=f"{name}的{words}"
                )
        for n in range(OTHERS if self.asked.write_ins else 0):
            who = forms.CharField(label=f"另选人 {n + 1}", max_length=50, required=False)
            self.fields[f"other-{n}"] = who
            self.fields[f"votes-{n}"] = _number("得票")

    def clean(self) -> dict[str, Any]:
        """Find who was written in; the same person on two lines is added up."""
        said = dict(super().clean() or self.cleaned_data)
        others: dict[str, int] = {}
        for n in range(OTHERS if self.asked.write_ins else 0):
            words, votes = (said.get(f"other-{n}") or "").strip(), said.get(f"votes-{n}") or 0
            if not words and votes:
                self.add_error(f"other-{n}", "请填写姓名")
            if not words:
                continue
            found, trouble = called(self.contest.ballot, words)
            if trouble:
                self.add_error(f"other-{n}", trouble)
            elif found and any(found.key == key for key, _ in self.keys):
                self.add_error(f"other-{n}", "这个人是候选人，请填在上面的一行")
            elif found:
                others[found.key] = others.get(found.key, 0) + votes
        said["others"] = others
        return said

    def told(self) -> dict[str, Any]:
        """Return what the action takes; abstentions left open are left to it."""
        said = self.cleaned_data
        voids = {reason: said.get(f"void-{reason}") or 0 for reason in VOIDS}
        lines = {}
        for key, _ in self.keys:
            given = {mark: said.get(f"line-{key}-{n}") for n, mark in enumerate(self.marks)}
            left = {mark: n for mark, n in given.items() if n is not None or mark != "abstain"}
            lines[key] = {mark: n or 0 for mark, n in left.items()}
        return {
            "valid": said["valid"],
            "void": sum(voids.values()),
            "voids": {reason: n for reason, n in voids.items() if n},
            "lines": lines,
            "others": said["others"],
        }

    @property
    def void_fields(self) -> list[BoundField]:
        """Return the fields of void papers."""
        return [self[name] for name in self.fields if name.startswith("void-")]

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, BoundField]]]]:
        """Return a row a name, each field with the mark it counts."""
        marks = list(enumerate(self.marks.values()))
        return [(name, [(w, self[f"line-{key}-{n}"]) for n, w in marks]) for key, name in self.keys]

    @property
    def has_others(self) -> bool:
        """Say whether the part for who was written in is to stand open: something is in it."""
        return any(
            self.data.get(f"other-{n}") or self.data.get(f"votes-{n}") for n in range(OTHERS)
        )

    @property
    def other_rows(self) -> list[tuple[BoundField, BoundField]]:
        """Return a row for each who may have been written in."""
        count = OTHERS if self.asked.write_ins else 0
        return [(self[f"other-{n}"], self[f"votes-{n}"]) for n in range(count)]


class SettleForm(ActorForm):
    """For each difference the number that is right, and why."""

    def __init__(self, actor: Actor, different: Sequence[Difference], *args: Any) -> None:
        self.different = different
        super().__init__(actor, *args)

    def narrow(self) -> None:
        """Add two fields for each difference."""
        for n, one in enumerate(self.different):
            label = f"{one.words}：甲 {one.one}，乙 {one.other}，以多少为准"
            self.fields[f"right-{n}"] = _number(label, required=True)
            self.fields[f"why-{n}"] = forms.CharField(
                label=f"{one.words}：为什么",
                max_length=200,
                help_text="例如：重新核对本叠选票，乙漏画一笔。",
                error_messages={"required": f"请填写{one.words}为什么以这个数为准"},
            )

    def told(self) -> dict[str, dict[str, Any]]:
        """Return what the action takes."""
        said = self.cleaned_data
        return {
            "right": {one.name: said[f"right-{n}"] for n, one in enumerate(self.different)},
            "why": {one.name: said[f"why-{n}"] for n, one in enumerate(self.different)},
        }


class RecountForm(ActorForm):
    """Why a pile is counted anew."""

    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea({"rows": 3}))
