"""Which forms keep drafts: each is declared beside its view."""

from dataclasses import dataclass

from django.urls import reverse

from chrysalis.access.permissions import Permission
from chrysalis.registry import Registry


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
