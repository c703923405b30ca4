"""Which home somebody has: their own, the desk's, the leader's. By posts; kept in the session."""

from zhijia.platform.actor import Actor
from zhijia.platform.web import Request

KEY = "face"
OWN, DESK, LEADER = "own", "desk", "leader"
FACES = {OWN: "个人", DESK: "办公", LEADER: "领导"}
LEADERS = frozenset({"leader", "chair", "vice_chair"})
NO_DESK = frozenset({"member", "leader"})


def faces_of(actor: Actor) -> list[str]:
    """Return the homes that this person's posts open, in the order of FACES."""
    roles = {role for role, _, _ in actor.posts}
    opened = {OWN: True, DESK: bool(roles - NO_DESK), LEADER: bool(roles & LEADERS)}
    return [face for face in FACES if opened[face]]


def face_of(request: Request) -> str:
    """Return the home somebody chose, while their posts open it, or else their first.

    The desk comes first, for work waits there; who only leads begins with the leader's.
    """
    faces, chosen = faces_of(request.actor), request.session.get(KEY)
    if chosen in faces:
        return str(chosen)
    return next((face for face in (DESK, LEADER) if face in faces), OWN)


def choose_face(request: Request, face: str) -> None:
    """Keep this home for the session."""
    request.session[KEY] = face
