"""A scanner as ClamAV's daemon speaks, on a socket: what it was asked, and what it is told to answer."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class Scanner:
    def __init__(self, path: Path, answer: Callable[[bytes], bytes]) -> None:
        self.path, self.answer, self.shown = path, answer, []
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(path))
        self.socket.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            with line, line.makefile("rb") as heard:
                line.sendall(self._said(heard))

    def _said(self, heard) -> bytes:
        word = b""
        while not word.endswith(b"\0"):
            word += heard.read(1)
        if word == b"zPING\0":
            return b"PONG\0"
        assert word == b"zINSTREAM\0"
        body = b""
        while length := struct.unpack("!L", heard.read(4))[0]:
            body += heard.read(length)
        self.shown.append(body)
        return self.answer(body)


@contextmanager
def scanning(path: Path, answer: Callable[[bytes], bytes]) -> Iterator[Scanner]:
    scanner = Scanner(path, answer)
    try:
        yield scanner
    finally:
        scanner.socket.shutdown(socket.SHUT_RDWR)
        scanner.socket.close()
        path.unlink()
