"""What follows from the first reading: paper, seal, end. docs/ballot-protocol.md 9.2, 10."""

from ..crypto import board
from ..crypto.board import NAMES
from ..crypto.group import Refused
from ..crypto.statements import Paper
from .scan import Scan


def draw(scan: Scan) -> None:
    """Make the checks that need the whole board."""
    with scan.findings.check("paper"):
        _check_paper(scan)
    with scan.findings.check("sealed"):
        if scan.ballots_named is None:
            raise Refused("没有封存")
        if scan.ballots_named != scan.counted:
            raise Refused(f"封存写的是 {scan.ballots_named} 张，应当计票 {scan.counted} 张")
    with scan.findings.check("closed"):
        if not scan.order.counts.get(board.CLOSED):
            raise Refused("没有截止")
    with scan.findings.check("enough"):
        _check_end(scan)


def is_opened(scan: Scan) -> bool:
    """Tell whether there are enough ballots to open."""
    return scan.counted >= scan.setting.manifest.m


def _check_end(scan: Scan) -> None:
    phase = NAMES.get(scan.order.phase, "开头")
    if is_opened(scan) and scan.order.phase != board.RESULT:
        raise Refused(f"公告板停在“{phase}”，没有结果")
    if not is_opened(scan) and scan.order.phase != board.SEALED:
        m = scan.setting.manifest.m
        raise Refused(f"计票 {scan.counted} 张，不足 {m} 张，应当停在“封存”，却有“{phase}”")


def _check_paper(scan: Scan) -> None:
    """Check that paper was added up apart only where both sides are large enough (10.2)."""
    m, paper = scan.setting.manifest.m, scan.paper
    if paper is None:
        if scan.keyed_in:
            raise Refused("没有纸质票，却有代录票")
        return
    if paper.valid >= m and scan.electronic >= m:
        if scan.keyed_in:
            raise Refused("纸质票和电子票都够数，不应当有代录票")
        _check_numbers(scan, paper)
        return
    if paper.cells or paper.writes:
        raise Refused(f"纸质票或者电子票不足 {m} 张，不应当单独公布")
    if scan.keyed_in != paper.valid:
        raise Refused(f"有效纸质票 {paper.valid} 张，代录票 {scan.keyed_in} 张")


def _check_numbers(scan: Scan, paper: Paper) -> None:
    layout, contests = scan.setting.manifest.layout, scan.setting.manifest.contests
    if len(paper.cells) != len(layout.cells):
        raise Refused("纸质票的格数和选票不一致")
    if any(not 0 <= one.of(paper.cells) <= one.most * paper.valid for one in layout.sums):
        raise Refused("纸质票的票数超过所能投的")
    if not set(paper.writes) <= {one.id for one in contests if one.slots}:
        raise Refused("纸质票另选人的项目不对")
    known = {member for member, _ in scan.setting.roster}
    if any(not set(rows) <= known for rows in paper.writes.values()):
        raise Refused("纸质票另选的人不在名册上")
