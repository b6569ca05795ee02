from django.urls import path

from chrysalis.agencies.views import accounts, agreements, areas, conflicts, setting


app_name = "agencies"

urlpatterns = [
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/invite/", accounts.invite, name="invite"),
    path("accounts/<uuid:key>/", accounts.account, name="account"),
    path("accounts/<uuid:key>/invite-again/", accounts.invite_again, name="invite_again"),
    path("accounts/<uuid:key>/end/", accounts.end_place, name="end_place"),
    path("accounts/<uuid:key>/end-sessions/", accounts.end_sessions, name="end_sessions"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreements.record_agreement, name="record_agreement"),
    path("agreements/<uuid:key>/", agreements.agreement, name="agreement"),
    path("agreements/<uuid:key>/sign/", agreements.sign_agreement, name="sign_agreement"),
    path("agreements/<uuid:key>/renew/", agreements.renew_agreement, name="renew_agreement"),
    path("areas/", areas.areas, name="areas"),
    path("areas/new/", areas.add_area, name="add_area"),
    path("areas/<uuid:key>/", areas.change_area, name="change_area"),
    path("areas/<uuid:key>/retire/", areas.retire_area, name="retire_area"),
    path("setting/", setting.set_own, name="set_agency"),
    path("conflicts/", conflicts.conflicts, name="conflicts"),
    path("conflicts/new/", conflicts.declare_conflict, name="declare_conflict"),
    path("conflicts/<uuid:key>/end/", conflicts.end_conflict, name="end_conflict"),
]
