import uuid

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from chrysalis.access.http import Request, any_hat, get_visible_or_404
from chrysalis.drafts import actions, queries


@require_POST
@any_hat("saves what the worker is writing; nobody else sees it")
def save(request: Request) -> HttpResponse:
    """Keep what is typed so far: asked by the page every few seconds, or by the button without script."""
    try:
        draft = actions.keep(request.POST, by=request.hat, at=timezone.now())
    except actions.NotKept as reason:
        return JsonResponse({"message": str(reason)}, status=409)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"saved_at": f"{timezone.localtime(draft.saved_at):%H:%M}"})
    return redirect("home")


@require_http_methods(["GET", "HEAD", "POST"])
@any_hat("drops what the worker was writing; nobody else can")
def discard(request: Request, key: uuid.UUID) -> HttpResponse:
    draft = get_visible_or_404(request.hat, queries.open_ones(request.hat), pk=key)
    if request.method != "POST":
        return render(request, "drafts/discard.html", {"draft": draft})
    actions.discard(draft, by=request.hat, at=timezone.now())
    return redirect("home")
