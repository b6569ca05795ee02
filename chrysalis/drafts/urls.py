from django.urls import path

from chrysalis.drafts import views


app_name = "drafts"
urlpatterns = [
    path("save/", views.save, name="save"),
    path("<uuid:key>/discard/", views.discard, name="discard"),
]
