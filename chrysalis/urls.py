from django.conf import settings
from django.urls import include, path

from chrysalis import health, home
from chrysalis.api.views import token
from chrysalis.metrics import views as metrics
from chrysalis.who_may import views as who_may


urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("sign-in/", include("chrysalis.signin.urls")),
    path("drafts/", include("chrysalis.drafts.urls")),
    path("agency/", include("chrysalis.agencies.urls")),
    path("agency/", include("chrysalis.risk.urls")),
    path("agency/records-systems/", include("chrysalis.api.urls")),
    path("api/v1/token", token.token, name="token"),
    path("notices/", include("chrysalis.notices.urls")),
    path("reports/", include("chrysalis.reports.urls")),
    path("log/", include("chrysalis.log.urls")),
    path("snags/", include("chrysalis.snags.urls")),
    path("who-may/", who_may.who_may, name="who_may"),
    path("gallery/", include("chrysalis.ui.urls")),
    path("", include("referrals.urls")),
    path("", include("interventions.urls")),
    path("", include("partners.urls")),
]

if settings.DEMO:
    urlpatterns += [path("demo/", include("chrysalis.demo.urls"))]

handler400 = "chrysalis.ui.views.bad_request"
handler403 = "chrysalis.ui.views.not_allowed"
handler404 = "chrysalis.ui.views.not_there"
handler500 = "chrysalis.standstill.pages.went_wrong"
