"""`zhijia-verify ARCHIVE`: verify an archive without Django and without a database.

Exit status: 0 verified, 1 not verified, 2 asked wrongly or not finished.
"""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from ..crypto.group import Refused
from ..crypto.hashes import unhex
from . import decaf, telling, workers
from .archive import HASH
from .packed import unpacked
from .verifier import Verdict, verify
from .workers import Work

VERIFIED, NOT_VERIFIED, UNFINISHED = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Verify what was asked for, print the report, return the exit status."""
    asked = _parser().parse_args(argv)
    if not asked.archive.exists():
        return _stop(f"没有找到档案“{asked.archive}”")
    try:
        work = _work(asked)
        verdict = _verdict(asked, work)
        if asked.report:
            asked.report.write_text(telling.page(verdict), "utf-8")
    except ImportError:
        return _stop("没有安装 Dask，请先安装：pip install 'zhijia[dask]'")
    except BrokenProcessPool:
        return _stop("核验进程中途退出，没有完成核验，请重新运行")
    except OSError as error:
        return _stop(f"读写出错，没有完成核验：{error}")
    if asked.fast and not decaf.AT_HAND:
        print("没有 libdecaf0，改用逐张核验，结果相同，时间较长。", file=sys.stderr)
    print(telling.text(verdict), end="")
    return VERIFIED if verdict.is_verified else NOT_VERIFIED


def _verdict(asked: argparse.Namespace, work: Work) -> Verdict:
    """Verify a folder or a zip; one that cannot be read is a finding about its files."""
    try:
        with unpacked(asked.archive) as folder:
            return verify(folder, eid=asked.eid, head=asked.head, is_fast=asked.fast, work=work)
    except Refused as error:
        verdict = Verdict()
        verdict.findings.bad("files", str(error))
        return verdict


def _work(asked: argparse.Namespace) -> Work:
    if asked.dask:
        return workers.dask(asked.dask)
    return workers.processes(asked.workers) if asked.workers > 1 else workers.here


def _stop(why: str) -> int:
    print(why, file=sys.stderr)
    return UNFINISHED


def _hash(typed: str) -> bytes:
    """Take 32 bytes of hex as somebody copied them from a poster."""
    try:
        return unhex("".join(typed.split()).lower(), HASH)
    except Refused:
        raise argparse.ArgumentTypeError("应当是 64 位十六进制") from None


def _workers(typed: str) -> int:
    if not typed.isdecimal() or not 1 <= int(typed) <= 1024:
        raise argparse.ArgumentTypeError("应当是 1 至 1024 的整数")
    return int(typed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "zhijia-verify", description="核验一份选举档案：0 通过，1 不通过，2 没有完成"
    )
    parser.add_argument(
        "archive", type=Path, metavar="档案", help="档案：下载的 ZIP 文件，或者解压以后的文件夹"
    )
    parser.add_argument("--eid", type=_hash, help="公布的选举标识，和档案比对")
    parser.add_argument("--head", type=_hash, help="抄下的公告板末端，和档案比对")
    parser.add_argument("--fast", action="store_true", help="成批核验（libdecaf）")
    parser.add_argument(
        "--workers", type=_workers, default=1, metavar="N", help="用几个进程，默认 1"
    )
    parser.add_argument("--dask", metavar="ADDRESS", help="用这个地址的 Dask 集群")
    parser.add_argument("--report", type=Path, metavar="FILE", help="另写出一页报告（HTML）")
    return parser
