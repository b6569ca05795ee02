"""The wire between the web server and its database, which a test may cut.

To the service a cut looks as if the database had stopped at that moment: what was being asked gets no
answer, and new connections find nobody.
"""

import contextlib
import socket
import threading
from pathlib import Path


NAME = ".s.PGSQL.5432"


class Wire:
    def __init__(self, folder: Path, host: str, port: str) -> None:
        self.path, self.host, self.port = folder / NAME, host, port
        self.ends: list[socket.socket] = []
        self.mend()

    def mend(self) -> None:
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(self.path))
        self.door.listen(32)
        threading.Thread(target=self._let_in, args=[self.door], daemon=True).start()

    def cut(self) -> None:
        self.path.unlink()
        for end in [self.door, *self.ends]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.ends = []

    def _let_in(self, door: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = door.accept()
                there = self._to_the_server()
                self.ends += [here, there]
                threading.Thread(target=self._join, args=[here, there], daemon=True).start()

    def _join(self, here: socket.socket, there: socket.socket) -> None:
        """Both ways, until either side has hung up. What is done with is closed: a process may hold
        a thousand files open, and the web server asks for a new connection with each request."""
        back = threading.Thread(target=_carry, args=[there, here], daemon=True)
        back.start()
        _carry(here, there)
        back.join()
        for end in (here, there):
            end.close()
            with contextlib.suppress(ValueError):  # it was cut
                self.ends.remove(end)

    def _to_the_server(self) -> socket.socket:
        if not self.host.startswith("/"):
            return socket.create_connection((self.host, int(self.port or 5432)))
        there = socket.socket(socket.AF_UNIX)
        there.connect(f"{self.host}/{NAME}")
        return there


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while chunk := source.recv(65536):
            target.sendall(chunk)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
