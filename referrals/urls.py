from django.urls import path

from chrysalis.reports.views.asking import asks
from referrals.reports.case_summary import CASE_SUMMARY, about
from referrals.reports.figures import OWN_FIGURES, QUARTERLY_RETURN
from referrals.reports.register import REGISTER
from referrals.views import (
    answering,
    asking,
    cases,
    handovers,
    keeping,
    known_people,
    looks,
    partner_section,
    referring,
    restricted,
    restricting,
    risk,
    search,
    self_referral,
    triage,
    writing_down,
)
from referrals.views.on_file import children, notes, orders, safeguarding


PUBLIC = "get-in-touch/<slug:language>/<slug:scheme>/"


app_name = "referrals"
urlpatterns = [
    path("get-in-touch/", self_referral.doors, name="public_doors"),
    path(PUBLIC, self_referral.start, name="public_start"),
    path(f"{PUBLIC}private/", self_referral.privacy, name="public_privacy"),
    path(f"{PUBLIC}confidential/", self_referral.confidentiality, name="public_confidentiality"),
    path(f"{PUBLIC}urgent-help/", self_referral.urgent_help, name="public_urgent"),
    path(f"{PUBLIC}check/", self_referral.check, name="public_check"),
    path(f"{PUBLIC}sent/", self_referral.sent, name="public_sent"),
    path(f"{PUBLIC}later/", self_referral.keep_for_later, name="public_later"),
    path(f"{PUBLIC}come-back/", self_referral.come_back, name="public_back"),
    path(f"{PUBLIC}leave/", self_referral.leave, name="public_leave"),
    path(f"{PUBLIC}page/<slug:slug>/", self_referral.page, name="public_page"),
    path("referrals/new/", referring.submit, name="submit"),
    path("referrals/new/for-partner-support/", partner_section.seal_section, name="seal_section"),
    path("referrals/write-down/", writing_down.write_down, name="write_down"),
    path("referrals/write-down/for-partner-support/", partner_section.seal_told, name="seal_told"),
    path("referrals/sent/", referring.sent, name="sent"),
    path("referrals/sent/<str:reference>/", referring.receipt, name="receipt"),
    path("referrals/inbox/", triage.inbox, name="inbox"),
    path("referrals/<uuid:key>/", triage.referral, name="referral"),
    path("referrals/questions/<uuid:key>/", answering.answer, name="answer"),
    path("referrals/<uuid:key>/ask/", triage.ask, name="ask"),
    path("referrals/<uuid:key>/resume/", triage.resume, name="resume"),
    path("referrals/<uuid:key>/redirect/", triage.redirect_referral, name="redirect"),
    path("referrals/<uuid:key>/refuse/", triage.refuse, name="refuse"),
    path("referrals/<uuid:key>/accept/", triage.accept, name="accept"),
    path("referrals/<uuid:key>/not-the-same/", known_people.not_same_person, name="not_same_person"),
    path("referrals/<uuid:key>/may-be-the-same/", known_people.may_be_same_person, name="may_be_same_person"),
    path("referrals/<uuid:key>/ask-to-restrict/", asking.ask_to_restrict, name="ask_to_restrict"),
    path("reports/register/", asks(REGISTER), name="ask_register"),
    path("reports/figures/", asks(OWN_FIGURES), name="ask_figures"),
    path("reports/return/", asks(QUARTERLY_RETURN), name="ask_return"),
    path("search/", search.search, name="search"),
    path("search/slash-key/", search.slash_key, name="slash_key"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<uuid:key>/", cases.case, name="case"),
    path("cases/<uuid:key>/contact/", cases.record_contact, name="record_contact"),
    path("cases/<uuid:key>/release/", cases.record_release, name="record_release"),
    path("cases/<uuid:key>/assessed/", cases.say_assessed, name="say_assessed"),
    path("cases/<uuid:key>/close/", cases.close, name="close"),
    path("cases/<uuid:key>/hand-over/", handovers.hand_over, name="hand_over"),
    path("cases/<uuid:key>/withdraw-handover/", handovers.withdraw_handover, name="withdraw_handover"),
    path("cases/<uuid:key>/notes/", notes.notes, name="notes"),
    path("cases/<uuid:key>/notes/wrong/", notes.mark_wrong, name="mark_wrong"),
    path("cases/<uuid:key>/orders/", orders.orders, name="orders"),
    path("cases/<uuid:key>/orders/change/", orders.change_order, name="change_order"),
    path("cases/<uuid:key>/children/", children.children, name="children"),
    path("cases/<uuid:key>/safeguarding/", safeguarding.safeguarding, name="safeguarding"),
    path(
        "cases/<uuid:key>/safeguarding/answer/", safeguarding.answer_safeguarding, name="answer_safeguarding"
    ),
    path("cases/<uuid:key>/summary/", asks(CASE_SUMMARY, about), name="ask_summary"),
    path("cases/<uuid:key>/who-looked/", looks.who_looked, name="who_looked"),
    path("cases/<uuid:key>/correct/", cases.correct, name="correct"),
    path("handovers/<uuid:key>/", handovers.handover, name="handover"),
    path("handovers/<uuid:key>/take/", handovers.take, name="take"),
    path("handovers/<uuid:key>/return/", handovers.return_handover, name="return_handover"),
    path("next-services/", keeping.next_services, name="next_services"),
    path("next-services/new/", keeping.add_service, name="add_service"),
    path("next-services/words/<uuid:key>/", keeping.word_refusals, name="word_refusals"),
    path("next-services/<uuid:key>/", keeping.change_service, name="change_service"),
    path("cases/<uuid:key>/risk/", risk.risk, name="risk"),
    path("cases/<uuid:key>/risk/grade/", risk.set_grade, name="set_grade"),
    path("cases/<uuid:key>/risk/second-person/", risk.answer_grade, name="answer_grade"),
    *(
        path(f"cases/<uuid:key>/risk/{slug}/", risk.assess, {"slug": slug}, name=f"assess-{slug}")
        for slug in risk.PAGES.tools
    ),
    path("restricted/", restricted.restricted, name="restricted"),
    path("restricted/open/", restricted.break_glass, name="break_glass"),
    path("restrictions/", restricting.restrictions, name="restrictions"),
    path("restrictions/new/", restricting.restrict, name="restrict"),
    path("restrictions/asked/<uuid:key>/", asking.answer_ask, name="answer_ask"),
    path("restrictions/<uuid:key>/employer/", restricting.correct_employer, name="correct_employer"),
    path("restrictions/<uuid:key>/look-again/", restricting.look_again, name="look_again"),
    path("restrictions/<uuid:key>/", restricting.restriction, name="restriction"),
    path("restrictions/<uuid:key>/name/", restricting.name_worker, name="name_worker"),
    path("restrictions/<uuid:key>/unname/", restricting.unname_worker, name="unname_worker"),
    path("restrictions/<uuid:key>/lift/", restricting.lift, name="lift"),
    path("opened-in-an-emergency/", restricting.glass, name="glass"),
    path("opened-in-an-emergency/<uuid:key>/", restricting.review, name="review"),
]
