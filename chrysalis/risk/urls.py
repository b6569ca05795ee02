from django.urls import path

from chrysalis.risk import views


app_name = "risk"

urlpatterns = [
    path("risk/", views.set_rules, name="set_rules"),
    path("accounts/<uuid:key>/training/", views.record_training, name="record_training"),
]
