from django.urls import path

from chrysalis.api.views import systems, webhooks


app_name = "api"

urlpatterns = [
    path("", systems.systems, name="systems"),
    path("new/", systems.add_system, name="add_system"),
    path("<uuid:key>/", systems.system, name="system"),
    path("<uuid:key>/secret/", systems.make_secret, name="make_secret"),
    path("<uuid:key>/secret/<int:slot>/end/", systems.end_secret, name="end_secret"),
    path("<uuid:key>/webhook/", webhooks.set_webhook, name="set_webhook"),
    path("<uuid:key>/close/", systems.close_system, name="close_system"),
]
