from django.urls import path

from chrysalis.reports.views import reading


app_name = "reports"
urlpatterns = [
    path("", reading.reports, name="reports"),
    path("<uuid:key>/", reading.report, name="report"),
    path("<uuid:key>/document/", reading.document, name="document"),
]
