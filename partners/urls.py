from django.urls import path

from partners.views import linking, releases, slips, survivors


app_name = "partners"
urlpatterns = [
    path("slips/", slips.slips, name="slips"),
    path("slips/<uuid:key>/", slips.slip, name="slip"),
    path("slips/<uuid:key>/file/", slips.file, name="file"),
    path("to-be-released/", releases.releases, name="releases"),
    path("to-be-released/<uuid:key>/", releases.release, name="release"),
    path("survivors/", survivors.survivors, name="survivors"),
    path("survivors/new/", survivors.record, name="record"),
    path("survivors/<uuid:key>/", survivors.survivor, name="survivor"),
    path("survivors/<uuid:key>/correct/", survivors.correct, name="correct"),
    path("survivors/<uuid:key>/contact/", survivors.record_way, name="record_way"),
    path("survivors/<uuid:key>/link/", linking.link, name="link"),
]
