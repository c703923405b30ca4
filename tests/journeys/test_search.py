"""Finding somebody with the keyboard alone, and with a thumb."""

from playwright.sync_api import expect

from .conftest import DESKTOP, PHONE


def test_a_desk_finds_a_colleague_by_keyboard(story_told, enter):
    page = enter("1002", **DESKTOP)

    page.wait_for_load_state()  # before that the page knows no keys
    page.keyboard.press("/")
    page.keyboard.type("文静")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("文静")
    page.get_by_role("link", name="李文静").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("李文静")


def test_a_phone_finds_a_task_by_its_words(story_told, enter):
    page = enter("2001", **PHONE)

    page.get_by_role("link", name="搜索", exact=True).click()
    page.get_by_label("姓名、工号、单位").fill("医德医风")
    page.get_by_role("main").get_by_role("button", name="搜索").click()

    expect(page.get_by_text("医德医风").first).to_be_visible()
    expect(page.get_by_role("heading", name="任务")).to_be_visible()
