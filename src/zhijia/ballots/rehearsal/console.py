"""`zhijia ballots rehearse`: hold an invented election, leave its archive, read out its result."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from ..crypto.group import Refused
from ..verify import telling
from ..verify.verifier import verify
from .electing import Rehearsal
from .invented import Asked
from .told import read_out

DONE, NOT_VERIFIED, REFUSED = 0, 1, 2


def ballots(argv: Sequence[str], out: TextIO, err: TextIO) -> int:
    """Run `zhijia ballots …`; return 0 when done, 2 after saying why not."""
    asked = _parser().parse_args(argv)

    def told(step: str) -> None:
        print(step, file=out, flush=True)

    try:
        size = Asked(
            voters=asked.voters,
            candidates=asked.candidates,
            seats=asked.seats,
            write_ins=asked.write_ins,
            paper=asked.paper,
            kind=asked.kind,
            is_in_hall=asked.hall,
        )
        Rehearsal(size, told, asked.workers).write(asked.out)
        verdict = verify(asked.out, is_fast=True)
    except (Refused, OSError) as error:
        print(f"演练没有完成：{error}", file=err)
        return REFUSED
    print(f"\n{telling.text(verdict)}", file=out)
    print("\n".join(read_out(verdict)), file=out)
    print(f"\n档案在 {asked.out}，可以随时核验：zhijia-verify {asked.out}", file=out)
    return DONE if verdict.is_verified else NOT_VERIFIED


def _count(typed: str) -> int:
    if not typed.isdecimal():
        raise argparse.ArgumentTypeError("应当是整数")
    return int(typed)


def _workers(typed: str) -> int:
    return max(1, _count(typed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("zhijia ballots")
    commands = parser.add_subparsers(required=True, metavar="rehearse")
    command = commands.add_parser("rehearse", help="演练一次选举，留下档案")
    command.add_argument("--voters", type=_count, required=True, metavar="N", help="选举人数")
    command.add_argument("--candidates", type=_count, required=True, metavar="C", help="候选人数")
    command.add_argument("--seats", type=_count, required=True, metavar="K", help="应选人数")
    command.add_argument("--write-ins", type=_count, default=0, metavar="S", help="另选人栏数")
    command.add_argument("--paper", type=_count, default=0, metavar="P", help="领取纸质票的人数")
    command.add_argument("--out", type=Path, required=True, metavar="档案", help="新建的文件夹")
    command.add_argument(
        "--kind", choices=["votes", "marks"], default="votes", help="赞成、不赞成、弃权，或者只划选"
    )
    command.add_argument("--hall", action="store_true", help="现场电子投票，每人只投一次")
    command.add_argument("--workers", type=_workers, default=1, metavar="N", help="用几个进程")
    return parser
