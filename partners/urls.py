from django.urls import path

from partners.views import linking, reaching, releases, risk, slips, survivors, telling, timing, tracing


app_name = "partners"
urlpatterns = [
    path("slips/", slips.slips, name="slips"),
    path("slips/<uuid:key>/", slips.slip, name="slip"),
    path("slips/<uuid:key>/documents/<uuid:document>/", slips.slip_document, name="slip_document"),
    path("slips/<uuid:key>/file/", slips.file, name="file"),
    path("to-be-released/", releases.releases, name="releases"),
    path("to-be-released/<uuid:key>/", releases.release, name="release"),
    path("survivors/", survivors.survivors, name="survivors"),
    path("survivors/new/", survivors.record, name="record"),
    path("survivors/<uuid:key>/", survivors.survivor, name="survivor"),
    path("survivors/<uuid:key>/correct/", survivors.correct, name="correct"),
    path("survivors/<uuid:key>/contact/", survivors.record_way, name="record_way"),
    path("survivors/<uuid:key>/support/", survivors.engage, name="engage"),
    path("survivors/<uuid:key>/reach/", reaching.reach, name="reach"),
    path("survivors/<uuid:key>/reach/show/", reaching.show_way, name="show_way"),
    path("survivors/<uuid:key>/reach/record/", reaching.record_contact, name="record_contact"),
    path("to-tell/", telling.to_tell, name="to_tell"),
    path("to-tell/<uuid:key>/", telling.tell, name="tell"),
    path("to-trace/", tracing.tracings, name="tracings"),
    path("to-trace/<uuid:key>/", tracing.tracing, name="tracing"),
    path("support-times/", timing.times, name="times"),
    path("survivors/<uuid:key>/risk/", risk.risk, name="risk"),
    path("survivors/<uuid:key>/risk/grade/", risk.set_grade, name="set_grade"),
    path("survivors/<uuid:key>/risk/second-person/", risk.answer_grade, name="answer_grade"),
    *(
        path(f"survivors/<uuid:key>/risk/{slug}/", risk.assess, {"slug": slug}, name=f"assess-{slug}")
        for slug in risk.PAGES.tools
    ),
    path("survivors/<uuid:key>/link/", linking.link, name="link"),
]
