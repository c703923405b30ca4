"""A server that knows nothing but one ballot: what the voter's page is tried on."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import path

from zhijia.ballots.client import CHECKER, VOTER
from zhijia.ballots.crypto import canonical, hashes
from zhijia.ballots.crypto.group import base
from zhijia.ballots.views.client import client_page
from zhijia.platform.web import public
from zhijia.site.urls import urlpatterns as product

SERVER = bytes([7]) * 32
SECRET = 123456789
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
            "id": "6a0cd8a2-0000-4000-8000-000000000001",
            "protocol": "zhijia-ballot/1",
            "revote": revote,
            "roster": root(leaves).hex(),
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


for view in (vote, check, cast, spoil):
    public(view)
    view.csrf_exempt = True  # type: ignore[attr-defined]

urlpatterns = [
    path("vote/", vote),
    path("check/", check),
    path("cast/", cast),
    path("spoil/", spoil),
    *product,
]
