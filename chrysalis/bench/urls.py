"""The addresses of the product, and the yardstick's own. Used by a bench alone, while it runs."""

from django.urls import include, path

from chrysalis.bench import constant


urlpatterns = [
    path("bench/constant/", constant.page, name="bench_constant"),
    path("", include("chrysalis.urls")),
]
