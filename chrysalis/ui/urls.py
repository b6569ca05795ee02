from django.urls import path

from chrysalis.ui import gallery


app_name = "ui"
urlpatterns = [
    path("", gallery.components, name="gallery"),
    path("confirmation/", gallery.confirmation, name="gallery_confirmation"),
    path("forms/<slug:state>/", gallery.forms, name="gallery_forms"),
]
