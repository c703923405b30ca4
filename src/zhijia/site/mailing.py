"""Where mail is handed over: ZHIJIA_SMTP as Django's settings. No Django."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PORTS = {"smtp": 25, "smtps": 465}
STARTTLS_PORT = 587
SHAPE = "smtp://用户:密码@主机:端口?from=发件地址&tls=1"


def smtp(url: str) -> dict[str, Any]:
    """Return Django's settings for a mail server, `smtp://user:pass@host:port?from=…&tls=1`.

    `smtps` speaks TLS from the first byte, `tls=1` after STARTTLS; `%40` in a name is an @. Without
    an address there is no host, and whoever would send mail asks `EMAIL_HOST` first. ValueError, in
    Chinese and without the password, where it cannot be read.
    """
    if not url:
        return {"EMAIL_HOST": ""}
    parts = urlsplit(url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    is_late = asked.get("tls") == "1"
    port = parts.netloc.rpartition("@")[2].rpartition("]")[2].partition(":")[2]
    is_sound = parts.scheme in PORTS and parts.hostname and (not port or port.isdecimal())
    if not is_sound or "@" not in asked.get("from", ""):
        raise ValueError(f"ZHIJIA_SMTP 应当写成 {SHAPE}（smtps:// 为全程加密）")
    if is_late and parts.scheme == "smtps":
        raise ValueError("ZHIJIA_SMTP 写了 smtps:// 就不要再写 tls=1")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": int(port) if port else (STARTTLS_PORT if is_late else PORTS[parts.scheme]),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": is_late,
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "DEFAULT_FROM_EMAIL": asked["from"],
    }
