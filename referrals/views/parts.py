"""One part of a referral that is not sent: saved by itself, by whichever colleague, in any order."""

import uuid
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import LARGEST, send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing, read_key
from chrysalis.ui.conflict import Difference, differences
from referrals.actions import preparing
from referrals.actions.reading import read
from referrals.forms.parts import PARTS, Part, typed_in
from referrals.forms.refer import Refer
from referrals.gates.partner_section import PartnerSection, section_for
from referrals.rules.unsent import Written
from referrals.views import partner_section
from referrals.views.unsent import Desk, is_over, next_needed


MAY = Permission.REFERRAL_SUBMIT
GO_ON, LATER, CHECK = "go-on", "later", "check"


@dataclass(frozen=True)
class PartForm(DraftForm):
    """What is being typed in one part stays its writer's own until they save it."""

    part: str = ""

    def url(self, subject_id: object = None) -> str:
        return reverse(self.url_name, args=[subject_id, self.part])


FORMS = {
    part.slug: DRAFT_FORMS.add(
        PartForm(
            f"part-{part.slug}", f"Referral: {part.title.lower()}", "referrals:write_part", MAY, part.slug
        )
    )
    for part in PARTS
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAY)
def write_part(request: Request, key: uuid.UUID, slug: str) -> HttpResponse:
    if slug not in PARTS:
        raise Http404
    desk, asked = Desk.at(request, key, timezone.now()), PARTS[slug]
    if not desk.door.in_parts:
        raise Http404
    writing = Writing.begin(request, FORMS[slug], desk.unsent.pk)
    if over := is_over(request, desk, typed=writing.typed):
        return over
    if desk.contents.part(slug).version:
        read([desk.unsent.pk], by=request.hat, at=desk.now)
    form, theirs = desk.form(asked, writing.typed), None
    if writing.is_sent and (form.is_valid() or (LATER in request.POST and is_no_nuisance(request.POST))):
        try:
            return _saved(request, desk, asked, writing)
        except preparing.SavedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
    page = _page(request, desk, asked, writing, form, theirs)
    return render(request, "referrals/prepare/part.html", page, status=409 if theirs else 200)


def is_no_nuisance(post: QueryDict) -> bool:
    """Short enough to be kept as it is, unfinished and unchecked."""
    return len(post.urlencode()) <= LARGEST


def _page(
    request: Request, desk: Desk, asked: Part, writing: Writing, form: Refer, theirs: Written | None
) -> dict[str, object]:
    seen = theirs.version if theirs else seen_by(writing.typed, desk, asked)
    return {
        "unsent": desk.unsent,
        "part": asked,
        "differences": _differences(desk, asked, form, theirs) if theirs else [],
        "form": writing.fresh(form),
        "writing": writing,
        "version": seen,
        "then": (writing.typed or request.GET).get("then") or request.GET.get("then", ""),
    }


def seen_by(typed: QueryDict | None, desk: Desk, asked: Part) -> int:
    """How often the part had been saved when its writer began on it."""
    stands = desk.contents.part(asked.slug).version
    said = typed.get("version", "") if typed is not None else ""
    return int(said) if said.isdecimal() and len(said) < 9 else stands


def _saved(request: Request, desk: Desk, asked: Part, writing: Writing) -> HttpResponse:
    post = writing.typed or QueryDict()

    def act() -> str:
        words = typed_in(asked, post).urlencode()
        seen = seen_by(post, desk, asked)
        preparing.save_part(desk.unsent, asked.slug, words, seen=seen, by=request.hat, at=desk.now)
        return _next(request, desk, post)

    try:
        return redirect(send_once(writing.key, act, by=request.hat, at=desk.now))
    except preparing.Over:
        return redirect("referrals:unsent", desk.unsent.pk)


def _next(request: Request, desk: Desk, post: QueryDict) -> str:
    """To what is still needed; from a part that was changed at the end, back to the end."""
    key = desk.unsent.pk
    if LATER in post:
        return reverse("referrals:unsent", args=[key])
    if post.get("then") == CHECK:
        return reverse("referrals:check_unsent", args=[key])
    saved = Desk.at(request, key, desk.now)
    needed = next_needed(saved.states)
    return saved.address(needed) if needed else reverse("referrals:unsent", args=[key])


def _differences(desk: Desk, asked: Part, form: Refer, theirs: Written) -> list[Difference]:
    """What a colleague saved meanwhile, beside one's own."""
    other = desk.form(asked, QueryDict(theirs.typed))
    other.is_valid()
    current = SimpleNamespace(**other.cleaned_data, version=theirs.version)
    return differences(form, current)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAY)
def for_partner_support(request: Request, key: uuid.UUID) -> HttpResponse:
    """What is known of anyone harmed: a page of its own, always drawn empty. At a desk with one screen it
    stands below that, drawn as empty.

    SAFETY: it leaves for the safety side as it is saved, and this page is the same whether anybody wrote in
    it or nobody: a colleague at the next desk, a friend of the person, would learn that somebody told.
    """
    desk = Desk.at(request, key, timezone.now())
    if over := is_over(request, desk):
        return over
    if desk.door.left_whole and request.method != "POST":
        return redirect(desk.page)
    scheme, section = partner_section.receiving(request)
    form = section.form(request.POST or None, scheme=scheme)
    if form.is_valid():
        return _sealed(request, desk, section, form.cleaned_data)
    if desk.door.left_whole:
        return render(request, "referrals/nothing_sealed.html", {"back": _back_to(request, desk)})
    page = {
        "unsent": desk.unsent,
        "section": partner_section.empty_form(scheme),
        "section_key": partner_section.new_key(),
        "is_empty": request.method == "POST",
    }
    return render(request, "referrals/prepare/for_partner_support.html", page)


def _sealed(request: Request, desk: Desk, section: PartnerSection, told: dict[str, Any]) -> HttpResponse:
    def act() -> str:
        key, scheme = desk.unsent.pk, desk.unsent.scheme
        section.seal(told, scheme=scheme, came_with=key, by=request.hat, at=desk.now)
        return _back_to(request, desk)

    once = read_key(request.POST.get("section"))
    outcome = send_once(once, act, by=request.hat, at=desk.now)
    tags = "sealed" if desk.door.left_whole else ""  # drawn in the section, where the writer looks
    said = f"Sealed at {timezone.localtime(desk.now):%H:%M}. You can add more."
    messages.success(request, said, extra_tags=tags)
    return redirect(outcome)


def _back_to(request: Request, desk: Desk) -> str:
    """To the list of parts; to the one screen, with what was typed and kept of it there."""
    if not desk.door.left_whole:
        return desk.page
    return f"{desk.page}?draft={read_key(request.POST.get('page'))}#for-partner-support"


def has_section(desk: Desk) -> bool:
    return section_for(partner_section.REFERRAL, desk.unsent.scheme) is not None
