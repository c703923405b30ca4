"""Each part says what it is given, and only that."""

import re
from datetime import date
from html import escape, unescape

import pytest
from django import forms
from django.core.paginator import Paginator

from zhijia.law import Clause, Verdict, granted, refused
from zhijia.platform.ui import charts
from zhijia.platform.ui.forms import Sample
from zhijia.platform.ui.templatetags import ui
from zhijia.platform.ui.views import props, samples

RULE = Clause("X", "工会法", "第十条", "大意", "F1", "", True)
DOUBTED = Clause("Y", "旧办法", "第二条", "大意", "F3", "尚有争议", False)
NO = refused("只有责任单位可以签收", RULE)
HANDLER = re.compile(r"<[^>]*\son\w+\s*=", re.IGNORECASE)
pytestmark = pytest.mark.urls("zhijia.platform.ui.urls")

ESCAPED = {
    "badge": "{% badge x %}",
    "light": '{% light "red" x %}',
    "icon": '{% icon "bell" x %}',
    "stat": "{% stat x x note=x url=x %}",
    "card": "{% card x url=x link=x %}{{ x }}{% endcard %}",
    "table": "{% table x x %}<tr><td>{{ x }}</td></tr>{% endtable %}",
    "empty table": '{% table "甲" "乙" empty=x %}{% endtable %}',
    "form": '{% form x "/a/" cancel=x confirm=x target=x %}{{ x }}{% endform %}',
    "act": '{% act x "/a/" confirm=x target=x %}{{ x }}{% endact %}',
    "refused act": '{% act x "/a/" may=no %}{% endact %}',
    "verdict": "{% verdict no %}",
    "clause": "{% clause rule %}",
    "empty": "{% empty x hint=x url=x link=x %}",
    "progress": "{% progress 5 label=x %}",
    "timeline": "{% timeline x %}{{ x }}{% endtimeline %}",
    "moment": "{% moment x day x %}{{ x }}{% endmoment %}",
    "tabs": "{% tabs x %}{% tab x x %}{% endtabs %}",
    "steps": "{% steps x now=x %}",
    "crumbs": "{% crumbs trail %}",
    "chart": '{% chart "c" x numbers %}',
    "facts": "{% facts %}{% fact x x %}{% fact x x url=x %}{% endfacts %}",
    "filters": "{% filters x %}{{ x }}{% endfilters %}",
    "field": "{% field form.name %}",
}


class Named(forms.Form):
    """A form whose every word is under suspicion."""

    def __init__(self, words: str) -> None:
        super().__init__({"name": words})
        self.fields["name"] = forms.CharField(label=words, help_text=words.replace("<", "&lt;"))
        self.add_error("name", words)


def numbers(words: str) -> charts.Chart:
    """Return a chart in which every word is `words`."""
    series: charts.Series = {"name": words, "type": "bar", "data": [1, None]}
    return {"labels": [words, words], "series": [series], "unit": words}


@pytest.mark.parametrize("source", ESCAPED.values(), ids=ESCAPED.keys())
def test_a_part_shows_what_it_is_told_and_never_runs_it(draw, nasty, source):
    rule = Clause("X", nasty, nasty, nasty, "F3", nasty, False)
    shown = draw(
        source,
        x=nasty,
        no=refused(nasty, rule),
        rule=rule,
        day=date(2026, 6, 1),
        trail=[(nasty, nasty), (nasty, "")],
        numbers=numbers(nasty),
        form=Named(nasty),
    )

    assert "<b onclick" not in shown
    assert escape(nasty) in shown


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_a_part_carries_no_script_and_no_handler(draw, sample):
    shown = draw(sample.source, **props(Sample()))
    scripts = re.findall(r"<script\b[^>]*>", shown)

    assert all('type="application/json"' in script for script in scripts)
    assert not HANDLER.search(shown)
    assert "<style" not in shown


def test_every_part_has_its_place_in_the_style_guide():
    shown = {sample.name: sample for sample in samples()}

    assert set(shown) == set(ui.register.tags)
    for name, sample in shown.items():
        assert f"{{% {name} " in sample.source or f"{{% {name} %" in sample.source
        assert sample.words


def test_the_kit_stays_small_enough_to_know_by_heart():
    assert len(ui.register.tags) <= 25


def test_every_part_says_in_its_docstring_what_it_is_for():
    kit = (getattr(ui, name) for name in ui.register.tags)
    assert [part.__name__ for part in kit if not part.__doc__] == []


def test_an_icon_nobody_drew_is_an_error(draw):
    with pytest.raises(ValueError, match="hammer-and-sickle"):
        draw('{% icon "hammer-and-sickle" %}')


def test_an_icon_beside_words_is_silent_and_one_alone_is_named(draw):
    assert 'aria-hidden="true"' in draw('{% icon "bell" %}')
    assert 'aria-label="通知"' in draw('{% icon "bell" "通知" %}')


