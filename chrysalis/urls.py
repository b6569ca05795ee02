from django.conf import settings
from django.urls import include, path

from chrysalis import health, home


urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("sign-in/", include("chrysalis.signin.urls")),
    path("drafts/", include("chrysalis.drafts.urls")),
    path("agency/", include("chrysalis.agencies.urls")),
    path("gallery/", include("chrysalis.ui.urls")),
    path("", include("referrals.urls")),
]

if settings.DEMO:
    urlpatterns += [path("demo/", include("chrysalis.demo.urls"))]

handler400 = "chrysalis.ui.views.bad_request"
handler403 = "chrysalis.ui.views.not_allowed"
handler404 = "chrysalis.ui.views.not_there"
handler500 = "chrysalis.ui.views.went_wrong"
