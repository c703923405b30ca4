"""Answers to what a kind asks: whether they will do, how they are kept and shown. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from zhijia.law import ALLOWED, Verdict, refused

from .declaring import Field


def is_empty(value: Any) -> bool:
    """Say whether nothing was answered; no and zero are answers."""
    return value is None or value == "" or (is_many(value) and not list(value))


def is_many(value: Any) -> bool:
    """Tell several answers, such as the people somebody ticked, from one."""
    return isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)


def suffices(fields: Iterable[Field], given: Mapping[str, Any]) -> Verdict:
    """Judge answers: what is required is there, long enough and not too long, among the choices."""
    for field in fields:
        verdict = _suffices(field, given.get(field.id))
        if not verdict:
            return verdict
    return ALLOWED


def _suffices(field: Field, value: Any) -> Verdict:
    if is_empty(value):
        return refused(f"请填写{field.label}") if field.required else ALLOWED
    if field.type in {"text", "long"}:
        return _fits(field, str(value))
    if field.choices:
        chosen = list(value) if is_many(value) else [value]
        if not {*map(str, chosen)} <= {*field.choices}:
            return refused(f"{field.label}请从所列选项中选择")
    return ALLOWED


def _fits(field: Field, text: str) -> Verdict:
    """Judge a text by its length."""
    long = len(text.strip())
    if field.limit and long > field.limit:
        return refused(f"{field.label}最多 {field.limit} 字，现有 {long} 字")
    if field.least and long < field.least:
        return refused(f"{field.label}至少 {field.least} 字，请写具体")
    return ALLOWED


def kept(fields: Iterable[Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers as JSON keeps them; what was not answered is left out."""
    return {
        field.id: _kept(given[field.id])
        for field in fields
        if field.id in given and not is_empty(given[field.id])
    }


def _kept(value: Any) -> Any:
    """Return one answer as JSON keeps it: days and amounts as text, people by their keys."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if is_many(value):
        return [_kept(one) for one in value]
    return getattr(value, "pk", value.strip() if isinstance(value, str) else value)


def parted(
    fields: Iterable[Field], values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values that lie open, and those that are sealed."""
    sealed = {field.id for field in fields if field.sealed}
    open_ = {key: value for key, value in values.items() if key not in sealed}
    return open_, {key: value for key, value in values.items() if key in sealed}


def shown(field: Field, value: Any, names: Mapping[int, str] | None = None) -> str:
    """Return one kept answer in the words of the page; `names` are those of members by key."""
    if is_empty(value):
        return ""
    if field.choices:
        chosen = value if isinstance(value, list) else [value]
        return "、".join(field.choices.get(str(one), str(one)) for one in chosen)
    if field.type in {"person", "people"}:
        keys = value if isinstance(value, list) else [value]
        return "、".join((names or {}).get(key, "") for key in keys)
    if field.type == "yes":
        return "是" if value else "否"
    if field.type == "money":
        return f"{Decimal(str(value)):,.2f} 元"
    return str(value)
