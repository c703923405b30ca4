"""题目: what a question is, how it is written down, and what makes a questionnaire sound. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

KINDS = {
    "single": "单选题",
    "multiple": "多选题",
    "scale": "打分题",
    "matrix": "矩阵题",
    "ranking": "排序题",
    "number": "数字题",
    "date": "日期题",
    "text": "问答题",
    "file": "上传题",
}
CHOICES = frozenset({"single", "multiple", "matrix", "ranking"})
COUNTED = frozenset({"single", "multiple", "scale"})  # what groups and conditions may be made of
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
END = "end"
MOST_ITEMS, MOST_OPTIONS = HOUSE["HOUSE-140"].sets((60, len(LETTERS)))
LONGEST_TEXT = HOUSE["HOUSE-140"].sets(1000)
HIGHEST_SCORE = 10
OTHER = "其他"

Option = tuple[str, str]  # its letter, and its words


@dataclass(frozen=True, slots=True)
class Item:
    """A question. `low` and `high` bound a score, a number, or how many options are chosen.

    `show_if` is an earlier question and the letters of its options, one of which must be chosen;
    `go_to` leads from a letter to the code of a later question, or to the end.
    """

    code: str
    kind: str
    text: str
    help: str = ""
    required: bool = True
    new_page: bool = False
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    has_other: bool = False
    shuffle: bool = False
    low: int | None = None
    high: int | None = None
    low_text: str = ""
    high_text: str = ""
    show_if: tuple[str, tuple[str, ...]] | None = None
    go_to: tuple[tuple[str, str], ...] = ()

    @property
    def scores(self) -> range:
        """Return the points of a scale."""
        return range(self.low if self.low is not None else 1, (self.high or 5) + 1)

    @property
    def top(self) -> int:
        """Return the most points of a scale."""
        return self.scores[-1]

    @property
    def kind_label(self) -> str:
        """Return what its kind is called."""
        return KINDS[self.kind]

    @property
    def bounds(self) -> str:
        """Say what bounds an answer; "" where nothing does."""
        low, high = self.low, self.high
        if self.kind == "scale":
            ends = f"（{self.low_text}—{self.high_text}）" if self.low_text else ""
            return f"{self.scores[0]} 至 {self.top} 分{ends}"
        if self.kind == "multiple":
            said = [f"最少 {low} 项" if low else "", f"最多 {high} 项" if high else ""]
            return "，".join(filter(None, said))
        if self.kind == "ranking":
            return f"排前 {high} 位" if high else "排出全部"
        if self.kind == "number":
            bounds = (("不小于", low), ("不大于", high))
            return "，".join(f"{words} {end}" for words, end in bounds if end is not None)
        return f"不超过 {high} 字" if self.kind == "text" and high else ""

    @property
    def other(self) -> str:
        """Return the letter of the option that asks for words of one's own; "" without one."""
        return self.options[-1][0] if self.has_other and self.options else ""

    @property
    def choices(self) -> tuple[Option, ...]:
        """Return what one may choose: options, or the points of a scale."""
        if self.kind == "scale":
            return tuple((str(point), str(point)) for point in self.scores)
        return self.options

    def said(self, letter: str) -> str:
        """Return the words of an option."""
        return dict(self.choices).get(letter, letter)


def lettered(lines: Iterable[str]) -> tuple[Option, ...]:
    """Give each line that says something its letter, in order; ValueError beyond Z."""
    said = [line.strip() for line in lines if line.strip()]
    return tuple(zip(LETTERS[: len(said)], said, strict=True))


def numbered(lines: Iterable[str]) -> tuple[Option, ...]:
    """Give each row of a matrix its number."""
    said = [line.strip() for line in lines if line.strip()]
    return tuple((str(number), line) for number, line in enumerate(said, 1))


def plain(items: Iterable[Item]) -> list[dict[str, Any]]:
    """Return questions as JSON holds them."""
    return [asdict(item) for item in items]


def _pairs(value: Iterable[Sequence[Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one), str(other)) for one, other in value)


def read_items(rows: Iterable[Mapping[str, Any]]) -> tuple[Item, ...]:
    """Return questions from what JSON held."""
    found = []
    for row in rows:
        shown = row.get("show_if")
        found.append(
            Item(
                **{
                    **row,
                    "options": _pairs(row.get("options", ())),
                    "rows": _pairs(row.get("rows", ())),
                    "go_to": _pairs(row.get("go_to", ())),
                    "show_if": (str(shown[0]), tuple(map(str, shown[1]))) if shown else None,
                }
            )
        )
    return tuple(found)


def pages(items: Sequence[Item]) -> list[list[Item]]:
    """Return the questions page by page."""
    found: list[list[Item]] = []
    for item in items:
        if item.new_page or not found:
            found.append([])
        found[-1].append(item)
    return found


def fresh_code(items: Iterable[Item], used: int = 0) -> str:
    """Return a code that no question of this questionnaire has or, as far as `used`, had."""
    last = max((int(item.code[1:]) for item in items), default=0)
    return f"q{max(last, used) + 1}"


def coded(item: Item, code: str) -> Item:
    """Return a new question with its code."""
    return replace(item, code=code)


