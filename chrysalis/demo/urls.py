from django.urls import path

from chrysalis.demo import views


app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("tour/", views.tour, name="tour"),
    path("be/<uuid:key>/", views.become, name="become"),
    path("mail/", views.sent_mail, name="mail"),
]
