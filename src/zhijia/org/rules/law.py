"""法规口径: what a unit may choose where sources differ. Pure."""

from zhijia.law import ALLOWED, HOUSE, PACKS, SETTINGS, LawInForce, Verdict, refused
from zhijia.law.in_force import PACK, Setting

TOP = "top"


def is_question(key: str) -> bool:
    """Say whether there is something to choose under this key."""
    return key in SETTINGS or (key.startswith(PACK) and key.removeprefix(PACK) in PACKS)


def may_choose(key: str, value: str, *, is_top: bool, handed: LawInForce) -> Verdict:
    """Judge a choice; `handed` is what holds without it, `value` is empty to give a choice up."""
    clause = HOUSE["HOUSE-32"]
    if key not in SETTINGS or not value:
        return ALLOWED
    setting = SETTINGS[key]
    if setting.by == TOP and not is_top:
        return refused("这一项由最上级单位统一选择", clause)
    if value not in {str(one.value) for one in setting.choices}:
        return refused("请从所列的口径中选择")
    return _is_strict_enough(setting, value, handed, is_top=is_top)


def _is_strict_enough(setting: Setting, value: str, handed: LawInForce, *, is_top: bool) -> Verdict:
    """A unit below asks at least what it was handed from above."""
    now = getattr(handed, setting.key)
    if is_top or not setting.tightens or not setting.is_milder(setting.read(value), now):
        return ALLOWED
    if handed.origins[setting.key].chosen is None:
        return ALLOWED
    return refused(f"上级已定为“{setting.says(now)}”，本级只能同样或者更严", HOUSE["HOUSE-32"])