@pytest.mark.parametrize(
    ("colour", "name", "meaning"),
    [
        ("green", "绿灯", "正常"),
        ("unlit", "不亮灯", "正常"),
        ("blue", "蓝灯", "临近期限"),
        ("yellow", "黄灯", "预警"),
        ("red", "红灯", "已逾期"),
        ("grey", "灰灯", "未开始"),
    ],
)
def test_a_light_is_told_in_words_and_not_by_its_colour_alone(draw, colour, name, meaning):
    shown = draw("{% light colour %}", colour=colour)
    assert f"{name}：" in shown
    assert meaning in shown


def test_a_light_can_say_how_many_days_are_left(draw):
    shown = draw('{% light "yellow" "还剩 3 天" %}')
    assert "还剩 3 天" in shown
    assert "预警" not in shown


def test_a_large_number_has_its_thousands_marked(draw):
    assert "12,846" in draw('{% stat "会员" 12846 %}')
    assert "87.5%" in draw('{% stat "办结率" "87.5%" %}')


def test_a_button_for_those_who_may_is_a_form_that_works_without_scripts(draw):
    shown = draw('{% act "签收" "/tasks/3/sign/" may=may %}{% endact %}', may=granted("可以"))

    assert '<form class="act" method="post" action="/tasks/3/sign/"' in shown
    assert "csrfmiddlewaretoken" in shown
    assert re.search(r'name="once" value="[0-9a-f]{32}"', shown)
    assert 'type="submit"' in shown
    assert "hx-post" not in shown


def test_a_button_finds_its_address_by_name(draw):
    assert 'action="/"' in draw('{% act "看" "styleguide" %}{% endact %}')


def test_a_button_for_those_who_may_not_says_why_and_posts_nothing(draw):
    shown = draw('{% act "签收" "/tasks/3/sign/" may=may %}{% endact %}', may=NO)

    assert "<form" not in shown
    assert "disabled" in shown
    assert shown.count("只有责任单位可以签收（《工会法》第十条）") == 2, "as a title and as text"


def test_every_form_has_a_token_of_its_own(draw):
    shown = draw('{% act "甲" "/a/" %}{% endact %}{% form "乙" "/b/" %}{% endform %}')
    tokens = re.findall(r'name="once" value="(\w+)"', shown)
    assert len(set(tokens)) == 2


def test_htmx_gets_the_same_address_as_the_form(draw):
    shown = draw('{% form "存" "/b/" target="#row-3" %}{% endform %}')
    assert 'action="/b/" hx-post="/b/" hx-target="#row-3" hx-swap="outerHTML"' in shown


def test_a_form_without_content_shows_all_its_fields(draw):
    shown = draw('{% form "保存" "/b/" of=form %}{% endform %}', form=Sample())
    for name in Sample.base_fields:
        assert f'name="{name}"' in shown


def test_a_form_with_content_shows_that_and_its_hidden_fields(draw):
    class Edited(Sample):
        version = forms.IntegerField(widget=forms.HiddenInput, initial=7)

    source = '{% form "保存" "/b/" of=form %}{% field form.name %}{% endform %}'
    shown = draw(source, form=Edited())

    assert re.search(r'type="hidden" name="version" value="7"', shown)
    assert 'name="place"' not in shown


def test_a_form_that_takes_a_file_is_sent_as_one(draw):
    assert 'enctype="multipart/form-data"' in draw(
        '{% form "保存" "/b/" of=form %}{% endform %}', form=Sample()
    )


def test_a_refusal_stands_above_the_form_it_answers(draw):
    form = Sample({"name": "甲"})
    form.add_error(None, "他人刚修改过，请核对后再存")
    shown = draw('{% form "保存" "/b/" of=form %}{% endform %}', form=form)

    assert re.search(r'role="alert".*他人刚修改过，请核对后再存', shown, re.DOTALL)
    assert 'value="甲"' in shown, "what was typed stays"


def test_a_field_is_tied_to_its_help_and_its_errors(draw):
    shown = draw("{% field form.name %}", form=Sample({}))

    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_name_helptext id_name_error"' in shown
    assert 'id="id_name_helptext"' in shown
    assert 'id="id_name_error"' in shown
    assert '<label class="form-label required" for="id_name">任务名称</label>' in shown


def test_a_group_of_choices_is_named_and_its_error_shown(draw):
    shown = draw("{% field form.pace %}", form=Sample({}))
    assert re.search(r"<fieldset.*<legend[^>]*>缓急</legend>.*这个字段是必填项", shown, re.DOTALL)


def test_a_table_without_rows_says_what_to_do(draw):
    shown = draw('{% table "任务" "名称|单位" empty="先录入一篇讲话" %} {% endtable %}')
    assert "<table" not in shown
    assert "先录入一篇讲话" in shown


