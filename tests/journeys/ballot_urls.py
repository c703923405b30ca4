"""A server that knows nothing but one ballot: what the voter's page is tried on."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path

from zhijia.ballots.client import CHECKER, SIGNER, VOTER
from zhijia.ballots.crypto import canonical, hashes
from zhijia.ballots.crypto.credentials import key_of_code
from zhijia.ballots.crypto.group import base
from zhijia.ballots.views.client import client_page
from zhijia.platform.web import public
from zhijia.site.urls import urlpatterns as product

SERVER = bytes([7]) * 32
SECRET = 123456789
ID = "6a0cd8a2-0000-4000-8000-000000000001"
WATCH = "ZYXWVTSRQPNMKJHGFEDCBA9876"  # a scrutineer's code
NAMES = "王建国 李秀英 欧阳明 张伟 刘洋 陈静 赵磊 黄丽 周强 吴敏".split()
ROSTER: list[dict[str, str]] = [
    {"id": f"m{n:03}", "name": f"职工{n:03}（机修车间）"} for n in range(120)
]


def manifest(*, revote: bool = False, only_grades: bool = False) -> bytes:
    """Return a manifest of an election, an evaluation and a resolution."""
    people = [{"id": f"c{n}", "name": name} for n, name in enumerate(NAMES)]
    contests: list[dict[str, Any]] = [
        {
            "choices": people,
            "id": "1",
            "kind": "votes",
            "seats": 9,
            "slots": 9,
            "title": "工会委员会委员",
        },
        {
            "choices": people[:3],
            "grades": ["优秀", "称职", "基本称职", "不称职"],
            "id": "2",
            "kind": "grades",
            "title": "民主评议",
        },
        {
            "choices": [{"id": "r1", "name": "关于工作报告的决议"}],
            "id": "3",
            "kind": "resolution",
            "title": "决议",
        },
    ]
    leaves = sorted(canonical.dump(one) for one in ROSTER)
    return canonical.dump(
        {
            "contests": contests[1:2] if only_grades else contests,
            "id": ID,
            "protocol": "zhijia-ballot/1",
            "revote": revote,
            "roster": root(leaves).hex(),
            "scrutineers": [{"key": key_of_code(WATCH, "scrutineer", ID).hex(), "name": "监甲"}],
            "server": hashes.key_of(SERVER).hex(),
            "title": "第七届工会委员会选举",
            "unit": "山水集团机械厂工会",
        }
    )


def root(leaves: list[bytes]) -> bytes:
    """Return the root of docs/ballot-protocol.md 7.3."""
    row = [hashes.h32("leaf", leaf) for leaf in leaves]
    while len(row) > 1:
        pairs = [hashes.h32("node", *row[i : i + 2]) for i in range(0, len(row) - 1, 2)]
        row = [*pairs, *row[len(row) - len(row) % 2 :]]
    return row[0]


class Box:
    """What the page sent, and how the server answers."""

    ballots: list[bytes] = []
    spoiled: list[dict[str, Any]] = []
    signed: list[tuple[str, str]] = []
    refusals: list[tuple[int, dict[str, str]]] = []
    raw = manifest()


def data(**more: str) -> dict[str, Any]:
    return {
        "manifest": Box.raw.decode(),
        "h": base(SECRET).hex(),
        "roster": ROSTER,
        "title": "第七届工会委员会选举",
        "unit": "山水集团机械厂工会",
        "rehearsal": False,
        "cast": "/cast/",
        "spoil": "/spoil/",
        "check": "/check/",
        "back": "/",
        "sign_in": "/accounts/sign-in/",
        "csrf": "",
        **more,
    }


def vote(request: HttpRequest) -> HttpResponse:
    return client_page(request, "ballots/vote.html", VOTER, data())


def check(request: HttpRequest) -> HttpResponse:
    return client_page(request, "ballots/check.html", CHECKER, data())


def sign(request: HttpRequest) -> HttpResponse:
    asked = {"label": "seal", "seq": 7, "head": "ab" * 32, "ballots": 40, "post": "/signed/"}
    words = {"heading": "签署：封票", "words": "签署以后不再变动。", "verb": "签署"}
    facts = [["计入的选票", "40"], ["最后的链值", "ab" * 32]]
    page = data(**words, csrf=get_token(request)) | asked | {"facts": facts}
    return client_page(request, "ballots/sign.html", SIGNER, page)


def signed(request: HttpRequest) -> HttpResponse:
    Box.signed.append((request.POST["key"], request.POST["sig"]))
    return HttpResponse("收到签名")


def cast(request: HttpRequest) -> HttpResponseBase:
    if Box.refusals:
        status, said = Box.refusals.pop(0)
        return JsonResponse(said, status=status) if said else HttpResponse(status=status)
    Box.ballots.append(request.body)
    eid = hashes.h32("manifest", Box.raw)
    tracker = hashes.digest("tracker", eid, request.body[:32], texts(request.body))[:10]
    head = bytes([9]) * 32
    sig = hashes.sign(SERVER, "receipt", eid, hashes.u64(5), tracker, head)
    said = {"eid": eid, "tracker": tracker, "head": head, "sig": sig}
    return JsonResponse({"seq": 5, **{name: raw.hex() for name, raw in said.items()}})


def texts(ballot: bytes) -> bytes:
    """Return the ciphertexts of a ballot: 20 + 9 + 12 + 2 cells and 9 slots, or 12 cells."""
    count = 12 if len(ballot) < 10_000 else 52
    return ballot[32 : 32 + 64 * count]


def spoil(request: HttpRequest) -> HttpResponseBase:
    Box.spoiled.append(json.loads(request.body))
    return JsonResponse({})


for view in (vote, check, cast, spoil, sign, signed):
    public(view)
for view in (cast, spoil):
    view.csrf_exempt = True  # type: ignore[attr-defined]

urlpatterns = [
    path("vote/", vote),
    path("check/", check),
    path("cast/", cast),
    path("spoil/", spoil),
    path("sign/", sign),
    path("signed/", signed),
    *product,
]
