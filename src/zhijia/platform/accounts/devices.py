"""Which device signed in, in words its owner recognises; no version, no address."""

SYSTEMS = {
    "HarmonyOS": "鸿蒙设备",
    "Android": "安卓设备",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows 电脑",
    "Macintosh": "苹果电脑",
    "Linux": "Linux 电脑",
}
# What pretends to be another stands before it: all say Chrome, and Chrome says Safari.
BROWSERS = {
    "wxwork": "企业微信",
    "MicroMessenger": "微信",
    "DingTalk": "钉钉",
    "Lark": "飞书",
    "Edg": "Edge 浏览器",
    "Firefox": "火狐浏览器",
    "Chrome": "Chrome 浏览器",
    "Safari": "Safari 浏览器",
}


def device(agent: str) -> str:
    """Return the words for a User-Agent: Windows 电脑 · Edge 浏览器."""
    system = next((word for sign, word in SYSTEMS.items() if sign in agent), "其他设备")
    browser = next((word for sign, word in BROWSERS.items() if sign in agent), "其他浏览器")
    return f"{system} · {browser}"