def test_a_table_has_a_caption_and_a_head_for_every_column(draw):
    shown = draw('{% table "任务" "名称|单位|" %}<tr></tr>{% endtable %}')
    assert '<caption class="visually-hidden">任务</caption>' in shown
    assert shown.count('<th scope="col"') == 3
    assert "办理</span>" in shown, "the column of buttons is named for those who listen"


@pytest.mark.parametrize(
    ("asked", "asks", "stands"),
    [("", "due_on", None), ("due_on", "-due_on", "ascending"), ("-due_on", "due_on", "descending")],
)
def test_a_head_asks_the_server_for_its_order_and_keeps_the_rest(draw, asked, asks, stands):
    address = f"/tasks/?year=2026&page=3&sort={asked}"
    shown = unescape(draw('{% table "任务" "时限@due_on" %}<tr>{% endtable %}', address))

    assert f'href="?year=2026&sort={asks}"' in shown
    assert ("aria-sort" in shown) == bool(stands)
    assert stands is None or f'aria-sort="{stands}"' in shown


def test_leafing_on_keeps_what_was_asked(draw):
    page = Paginator(range(237), 50).page(2)
    shown = unescape(draw("{% pager page %}", page=page))

    assert 'href="?year=2026&page=3"' in shown
    assert "第 51–100 条" in shown
    assert re.search(r'aria-current="page">2<', shown)


def test_a_list_of_one_page_has_nothing_to_leaf(draw):
    shown = draw("{% pager page %}", page=Paginator(range(3), 50).page(1))
    assert "<a " not in shown
    assert "共 <strong>3</strong> 条" in shown


@pytest.mark.parametrize(("percent", "shown"), [(-5, 0), (0, 0), (65, 65), (100, 100), (130, 100)])
def test_progress_is_never_less_than_nothing_nor_more_than_all(draw, percent, shown):
    bar = draw("{% progress percent %}", percent=percent)
    assert f'aria-valuenow="{shown}"' in bar
    assert f"{shown}%</span>" in bar


@pytest.mark.parametrize(
    ("answer", "looks", "says"),
    [
        (granted("委员 7 人", RULE), "verdict-yes", "委员 7 人"),
        (Verdict(True), "verdict-yes", "符合规定"),
        (NO, "verdict-no", "只有责任单位可以签收"),
    ],
)
def test_a_verdict_tells_yes_or_no_and_why(draw, answer, looks, says):
    shown = draw("{% verdict answer %}", answer=answer)
    assert looks in shown
    assert says in shown
    assert ("《工会法》第十条" in shown) == bool(answer.clause)


def test_a_clause_nobody_checked_is_marked(draw):
    assert "待核对" in draw("{% clause it %}", it=DOUBTED)
    assert "尚有争议" in draw("{% clause it %}", it=DOUBTED)
    assert "待核对" not in draw("{% clause it %}", it=RULE)


def test_the_step_a_thing_stands_at_is_named_and_those_before_are_done(draw):
    shown = draw('{% steps "交办|签收|办理|办结" now="签收" %}')
    assert shown.count('class="reached"') == 2
    assert 'aria-current="step">签收' in shown


def test_a_step_that_is_not_on_the_way_is_an_error(draw):
    with pytest.raises(ValueError, match="归档"):
        draw('{% steps "交办|签收" now="归档" %}')


def test_a_moment_of_a_day_has_no_clock(draw):
    shown = draw('{% moment "郑立新" day "签收" %}{% endmoment %}', day=date(2026, 6, 1))
    assert "2026年6月1日</time>" in shown
    assert "moment-words" not in shown


def test_the_tab_shown_is_named_and_none_waiting_is_a_count(draw):
    shown = draw('{% tabs "任务" %}{% tab "待办" "/a/" count=0 active=True %}{% endtabs %}')
    assert 'aria-current="page"' in shown
    assert '<span class="tab-count">0</span>' in shown


def test_the_last_crumb_is_this_page(draw):
    shown = draw("{% crumbs trail %}", trail=[("集团", "/1/"), ("检修工区", "/2/")])
    assert '<a href="/1/">集团</a>' in shown
    assert 'aria-current="page">检修工区' in shown
    assert "/2/" not in shown


def test_a_chart_shows_the_same_numbers_as_a_table(draw):
    shown = draw('{% chart "done" "办结" numbers %}', numbers=numbers("项"))
    assert "<td>1</td>" in shown
    assert "<td>—</td>" in shown, "a month without a number is not a nought"
    assert 'id="done" type="application/json"' in shown


def test_a_chart_that_lacks_a_number_is_an_error():
    chart = numbers("项")
    chart["labels"] = ["1月"]
    with pytest.raises(ValueError, match="zip"):
        charts.rows(chart)


def test_a_filter_puts_its_question_into_the_address(draw):
    shown = draw('{% filters %}<input name="q">{% endfilters %}')
    assert 'method="get"' in shown
    assert 'type="submit"' in shown, "it works without scripts"
    assert "csrf" not in shown
