from django.urls import path

from chrysalis.snags import views


app_name = "snags"

urlpatterns = [
    path("", views.snags, name="snags"),
    path("<uuid:key>/", views.snag, name="snag"),
    path("<uuid:key>/again/", views.retry, name="retry"),
]
