"""Providers that behave badly, on this machine: one that speaks Notify's HTTP, one that speaks SMTP.

Each keeps what it accepted, and does as it is told: answers, is slow, hangs up in the middle, lies.
"""

import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


SLOW = 1.0  # seconds: longer than these tests let a transport wait


class NotifyLike:
    """`mood` is what it does with the next letters: ok, 429, 500, silent 500 (accepts all the same), slow."""

    def __init__(self) -> None:
        self.mood, self.fate = "ok", "delivered"
        self.letters: list[dict[str, Any]] = []
        self.asked = 0

    def accept(self, letter: dict[str, Any]) -> dict[str, str]:
        self.letters.append(letter)
        return {"id": f"n-{len(self.letters)}"}

    def answer_post(self, letter: dict[str, Any]) -> tuple[int, Any]:
        if self.mood == "ok":
            return 201, self.accept(letter)
        if self.mood == "slow":
            self.accept(letter)
            time.sleep(SLOW)
            return 201, {}
        if self.mood == "silent 500":
            self.accept(letter)
            return 500, {}
        return int(self.mood), {}

    def answer_get(self, url: str) -> tuple[int, Any]:
        if self.mood in ("429", "503"):
            return int(self.mood), {}
        sought = parse_qs(urlsplit(url).query).get("reference", [""])[0]
        if not sought:
            return 200, {"status": self.fate}
        places = [n for n, letter in enumerate(self.letters, 1) if letter["reference"] == sought]
        return 200, {"notifications": [{"id": f"n-{n}"} for n in places]}


class _Http(BaseHTTPRequestHandler):
    provider: NotifyLike

    def do_POST(self) -> None:
        self.provider.asked += 1
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["Authorization"].startswith("Bearer ")
        self._say(*self.provider.answer_post(body))

    def do_GET(self) -> None:
        self._say(*self.provider.answer_get(self.path))

    def _say(self, status: int, body: Any) -> None:
        told = json.dumps(body).encode()
        try:
            self.send_response(status)
            self.send_header("Retry-After", "90")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)
        except OSError:
            return  # whoever asked did not wait

    def log_message(self, *words: Any) -> None:
        return


@contextmanager
def notify_like() -> Iterator[tuple[NotifyLike, str]]:
    provider = NotifyLike()
    handler = type("Handler", (_Http,), {"provider": provider})
    with _serving(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as port:
        yield provider, f"127.0.0.1:{port}"


class SmtpLike:
    """`mood`: ok; a code to answer a letter with; `hang up`, which is after it has all of a letter."""

    def __init__(self) -> None:
        self.mood = "ok"
        self.letters: list[str] = []


class _Smtp(socketserver.StreamRequestHandler):
    provider: SmtpLike

    def handle(self) -> None:
        self._say(220, "here")
        for line in iter(self.rfile.readline, b""):
            word = line.decode().split()[0].upper() if line.strip() else ""
            if word == "DATA":
                if not self._take():
                    return
            elif word == "QUIT":
                self._say(221, "bye")
                return
            elif word == "RCPT" and self.provider.mood.isdecimal():
                self._say(int(self.provider.mood), "no")
            else:
                self._say(250, "yes")

    def _take(self) -> bool:
        self._say(354, "go on")
        lines = []
        for line in iter(self.rfile.readline, b".\r\n"):
            lines.append(line.decode())
        self.provider.letters.append("".join(lines))
        if self.provider.mood == "hang up":
            return False
        self._say(250, "taken")
        return True

    def _say(self, code: int, words: str) -> None:
        self.wfile.write(f"{code} {words}\r\n".encode())


@contextmanager
def smtp_like() -> Iterator[tuple[SmtpLike, int]]:
    provider = SmtpLike()
    handler = type("Handler", (_Smtp,), {"provider": provider})
    with _serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)) as port:
        yield provider, port


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[int]:
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
