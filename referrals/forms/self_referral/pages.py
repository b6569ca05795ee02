"""The order of the pages, and what stands at the head of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chrysalis.agencies.models import Scheme
from referrals.actions.self_referring import SECTION
from referrals.forms.self_referral import asking
from referrals.forms.self_referral.young import Young
from referrals.gates.partner_section import section_for
from referrals.models import AgePath


@dataclass(frozen=True)
class Page:
    slug: str
    title: Any  # short, for the list on the last page; it says nothing of why somebody is here
    form: Callable[..., forms.Form] | None  # none: partner support's own, where somebody receives it
    heading: Any = ""  # empty where the form's one question is the heading
    before: tuple[Any, ...] = ()  # said before anything is asked
    of_path: str = ""  # asked of somebody on this pathway by age alone

    def make(self, typed: Any, scheme: Scheme, **given: Any) -> forms.Form | None:
        """The form of this page; None where it is not asked in this scheme."""
        if self.form:
            return self.form(typed, scheme=scheme, **given)
        section = section_for(SECTION, scheme)
        return section.form(typed, scheme=scheme) if section else None


BORN, YOUNG, PARTNER = "born", "young", "partner"
PAGES = (
    Page("why", _("Getting in touch"), asking.Why, _("Thank you for getting in touch")),
    Page(
        "name",
        _("Name"),
        asking.Name,
        _("What shall we call you?"),
        (_("You need not give your full name today."),),
    ),
    Page(BORN, _("Date of birth"), asking.Born),
    Page(
        YOUNG,
        _("A grown-up"),
        Young,
        _("Because you are under 16"),
        (
            _("Thank you for telling us. First, somebody talks with you, in the way that you choose."),
            _("A grown-up whom you trust may be with you the whole time, if you like."),
            _(
                "We work together with children’s services. Somebody there has to know before we begin. "
                "Where that is safe, we tell you first."
            ),
            _("Would you rather talk to somebody now? Ring Childline, free, day and night: 0800 1111."),
        ),
        of_path=AgePath.YOUNG,
    ),
    Page("place", _("Town"), asking.Place),
    Page(
        "reach",
        _("How to reach you"),
        asking.Reach,
        _("Reaching you safely"),
        (_("We use only what you choose here. A text message from us never says who we are."),),
    ),
    Page("urgent", _("Anything urgent"), asking.Urgent),
    Page("children", _("Children"), asking.Children),
    Page(
        PARTNER,
        _("Partner"),
        None,
        _("Somebody close to you"),
        (
            _("A separate worker, apart from us, may offer support to a partner or former partner."),
            _("What you write on this page goes to that worker alone. We never tell you what comes of it."),
        ),
    ),
    Page("orders", _("Orders and other services"), asking.Orders, _("Courts, police and other services")),
    Page("help", _("What would help"), asking.Help, _("What would help you")),
)
_BY_SLUG = {page.slug: page for page in PAGES}


def page_called(slug: str) -> Page | None:
    return _BY_SLUG.get(slug)
