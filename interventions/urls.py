from django.urls import path

from chrysalis.reports.views.asking import asks
from interventions.reports import letter, outcome, paper_register, statement
from interventions.views import funding, groups, outcomes, people, places, programmes, registers, waiting


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
    path("cases/<uuid:key>/attendance/", people.attendance, name="attendance"),
    path("sessions/", registers.sessions, name="sessions"),
    path("sessions/<uuid:key>/", registers.session, name="session"),
    path("sessions/<uuid:key>/cancel/", registers.cancel_session, name="cancel_session"),
    path("sessions/<uuid:key>/note/", registers.note, name="note"),
    path("appointments/<uuid:key>/", registers.appointment, name="appointment"),
    path("appointments/<uuid:key>/cancel/", registers.cancel_appointment, name="cancel_appointment"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.begin_group, name="begin_group"),
    path("groups/<uuid:key>/", groups.group, name="group"),
    path("groups/<uuid:key>/dates/", groups.add_sessions, name="add_sessions"),
    path("groups/<uuid:key>/leaders/", groups.lead, name="lead"),
    path("on-programmes/<uuid:key>/office-note/", registers.office_note, name="office_note"),
    path("on-programmes/<uuid:key>/group/", groups.choose_group, name="choose_group"),
    path("on-programmes/<uuid:key>/appointments/", people.book_appointments, name="book_appointments"),
    path("on-programmes/<uuid:key>/end/", people.end_place, name="end_place"),
    path(
        "on-programmes/<uuid:key>/statement/",
        asks(statement.STATEMENT, statement.about),
        name="ask_statement",
    ),
    path(
        "on-programmes/<uuid:key>/outcome/", asks(outcome.OUTCOME_NOTICE, outcome.about), name="ask_outcome"
    ),
    path("on-programmes/<uuid:key>/tell-force/", outcomes.tell_force, name="tell_force"),
    path("on-programmes/<uuid:key>/letter/", asks(letter.COMPLETION_LETTER, letter.about), name="ask_letter"),
    path(
        "sessions/<uuid:key>/paper/",
        asks(paper_register.PAPER_REGISTER, paper_register.about),
        name="ask_register",
    ),
    path("reviews/", people.reviews, name="reviews"),
    path("reviews/<uuid:key>/", people.review, name="review"),
    path("concerns/", people.concerns, name="concerns"),
    path("concerns/<uuid:key>/", people.concern, name="concern"),
]
