"""A model of somebody else's, small enough to stand on this machine for the length of a test."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

KEY = "sk-not-for-logs"


@dataclass
class Far:
    """What the model was asked, and what it answers: a text, or a status and a raw body."""

    answers: list[str | tuple[int, bytes]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    url: str = ""

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://").removesuffix("/v1")

    def said(self) -> str:
        """Return the words that were sent last, without the rules that go with them."""
        return str(self.asked[-1]["messages"][-1]["content"])

    def suggests(self, *entries: dict[str, str]) -> None:
        self.answers.append(json.dumps(list(entries), ensure_ascii=False))


def _reply(answer: str | tuple[int, bytes]) -> tuple[int, bytes]:
    if isinstance(answer, tuple):
        return answer
    whole = {"choices": [{"message": {"role": "assistant", "content": answer}}]}
    return 200, json.dumps(whole).encode()


@contextmanager
def standing() -> Iterator[Far]:
    """Let a model listen on loopback; without an answer of its own it finds nothing."""
    far = Far()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            far.asked.append(json.loads(self.rfile.read(length)))
            far.keys.append(self.headers.get("Authorization", ""))
            far.paths.append(self.path)
            status, body = _reply(far.answers.pop(0) if far.answers else "[]")
            self.send_response(status)
            if status == 302:
                self.send_header("Location", far.url + "/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    far.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield far
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
