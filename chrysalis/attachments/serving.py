"""Handing out the clean copy of a file, so that no browser does more with it than keep it."""

from django.http import Http404, HttpResponse

from chrysalis.attachments import keeping
from chrysalis.attachments.kinds import Kind
from chrysalis.attachments.models import Attachment


# SAFETY: whatever a file holds, it is no page of ours: it runs, fetches and sends nothing.
SANDBOX = "default-src 'none'; sandbox"


def handed_out(found: Attachment) -> HttpResponse:
    """Raises Http404 for one that is not checked, or not taken: for whoever asks, it is not there."""
    if not found.is_clean:
        raise Http404
    try:
        body = keeping.fetch(found.stored, found.Privacy.side)  # type: ignore[attr-defined]
    except keeping.Gone:
        raise Http404 from None
    response = HttpResponse(body, content_type=Kind(found.kind).content_type)
    response["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response
