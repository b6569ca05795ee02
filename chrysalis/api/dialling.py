"""Calling an address that an administrator typed.

SAFETY: the service stands inside a network. An address that leads back into it would have our own signature
knock at doors that trust whoever is inside; so each is looked up when it is called, and the connection goes
to what was looked at, and follows nobody elsewhere.
"""

import http.client
import socket
import ssl
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings


SECONDS = 5
PORTS = {"https": 443, "http": 80}


class NotThere(Exception):
    """It may not be called, or nobody answers. Carries one closed word."""


def refuse_address(address: str) -> None:
    """What can be said without asking anybody. Raises ValueError, whose text is shown."""
    found = urlsplit(address)
    if found.hostname in settings.WEBHOOK_HOSTS:
        return
    if found.scheme != "https":
        raise ValueError("Enter an address that begins with https://")
    if found.username or found.password:
        raise ValueError("Leave out the name and the password: each call is signed")
    if found.port not in (None, 443):
        raise ValueError("Leave out the port: calls go to 443")
    try:
        is_private = not ip_address(found.hostname or "").is_global
    except ValueError:
        is_private = "." not in (found.hostname or "") or (found.hostname or "").endswith(
            (".local", ".internal")
        )
    if is_private:
        raise ValueError("Enter an address that can be reached from outside your network")


def post(address: str, body: bytes, headers: dict[str, str]) -> int:
    """The status that came back. Raises NotThere."""
    found = urlsplit(address)
    line = _line(found)
    try:
        path = (found.path or "/") + (f"?{found.query}" if found.query else "")
        line.request("POST", path, body, headers | {"Content-Type": "application/json"})
        return line.getresponse().status
    except (OSError, http.client.HTTPException, ValueError):
        raise NotThere("no answer") from None
    finally:
        line.close()


def _line(found: SplitResult) -> http.client.HTTPConnection:
    host = found.hostname or ""
    try:
        port = found.port or PORTS[found.scheme]
        ip = _looked_up(host, port)
        sock: socket.socket = socket.create_connection((ip, port), timeout=SECONDS)
        if found.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    except (OSError, ValueError, KeyError):
        raise NotThere("no line") from None
    line = http.client.HTTPConnection(host, port, timeout=SECONDS)
    line.sock = sock
    return line


def _looked_up(host: str, port: int) -> str:
    """One of its addresses, where every one of them is outside. Raises NotThere, and OSError."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if host not in settings.WEBHOOK_HOSTS and not all(map(_is_outside, found)):
        raise NotThere("inside")
    return found[0]


def _is_outside(text: str) -> bool:
    ip = ip_address(text.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_global and not ip.is_multicast
