from django.urls import path

from chrysalis.log import alerts, entries, limits, looking_up


app_name = "log"

urlpatterns = [
    path("", entries.entries, name="entries"),
    path("outside/", entries.outside, name="outside"),
    path("look-up/", looking_up.look_up, name="look_up"),
    path("workers/", entries.workers, name="workers"),
    path("workers/<uuid:key>/", entries.worker, name="worker"),
    path("people/<uuid:key>/", entries.person, name="person"),
    path("entries/<uuid:key>/", entries.entry, name="entry"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/limits/", limits.limits, name="limits"),
    path("alerts/<uuid:key>/", alerts.alert, name="alert"),
]