def item_stands(item: Item) -> Verdict:
    """Judge one question by itself."""
    if item.kind not in KINDS:
        return refused("请选择题型")
    if not item.text.strip():
        return refused("请填写题目")
    if item.kind in CHOICES and len(item.options) < 2:
        return refused("至少要有两个选项，每行一个", HOUSE["HOUSE-140"])
    if len(item.options) > MOST_OPTIONS:
        return refused(f"选项最多 {MOST_OPTIONS} 个", HOUSE["HOUSE-140"])
    if len({words for _, words in item.options}) < len(item.options):
        return refused("有两个选项的文字相同")
    if item.kind == "matrix" and not item.rows:
        return refused("矩阵题至少要有一行，每行一个评价项目")
    if len({words for _, words in item.rows}) < len(item.rows):
        return refused("有两行的文字相同")
    return _bounds_stand(item)


def _bounds_stand(item: Item) -> Verdict:
    """Judge the smallest and the largest of a question."""
    if item.low is not None and item.high is not None and item.low > item.high:
        return refused("最小值大于最大值")
    if item.kind == "scale" and (len(item.scores) < 2 or item.scores[-1] > HIGHEST_SCORE):
        return refused(f"打分至少两档，最高 {HIGHEST_SCORE} 分")
    if item.kind == "scale" and item.scores[0] < 0:
        return refused("分数不能是负数")
    if item.kind in {"multiple", "ranking"}:
        most = len(item.options)
        if any(one is not None and not 0 <= one <= most for one in (item.low, item.high)):
            return refused(f"最少、最多选几项应在 0 到 {most} 之间")
    return ALLOWED


def sound(items: Sequence[Item]) -> Verdict:
    """Judge whether a questionnaire may be asked: each question, and every way through it."""
    if not items:
        return refused("还没有题目")
    if len(items) > MOST_ITEMS:
        return refused(f"题目最多 {MOST_ITEMS} 道", HOUSE["HOUSE-140"])
    for number, item in enumerate(items, 1):
        verdict = item_stands(item)
        verdict = verdict and branches_stand(items, number - 1)
        if not verdict:
            return refused(f"第 {number} 题：{verdict.reason}", verdict.clause)
    return ALLOWED


def branches_stand(items: Sequence[Item], place: int) -> Verdict:
    """Judge the conditions of one question: earlier ones decide, and ways lead onwards only."""
    item = items[place]
    before = {one.code: one for one in items[:place]}
    after = {one.code for one in items[place + 1 :]}
    if item.show_if:
        code, letters = item.show_if
        if code not in before or before[code].kind not in COUNTED:
            return refused("显示条件只能用前面的单选题、多选题、打分题", HOUSE["HOUSE-140"])
        known = {letter for letter, _ in before[code].choices}
        if not letters or not set(letters) <= known:
            return refused("显示条件里的选项不存在", HOUSE["HOUSE-140"])
    if item.go_to and item.kind != "single":
        return refused("只有单选题可以跳题", HOUSE["HOUSE-140"])
    for letter, target in item.go_to:
        if letter not in dict(item.options):
            return refused(f"跳题用到的选项 {letter} 不存在", HOUSE["HOUSE-140"])
        if target != END and target not in after:
            return refused("只能跳到后面的题目，或者结束", HOUSE["HOUSE-140"])
    return ALLOWED


def numbers(items: Sequence[Item]) -> dict[str, int]:
    """Return which number each question has on paper, by its code."""
    return {item.code: number for number, item in enumerate(items, 1)}


def placed(items: Sequence[Item], item: Item, at: int | None = None) -> tuple[Item, ...]:
    """Put a question in: instead of the one with its code, or as a new one at `at`, or last.

    Conditions that name its options follow their words to their new letters.
    """
    old = next((one for one in items if one.code == item.code), None)
    if old is None:
        where = len(items) if at is None else at
        return (*items[:where], item, *items[where:])
    moved = {
        letter: new for letter, words in old.choices for new, said in item.choices if said == words
    }
    return tuple(item if one.code == item.code else _follow(one, item.code, moved) for one in items)


def _follow(one: Item, code: str, moved: Mapping[str, str]) -> Item:
    """Let a condition name the options by their new letters; one that is gone keeps its old."""
    if one.show_if is None or one.show_if[0] != code:
        return one
    letters = tuple(moved.get(letter, letter) for letter in one.show_if[1])
    return replace(one, show_if=(code, letters))


def moved(items: Sequence[Item], code: str, by: int) -> tuple[Item, ...]:
    """Move a question up or down; at the end of the list it stays."""
    order = list(items)
    here = next(place for place, one in enumerate(order) if one.code == code)
    there = min(max(here + by, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    return tuple(order)


def may_drop(items: Sequence[Item], code: str) -> Verdict:
    """Judge whether a question may go: none may hang on it."""
    number = numbers(items)
    for one in items:
        leads = code in {target for _, target in one.go_to}
        if leads or (one.show_if and one.show_if[0] == code):
            return refused(f"第 {number[one.code]} 题的跳题或者显示条件用到这一题，请先修改那一题")
    return ALLOWED
