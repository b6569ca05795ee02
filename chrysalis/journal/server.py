"""The web server's own lines, written like all others: gunicorn would quote whole addresses.

gunicorn --logger-class chrysalis.journal.server.Lines …
"""

from typing import Any

from gunicorn.glogging import Logger

from chrysalis.journal.lines import formatter


class Lines(Logger):
    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter())
