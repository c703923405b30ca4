"""An archive as the server hands it out, a zip: lent as the folder that it holds."""

import shutil
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile, is_zipfile

from ..crypto.group import Refused

LONGEST = 80  # characters of a name; no file of an archive has more


@contextmanager
def unpacked(archive: Path) -> Iterator[Path]:
    """Lend the folder: the archive itself, or what a zip holds in a place that is thrown away.

    Raises Refused for a file that is no zip or cannot be read, OSError where the disk is full.
    """
    if archive.is_dir():
        yield archive
        return
    if not is_zipfile(archive):
        raise Refused("档案既不是文件夹，也不是 ZIP 文件")
    with TemporaryDirectory(prefix="zhijia-verify-") as place:
        try:
            with ZipFile(archive) as packed:
                _unpack(packed, Path(place))
        # What zipfile says of a broken, a locked and a strangely packed file.
        except (BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            raise Refused(f"ZIP 文件读不出来，请重新下载：{error}") from None
        yield Path(place)


def _unpack(packed: ZipFile, place: Path) -> None:
    """Write every file side by side: one that lies in a folder is one too many, and is seen."""
    names = [name for name in packed.namelist() if not name.endswith("/")]
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        raise Refused(f"ZIP 文件里有两个 {twice[0][:LONGEST]}")
    tops = {name.partition("/")[0] if "/" in name else "" for name in names}
    cut = len(tops.pop()) + 1 if len(tops) == 1 and "" not in tops else 0
    for name in names:
        with packed.open(name) as source, (place / _safe(name[cut:])).open("wb") as file:
            shutil.copyfileobj(source, file)


def _safe(name: str) -> str:
    """Return a name that stays in its folder, and is told from those of an archive."""
    flat = name.replace("/", "／").replace("\\", "＼")[:LONGEST]
    return flat if flat.strip(".") else f"（{flat}）"
