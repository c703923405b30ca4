"""Single files: a tool for whoever does not trust a server, opened from disk, asking nobody.

Each is put together from the same scripts as the pages, the same bytes whenever and wherever it is
made. Its own policy allows just these scripts and no request at all.
"""

import base64
import hashlib
import re
from functools import cache
from typing import NamedTuple

from .scripts import NOBLE, PROTOCOL, SODIUM, UQR, ours, text

STYLE = "ballots/client.css"
BOARD = ours(
    *(
        f"protocol/{name}"
        for name in ("manifest", "ceremony", "shuffle", "board", "archive", "verify")
    )
)
# In a script these would end it, or make the browser read on past its end.
ENDS = re.compile(rb"</script|<!--", re.IGNORECASE)

SHELL = """\
<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header class="head"><span class="head-mark" aria-hidden="true">职</span>\
<div><h1>{title}</h1><p>{note}</p></div></header>
<main id="main"{wide}><div id="{place}"><h2>正在打开</h2>\
<p>如果一直停在这里，请换成较新的 Chrome、Edge 或者 Firefox 打开这个文件。</p></div></main>
{scripts}
</body>
</html>
"""


class Tool(NamedTuple):
    """A single file: its title, what it says of itself, where it draws, its scripts in order."""

    title: str
    note: str
    place: str
    scripts: tuple[str, ...]
    is_wide: bool = False


TOOLS = {
    "verify": Tool(
        "核对表决档案",
        "任何人都可以用它重新检查一次表决，不联网",
        "ballot-verify",
        (NOBLE, UQR, *PROTOCOL, *BOARD, *ours("parts", "choosing", "verify_page")),
        is_wide=True,
    ),
    "holder": Tool(
        "密钥保管人工具",
        "密钥只在您自己的电脑上，不联网",
        "ballot-holder",
        (
            *(SODIUM, NOBLE, UQR, *PROTOCOL, *BOARD),
            *ours("parts", "choosing", "sealing", "verify_page", "holder_page"),
        ),
        is_wide=True,
    ),
    "registrar": Tool(
        "资格审查组发码工具",
        "谁是哪个码只在资格审查组手里，不联网",
        "ballot-registrar",
        (SODIUM, NOBLE, UQR, *PROTOCOL, *ours("parts", "sealing", "registrar_page")),
        is_wide=True,
    ),
    "checker": Tool(
        "选票核验页",
        "在另一部设备上看一张打开的选票里面是什么，不联网",
        "ballot-check",
        (SODIUM, NOBLE, UQR, *PROTOCOL, *ours("parts", "choosing", "proven", "check")),
    ),
}


def _hash(content: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}'"


@cache
def single(name: str) -> bytes:
    """Return the bytes of a tool. Raises KeyError, ValueError where a script would end early."""
    tool = TOOLS[name]
    style = text(STYLE)
    bodies = [text(script) for script in tool.scripts]
    for script, body in zip(tool.scripts, bodies, strict=True):
        if ENDS.search(body):
            raise ValueError(f"{script} cannot stand inside a page")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, bodies))} 'wasm-unsafe-eval'",
            f"style-src {_hash(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    page = SHELL.format(
        policy=policy,
        title=tool.title,
        note=tool.note,
        place=tool.place,
        wide=' class="wide"' if tool.is_wide else "",
        style=style.decode(),
        scripts="\n".join(f"<script>{body.decode()}</script>" for body in bodies),
    )
    return page.encode()


def fingerprint(name: str) -> str:
    """Return the SHA-256 of a tool in hex, as it is posted beside the download."""
    return hashlib.sha256(single(name)).hexdigest()
