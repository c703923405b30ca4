"""Where ballots come in. No page: the voter's page sends bytes here and shows what comes back.

Nothing is written in these requests but what stands on the board (decision 0054).
"""

from http import HTTPStatus

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from zhijia.platform.acts import Refused
from zhijia.platform.web import Request, traceless

from .. import actions, queries
from ..models import Ballot, Board

MOST_OPENED = 2**20  # bytes of an opened ballot


def _no(status: HTTPStatus, why: object, **more: str) -> HttpResponse:
    return JsonResponse({"words": str(why), **more}, status=status)


def _body(request: Request, most: int) -> bytes | HttpResponse:
    """Read what was sent, or answer why not; what is too long is not read at all."""
    length = request.headers.get("Content-Length", "")
    if not length.isdigit():
        return _no(HTTPStatus.LENGTH_REQUIRED, "请求没有写明长度")
    if int(length) > most:
        return _no(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"收到的内容超过 {most} 字节，没有收下")
    return request.read(most)


def _kept(ballot: Ballot, raw: bytes, *, is_cast: bool, board: Board | None) -> dict[str, object]:
    """Put it on the board; return what the voter keeps."""
    if is_cast:
        return actions.cast(ballot=ballot, raw=raw, now=now(), board=board)._asdict()
    row = actions.spoil(ballot=ballot, raw=raw, now=now())
    return {"seq": row.seq, "head": row.hash}


def _answer(ballot: Ballot, raw: bytes, *, is_cast: bool, board: Board | None) -> HttpResponse:
    """Put it on the board and answer with the receipt, or say why not."""
    try:
        return JsonResponse(_kept(ballot, raw, is_cast=is_cast, board=board))
    except actions.NotListed as error:
        why = error.verdict.reason
        return _no(HTTPStatus.UNPROCESSABLE_ENTITY, why, reason="credential")
    except Refused as error:
        return _no(HTTPStatus.UNPROCESSABLE_ENTITY, error.verdict.reason)
    except actions.Unkept:
        text = "服务器暂时存不下（磁盘或者数据库故障），没有收下这张选票；请不要关闭页面，稍后再投"
        return _no(HTTPStatus.SERVICE_UNAVAILABLE, text)


def _taken(request: Request, pk: int, *, is_cast: bool) -> HttpResponse:
    """Take a ballot, or one that was opened, from who may bring it."""
    if board := queries.voting(request.actor, pk):
        ballot = board.ballot
    else:
        ballot = get_object_or_404(queries.ballots_seen(request.actor), pk=pk)
        if not (may := queries.may_cast(request.actor, ballot)):
            return _no(HTTPStatus.FORBIDDEN, may)
    raw = _body(request, queries.ballot_size(ballot) if is_cast else MOST_OPENED)
    if isinstance(raw, HttpResponse):
        return raw
    return _answer(ballot, raw, is_cast=is_cast, board=board)


@require_POST
@traceless
def cast(request: Request, pk: int) -> HttpResponse:
    """Take a ballot: its bytes as application/octet-stream."""
    return _taken(request, pk, is_cast=True)


@require_POST
@traceless
def spoil(request: Request, pk: int) -> HttpResponse:
    """Take a ballot that was opened to check the page: canonical JSON."""
    return _taken(request, pk, is_cast=False)
