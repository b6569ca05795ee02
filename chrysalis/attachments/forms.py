"""The questions with every file that somebody sends."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import HttpRequest

from chrysalis.attachments.kinds import kind_of
from chrysalis.attachments.refusals import Refused, Why
from chrysalis.drafts.forms import NEVER
from chrysalis.ui.fields import choice


class Names(models.TextChoices):
    """Whether somebody harmed can be known from it. Whoever is not sure may be right."""

    YES = "yes", "Yes"
    NOT_SURE = "not_sure", "I am not sure"
    NO = "no", "No"


class Attach(forms.Form):
    """One file. SAFETY: there is no default. Its answer, and the file, are in no draft of either side: that
    somebody said yes is known to partner support alone."""

    file = forms.FileField(
        label="Document",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.txt"}),
        error_messages={"required": "Choose the document"},
    )
    title = forms.CharField(
        label="What is it?",
        max_length=100,
        help_text="Like “Police report, October”. No person’s name. What the file is called is not kept",
        error_messages={"required": "Say what the document is"},
    )
    names = choice(
        "Does this name or describe anyone harmed, or say where they are?",
        Names,
        "Choose whether it names or describes anyone harmed, or says where they are",
        "A victim, a partner, a child, a relative. If it does, or you are not sure, it goes to partner "
        "support alone, sealed",
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, request: HttpRequest, *, is_sent: bool, is_received: bool, is_full: bool) -> None:
        """Whether somebody would receive what is for partner support alone; and whether there are as many
        already as there may be."""
        typed, files = (request.POST, request.FILES) if is_sent else (None, None)
        super().__init__(typed, files, prefix=NEVER, initial={"key": uuid.uuid4()})
        self.is_too_large = getattr(request, "is_too_large", False)
        self.is_received, self.is_full = is_received, is_full
        self.fields["file"].help_text = (
            f"PDF, JPEG, PNG or plain text, up to {settings.ATTACHMENT_MEGABYTES} MB. Save an Office "
            "document as a PDF first"
        )

    def clean_file(self) -> bytes:
        """Raises forms.ValidationError, with what can be done about it."""
        sent: UploadedFile = self.cleaned_data["file"]
        body: bytes = sent.read()
        try:
            self.kind = kind_of(body)
        except Refused as refused:
            raise forms.ValidationError(refused.why.said) from None
        return body

    def clean(self) -> None:
        if self.is_too_large and "file" in self.errors:
            del self.errors["file"]
            self.add_error("file", Why.TOO_LARGE.said)
        if self.is_full and not self.is_harmed:
            most = settings.ATTACHMENTS_MOST
            self.add_error("file", f"There are {most} documents already, and no more are taken")
        if self.is_harmed and not self.is_received:
            self.add_error(
                "names",
                "There is no partner support here that could be sent it. Leave it out, or take out what "
                "names them",
            )

    @property
    def is_harmed(self) -> bool:
        return self.cleaned_data.get("names") in (Names.YES, Names.NOT_SURE)

    @property
    def told(self) -> dict[str, Any]:
        return {"body": self.cleaned_data["file"], "kind": self.kind, "title": self.cleaned_data["title"]}
