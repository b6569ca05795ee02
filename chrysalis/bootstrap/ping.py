"""`python -m chrysalis.bootstrap.ping`: whether the web server in this container answers."""

from __future__ import annotations

import http.client
import os
import sys


def answers(port: int = 8000) -> bool:
    # Django refuses a request for a host it was not told of.
    host = os.environ.get("CHRYSALIS_HOSTS", "").partition(",")[0] or "localhost"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if answers() else 1)
