"""Where a records system is told of changes, for its agency's administrator."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.api import queries
from chrysalis.api.actions import webhooks as actions
from chrysalis.api.actions.keeping import NotNow
from chrysalis.api.forms import SetWebhook
from chrysalis.api.views.systems import BOTH, EDIT, system_or_404


@require_http_methods(BOTH)
@requires(EDIT)
def set_webhook(request: Request, key: uuid.UUID) -> HttpResponse:
    """A new key is shown on the page that answers, and nowhere again."""
    found = system_or_404(request, key)
    webhook = queries.webhook_of(found)
    posted = request.POST if request.method == "POST" else None
    form = SetWebhook(posted, initial={"address": webhook.address if webhook else ""})
    if not form.is_valid():
        return render(request, "api/set_webhook.html", {"system": found, "form": form})
    try:
        signing = actions.set_webhook(found, **form.cleaned_data, by=request.hat, at=timezone.now())
    except NotNow as reason:
        messages.warning(request, str(reason))
        return redirect("api:system", found.pk)
    if signing:
        return render(request, "api/signing_key.html", {"system": found, "signing": signing})
    messages.success(request, "Set.")
    return redirect("api:system", found.pk)
