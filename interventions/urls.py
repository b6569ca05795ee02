from django.urls import path

from interventions.views import funding, places, programmes, waiting


app_name = "interventions"
urlpatterns = [
    path("cases/<uuid:key>/programmes/", places.programmes, name="programmes"),
    path("cases/<uuid:key>/programmes/wait/", places.wait, name="wait"),
    path("cases/<uuid:key>/programmes/book/", places.book, name="book"),
    path("cases/<uuid:key>/programmes/give-back/", places.give_back, name="give_back"),
    path("cases/<uuid:key>/programmes/leave/", places.leave, name="leave"),
    path("cases/<uuid:key>/suitability/", places.suitability, name="suitability"),
    path("cases/<uuid:key>/client-agreement/", places.client_agreement, name="client_agreement"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/<uuid:key>/", waiting.override, name="override"),
    path("places/", waiting.places_left, name="places_left"),
    path("programmes/", programmes.own_programmes, name="own_programmes"),
    path("programmes/new/", programmes.begin_programme, name="begin_programme"),
    path("programmes/client-agreement/", programmes.agreement_text, name="agreement_text"),
    path("programmes/<uuid:key>/", programmes.version, name="version"),
    path("programmes/<uuid:key>/change/", programmes.change_programme, name="change_programme"),
    path("funding/", funding.streams, name="streams"),
    path("funding/new/", funding.add_stream, name="add_stream"),
    path("funding/<uuid:key>/", funding.stream, name="stream"),
    path("funding/<uuid:key>/change/", funding.change_stream, name="change_stream"),
    path("funding/<uuid:key>/places/", funding.add_places, name="add_places"),
    path("funding/places/<uuid:key>/", funding.change_places, name="change_places"),
]
