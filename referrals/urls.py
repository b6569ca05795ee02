from django.urls import path

from referrals.views import cases, referring, triage


app_name = "referrals"
urlpatterns = [
    path("referrals/new/", referring.submit, name="submit"),
    path("referrals/sent/", referring.sent, name="sent"),
    path("referrals/sent/<str:reference>/", referring.receipt, name="receipt"),
    path("referrals/inbox/", triage.inbox, name="inbox"),
    path("referrals/<uuid:key>/", triage.referral, name="referral"),
    path("referrals/<uuid:key>/accept/", triage.accept, name="accept"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<uuid:key>/", cases.case, name="case"),
    path("cases/<uuid:key>/contact/", cases.record_contact, name="record_contact"),
    path("cases/<uuid:key>/correct/", cases.correct, name="correct"),
]
