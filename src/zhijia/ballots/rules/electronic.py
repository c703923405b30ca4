"""How an electronic vote goes on: which step is next, and who takes it. Pure."""

from dataclasses import dataclass

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .words import WATCHERS

# docs/ballot-protocol.md 6, 8–10, in order; each with who takes it.
STEPS = {
    "begin": ("开始准备电子投票", "desk"),
    "holders": ("密钥保管人登记公钥", "holder"),
    "lists": ("资格审查组交来公钥清单", "registrar"),
    "freeze": ("冻结选举清单", "desk"),
    "commit": ("密钥仪式第一轮：承诺", "holder"),
    "reveal": ("密钥仪式第二轮：公开", "holder"),
    "shares": ("密钥仪式第三轮：分发", "holder"),
    "confirm": ("密钥仪式第四轮：确认", "holder"),
    "board": ("核对口令词，建立公告板", "desk"),
    "vote": ("投票", "voter"),
    "close": ("监票人签署结束", "scrutineer"),
    "paper": ("纸质计票结果或者代录", "teller_a"),
    "seal": ("监票人签署封存计票", "scrutineer"),
    "mix": ("混洗另选人栏", "holder"),
    "open": ("解密合计", "holder"),
    "done": ("计票结果已经得出", ""),
}
ROUNDS = {1: "commit", 2: "reveal", 3: "shares", 4: "confirm"}
# What two scrutineers sign, by the kind of its entry.
STATEMENTS = {
    "closed": "结束投票",
    "sealed": "封存计票",
    "revoked": "注销凭证",
    "paper": "纸质计票结果",
}
LEAST_HOLDERS = HOUSE["HOUSE-243"].sets(3)
SIGNING = HOUSE["HOUSE-222"].sets(2)
# More ballots, or more slots for others, are checked in the background.
MOST_AT_ONCE, MOST_SLOTS_AT_ONCE = HOUSE["HOUSE-301"].sets((500, 2000))
WHO = {"desk": "工会主席、副主席或者干事", "voter": "选举人", **WATCHERS}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an electronic vote stands; `phase` is the board's, `round` the ceremony's."""

    state: str
    has_board_row: bool = False
    holders: int = 0
    holders_without_keys: int = 0
    has_lists: bool = False
    is_frozen: bool = False
    round: int = 0
    phase: str = ""
    is_stopped: bool = False
    needs_paper: bool = False
    needs_mixing: bool = False
    mixers_missing: int = 0
    is_counted: bool = False


def step_of(s: Standing) -> str:
    """Return the step that is next; a key of STEPS."""
    before = (
        ("begin", s.has_board_row),
        ("holders", not s.holders_without_keys),
        ("lists", s.has_lists),
        ("freeze", s.is_frozen),
        (ROUNDS.get(s.round, "board"), s.round > len(ROUNDS)),
        ("board", bool(s.phase)),
    )
    for step, is_done in before:
        if not is_done:
            return step
    return _after_opening(s)


def _after_opening(s: Standing) -> str:
    if s.phase == "open":
        return "close" if s.is_stopped else "vote"
    if s.phase in {"closed", "paper", "desk"}:
        return "paper" if s.needs_paper and s.phase == "closed" else "seal"
    if s.phase == "result":
        return "done"
    if s.needs_mixing and s.mixers_missing:
        return "mix"
    return "open"


def may_begin(state: str, *, is_electronic: bool, holders: int) -> Verdict:
    """Keys are made once the ballot is set, and by three holders at least."""
    if not is_electronic:
        return refused("这次表决只用纸质选票")
    if state != "set":
        return refused("定稿以后、投票开始以前才能准备密钥")
    if holders < LEAST_HOLDERS:
        return refused(f"密钥保管人至少 {LEAST_HOLDERS} 人", HOUSE["HOUSE-243"])
    return ALLOWED


def is_next(standing: Standing, *steps: str) -> Verdict:
    """Judge whether one of these steps is the next one."""
    step = step_of(standing)
    if step in steps:
        return ALLOWED
    return refused(f"现在的步骤是“{STEPS[step][0]}”")


def takes_long(ballots: int, slots: int) -> bool:
    """Say whether checking what a holder brings takes longer than a page may."""
    return ballots > MOST_AT_ONCE or slots > MOST_SLOTS_AT_ONCE


def threshold_for(holders: int) -> int:
    """Return how many holders open: more than half. docs/ballot-protocol.md 6.1."""
    return HOUSE["HOUSE-221"].sets(holders // 2 + 1)
