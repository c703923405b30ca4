"""归档目录: what the archive of a meeting holds, each file with the hash of its content. Pure."""

from collections.abc import Sequence

from zhijia.platform.papers import Paper
from zhijia.platform.wording import written

from .told import Convening, Filed

CONTENTS, HASHES = "归档目录.docx", "校验和.txt"


def contents(told: Convening) -> bytes:
    """归档目录: folder by folder, lying on A4; a hash in two lines of 32."""
    paper = Paper(f"{told.heading}\n归档目录", landscape=True)
    paper.paragraph(
        f"会议日期 {written(told.opened_on or told.meets_on)}，归档日期 {written(told.drawn_on)}，"
        f"共 {len(told.filed)} 件。每件列出 SHA-256 校验和；校验和与文件不符的，文件已被改动。"
    )
    rows = [
        (str(n), one.folder, one.name, f"{one.size:,}", f"{one.digest[:32]}\n{one.digest[32:]}")
        for n, one in enumerate(told.filed, 1)
    ]
    heads = ["序号", "类别", "文件", "字节", "SHA-256"]
    paper.table(heads, rows, widths=[1.5, 4, 8, 2.5, 12])
    paper.signature(told.unit, told.drawn_on)
    return paper.to_bytes()


def hashes(filed: Sequence[Filed]) -> str:
    """Return the lines that `sha256sum -c` reads, in the folder the archive was unpacked to."""
    return "".join(f"{one.digest}  {one.folder}/{one.name}\n" for one in filed)
