"""Orders, bail and licences of a case: what police told first, and what was recorded since."""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.ui.templatetags.ui import day, moment
from referrals import on_file, queries
from referrals.actions import binding
from referrals.forms.on_file.orders import ChangeOrder, RecordOrder
from referrals.models import Obligation, Order
from referrals.views.binding import brought
from referrals.views.on_file.page import Entry, Opened, one_of
from referrals.views.on_file.standing import days_of, ends


RECORD = Permission.ORDER_RECORD
ORDER = DRAFT_FORMS.add(DraftForm("order", "Order", "referrals:orders", RECORD))
CHANGE = DRAFT_FORMS.add(DraftForm("order-change", "Change of an order", "referrals:change_order", RECORD))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RECORD)
def orders(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, ORDER)
    form = RecordOrder(opened.writing.typed)

    def act() -> str:
        binding.record_order(opened.case, **form.cleaned_data, by=request.hat, at=opened.now)
        return opened.done("Order recorded.")

    recorded = list(on_file.orders(request.hat, opened.case))
    entries = [_of_told(each, opened) for each in _as_told(opened, recorded)]
    entries += [_of_order(each, opened) for each in sorted(recorded, key=lambda each: bool(each.ending))]
    return opened.answer(form, act, "orders", entries=entries)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RECORD)
def change_order(request: Request, key: uuid.UUID) -> HttpResponse:
    opened = Opened.begin(request, key, CHANGE)
    recorded = list(on_file.orders(request.hat, opened.case))
    in_force: dict[str, Any] = {str(each.pk): each for each in _as_told(opened, recorded)}
    in_force |= {str(each.pk): each for each in recorded if not each.ending}
    choices = one_of(
        in_force.values(), opened.asked_about(), lambda each: f"{each.get_kind_display()}, {ends(each)}"
    )
    made_on = {key: getattr(each, "made_on", None) for key, each in in_force.items()}
    form = ChangeOrder(opened.writing.typed, choices=choices, made_on=made_on)

    def act() -> str:
        given = dict(form.cleaned_data)
        which = in_force[given.pop("which")]
        binding.change_order(opened.case, which, **given, by=request.hat, at=opened.now)
        return opened.done("Change recorded.")

    return opened.answer(form, act, "change_order", choices=choices)


def _as_told(opened: Opened, recorded: list[Order]) -> list[Obligation]:
    """What police told of the person, in front of the referral."""
    hat = opened.request.hat
    since = queries.incidents(hat, opened.case) if opened.case.is_bound else []
    each = brought(opened.case, since, by=hat, at=opened.now)
    return on_file.OnFile(recorded=recorded).as_told([order for told in each for order in told.obligations])


def _of_told(told: Obligation, opened: Opened) -> Entry:
    change = (("Record a change", opened.link("change_order", which=told.pk)),)
    tag, colour = _standing(told.ends_on, opened)
    title, about = told.get_kind_display(), f"{binding.TOLD}. {ends(told)}"
    return Entry(title, about, told.words, tag=tag, colour=colour, links=change)


def _of_order(order: Order, opened: Opened) -> Entry:
    title = order.get_kind_display()
    if order.ending and order.ended_by:
        ended = f"{order.get_ending_display()}, {day(order.ended_on)}. {order.ended_because}"
        by = f"Recorded by {order.ended_by.full_name}"
        return Entry(title, days_of(order), order.conditions, tag="Over", remark=f"{ended}\n{by}")
    tag, colour = _standing(order.ends_on, opened)
    by = f"Recorded by {order.by.full_name}, {moment(order.at)}"
    change = (("Record a change", opened.link("change_order", which=order.pk)),)
    return Entry(title, days_of(order), order.conditions, tag=tag, colour=colour, remark=by, links=change)


def _standing(ends_on: dt.date | None, opened: Opened) -> tuple[str, str]:
    """In a word, and a colour that says whether it has to be looked at."""
    today = timezone.localdate(opened.now)
    if ends_on is None or ends_on > today + dt.timedelta(days=opened.case.scheme.order_days_ahead):
        return "In force", "blue"
    return ("Past its day", "red") if ends_on < today else ("Ends soon", "yellow")
