"""The page that shows every part: its forms are real, and keep nothing."""

import pytest
from django.http import HttpRequest

from zhijia.platform.ui.templatetags import ui
from zhijia.platform.ui.views import styleguide

alone = pytest.mark.urls("zhijia.platform.ui.urls")


@pytest.fixture
def guide(rf):
    """Ask for the guide, or send its form."""

    def ask(**typed: str) -> tuple[int, str]:
        request: HttpRequest = rf.post("/", typed) if typed else rf.get("/")
        answer = styleguide(request)
        return answer.status_code, answer.content.decode()

    return ask


@alone
def test_the_guide_shows_every_part_and_how_it_is_written(guide):
    status, page = guide()
    assert status == 200
    for name in ui.register.tags:
        assert f'<section class="sample" id="{name}">' in page
        assert f"{{% {name} " in page or f"{{% {name} %" in page


@alone
def test_a_form_filled_in_badly_comes_back_as_it_was_typed(guide):
    status, page = guide(name="甲" * 41, place="nowhere")
    assert status == 422
    assert "甲" * 41 in page
    assert 'aria-invalid="true"' in page


def test_a_stranger_is_sent_to_the_sign_in(client):
    answer = client.get("/styleguide/")
    assert answer.status_code == 302
    assert "/accounts/sign-in/" in answer["Location"]
