"""The style guide: every part, how it looks and how it is written."""

from datetime import datetime
from importlib.resources import files
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhijia.law import Clause, granted, refused

from . import charts, forms

SAMPLES = files(__package__) / "templates" / "samples"
RULE = Clause("样例", "样例规定", "第三条", "这是样例，不是现行条文。", "OURS", "", True)
DOUBTED = Clause("样例", "样例规定", "第四条", "这是样例，不是现行条文。", "F3", "", False)
NUMBERS: charts.Chart = {
    "labels": ["1月", "2月", "3月", "4月", "5月", "6月"],
    "series": [
        {"name": "办结任务", "type": "bar", "data": [3, 2, 8, 12, 15, 21]},
        {"name": "按时率", "type": "line", "data": [100, 100, 88, 92, 93, 95], "unit": "%"},
    ],
    "unit": "项",
}


class Sample(NamedTuple):
    """A part: its name, when to use it, how it is written, and the template that shows it."""

    name: str
    words: str
    source: str
    template: str


def samples() -> list[Sample]:
    """Read the samples; the first line of each says in Chinese what the part is for."""
    found = []
    for file in sorted(SAMPLES.iterdir(), key=lambda sample: sample.name):
        words, source = file.read_text("utf-8").split("\n", 1)
        name = file.name.removesuffix(".html")
        found.append(Sample(name, words.strip("{}# "), source, f"samples/{file.name}"))
    return found


def props(form: forms.Sample) -> dict[str, Any]:
    """Return what the samples speak of."""
    return {
        "samples": samples(),
        "form": form,
        "yes": granted("委员 7 人，在规定的人数之内", RULE),
        "no": refused("只有责任单位的经办人可以签收", DOUBTED),
        "checked": RULE,
        "unchecked": DOUBTED,
        "page": Paginator(range(237), 50).page(2),
        "when": datetime(2026, 6, 27, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai")),
        "trail": [("集团工会", "#"), ("供电公司工会", "#"), ("检修工区", "#")],
        "numbers": NUMBERS,
    }


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every part; its forms come back here, and nothing is kept."""
    posted = request.method == "POST"
    form = forms.Sample(request.POST, request.FILES) if posted else forms.Sample()
    if posted and form.is_valid():
        messages.success(request, "样例表单填写正确，没有保存任何内容。")
        return redirect("styleguide")
    return render(request, "ui/styleguide.html", props(form), status=422 if posted else 200)
