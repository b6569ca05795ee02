"""The ends of the public door: sent, with some questions that are only counted; or where else to turn, for
somebody too young."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from referrals.actions import visiting
from referrals.actions.visiting import Written
from referrals.forms.equality import answers_of
from referrals.forms.self_referral import BORN
from referrals.forms.self_referral.equality import OwnEquality
from referrals.models import AgePath, ToldBy
from referrals.views.public_door import Public, address, begun, go, page_of, public


@require_safe
@public
def sent(request: Public) -> HttpResponse:
    written = visiting.find(request.code, request.of_scheme, at=timezone.now())
    if written is None or not written.sent:
        return go(request, "public_start")
    due = timezone.localtime(dt.datetime.fromisoformat(written.sent["due"]))
    frame = page_of(
        request,
        "public_sent",
        reference=written.sent["reference"],
        due=due,
        is_today=due.date() == timezone.localdate(),
        is_young=written.sent.get("path") == AgePath.YOUNG,
        equality_url=address(request, "public_equality") if written.may_be_counted else "",
        is_counted="counted" in written.sent,
    )
    return render(request, "referrals/public/sent.html", frame)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def equality(request: Public) -> HttpResponse:
    """Questions about oneself, after all is sent: passed over by leaving the page. Nobody reads the answers,
    and the page never shows them again."""
    now = timezone.now()
    written = visiting.find(request.code, request.of_scheme, at=now)
    if written is None or not written.may_be_counted:
        return go(request, "public_sent")
    typed = request.POST if request.method == "POST" else None
    form = OwnEquality(typed, age_path=written.sent["path"])
    if form.is_valid():
        answers = answers_of(form.cleaned_data, told_by=ToldBy.PERSON, at=now)
        visiting.answer_equality(request.code, request.of_scheme, answers, at=now)
        return go(request, "public_sent")
    frame = page_of(request, "public_equality", form=form, back=address(request, "public_sent"))
    return render(request, "referrals/public/equality.html", frame)


@require_safe
@begun
def younger(request: Public, written: Written) -> HttpResponse:
    """For somebody too young for this service: who is there for them instead. The date was not kept."""
    frame = page_of(
        request,
        "public_younger",
        age=request.of_scheme.minimum_age,
        born_url=address(request, "public_page", BORN),
    )
    return render(request, "referrals/public/younger.html", frame)
