from django.urls import path

from chrysalis.notices.views import away, inbox, settings


app_name = "notices"

urlpatterns = [
    path("", inbox.notices, name="notices"),
    path("acknowledged/", inbox.acknowledged, name="acknowledged"),
    path("overdue/", inbox.overdue, name="overdue"),
    path("acknowledge/", inbox.acknowledge, name="acknowledge"),
    path("away/", away.away, name="away"),
    path("away/of/<uuid:key>/", away.away_for, name="away_for"),
    path("away/<uuid:key>/end/", away.end_away, name="end_away"),
    path("e-mail/", settings.mail, name="mail"),
    path("hours/", settings.hours, name="hours"),
    path("<uuid:key>/", inbox.notice, name="notice"),
]
