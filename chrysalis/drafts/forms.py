"""Which forms keep drafts: each is declared beside its view."""

from dataclasses import dataclass

from django.urls import reverse

from chrysalis.access.permissions import Permission
from chrysalis.registry import Registry


# SAFETY: a field whose name begins so is for the other side of the wall, and is never kept as a draft,
# whichever form or script sends it.
NEVER = "never-draft"


@dataclass(frozen=True)
class DraftForm:
    """A form that keeps what is typed. `url_name` takes the subject's key where the form has one."""

    slug: str
    title: str
    url_name: str
    permission: Permission

    def url(self, subject_id: object = None) -> str:
        return reverse(self.url_name, args=[subject_id] if subject_id else [])


DRAFT_FORMS: Registry[DraftForm] = Registry("form with drafts", key=lambda form: form.slug)
