"""What may be uploaded, and where: into memory, up to a size, one file at a time, by pages that ask.

    uploads.TAKES["referrals:upload_import"] = 10_000_000

SAFETY: Django's own handlers write what is large to a temporary file, where it lies unsealed; a
what is sent is kept in memory until it is sealed. A file that any other page is sent is dropped, and so is
every file but the first.
"""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile, StopFutureHandlers
from django.http import HttpRequest
from django.urls import Resolver404, resolve


# By the name of a page that takes a file, the most bytes of it.
TAKES: dict[str, int] = {}


class InMemory(MemoryFileUploadHandler):
    """Keeps a file in memory; one that is too large is dropped, and `is_too_large` says so on the request."""

    request: HttpRequest

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated, self.files = True, 0
        try:
            self.most = TAKES.get(resolve(self.request.path_info).view_name, 0)
        except Resolver404:
            self.most = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.files += 1
        if not self.most or self.files > 1:
            raise SkipFile
        self.seen = 0
        try:
            super().new_file(*args, **kwargs)
        except StopFutureHandlers:
            return

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.seen += len(raw_data)
        if self.seen > self.most:
            self.request.is_too_large = True  # type: ignore[attr-defined]
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)
