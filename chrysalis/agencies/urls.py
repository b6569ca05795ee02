from django.urls import path

from chrysalis.agencies.views import accounts


app_name = "agencies"

urlpatterns = [
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/invite/", accounts.invite, name="invite"),
    path("accounts/<uuid:key>/", accounts.account, name="account"),
    path("accounts/<uuid:key>/invite-again/", accounts.invite_again, name="invite_again"),
    path("accounts/<uuid:key>/end/", accounts.end_place, name="end_place"),
    path("accounts/<uuid:key>/end-sessions/", accounts.end_sessions, name="end_sessions"),
]
