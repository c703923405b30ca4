"""What passes between reading a sheet and writing its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ADD, CHANGE, SAME, REFUSED, MISSING = "add", "change", "same", "refused", "missing"
WORDS: dict[str, str] = {
    ADD: "新增",
    CHANGE: "变更",
    SAME: "不变",
    REFUSED: "不能导入",
    MISSING: "表中没有",
}
PROMISED = {ADD: "可以导入（新增）", CHANGE: "可以导入（变更）", SAME: "不变", REFUSED: "不能导入"}
DONE = {ADD: "已新增", CHANGE: "已变更", SAME: "不变", REFUSED: "未导入"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was read: its values by key, what refuses it and what is to be checked.

    `row` is the number Excel shows, `sheet` None in a CSV file. The text form shows no value.
    """

    row: int
    sheet: str | None
    values: Mapping[str, str] = field(repr=False)
    refused: tuple[str, ...] = ()
    flagged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read: its lines, the sheets left out and why, doubts about its header.

    `doubts` are (sheet, header row, words).
    """

    lines: tuple[Line, ...]
    skipped: tuple[tuple[str, str], ...] = ()
    doubts: tuple[tuple[str | None, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs: its label, what stands now and what would; masked where sensitive."""

    label: str
    before: str = field(repr=False)
    after: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Judged:
    """A line and what becomes of it.

    `title` and `detail` name the row on the page. `target` is the row it changes, as it stood at
    `version`; `place` is the key of the unit it goes to; `values` are what will be written. After
    the writing `target` and `version` are the row's own, and `before` is what undoing puts back.
    """

    kind: str
    title: str = field(repr=False)
    detail: str = field(default="", repr=False)
    row: int = 0
    sheet: str | None = None
    messages: tuple[str, ...] = ()
    target: int | None = None
    version: int = 0
    place: int | None = None
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    changes: tuple[Change, ...] = ()
    before: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def said(self) -> str:
        """Return what the column 导入结果 says before the import is confirmed."""
        return "：".join(filter(None, [PROMISED[self.kind], "".join(self.messages)]))

    @property
    def done(self) -> str:
        """Return what the column 导入结果 says once it is done."""
        return "：".join(filter(None, [DONE[self.kind], "".join(self.messages)]))
