"""By reference, as it stands on a letter: which records of the log are meant.

SAFETY: what is not there and what is not the agency's get one answer. The reference is sent in the body,
because addresses are written down in more places than anybody counts.
"""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.audit.actions.reading import read_log
from chrysalis.log.gates import GATES, Record


class LookUp(forms.Form):
    reference = forms.CharField(
        max_length=20,
        help_text="For example CHR-7K3M9-2QFTX-4",
        error_messages={"required": "Enter the reference"},
    )

    def clean_reference(self) -> str:
        return self.cleaned_data["reference"].strip().upper()


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LOG_VIEW)
def look_up(request: Request) -> HttpResponse:
    if request.hat.side not in GATES:
        raise Http404  # this side gives nobody a reference
    form = LookUp(request.POST or None)
    page = {"form": form, "is_answered": form.is_valid()}
    if page["is_answered"]:
        page["found"] = _find(request, form.cleaned_data["reference"])
    return render(request, "log/look_up.html", page)


def _find(request: Request, reference: str) -> list[Record]:
    found = GATES[request.hat.side].records_of(request.hat, reference)
    read_log("by reference", [each.key for each in found], by=request.hat, at=timezone.now())
    return found
