"""Screens of the desk, below /desk/."""

from django.urls import path

from gongkai.desk.views import checkpoints, home, ledger, norms, people

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("ledger/<key:pk>/proof/", ledger.proof, name="proof"),
    path("calendar/", norms.calendar, name="calendar"),
    path("calendar/notice/", norms.notice, name="notice"),
    path("values/", norms.values, name="values"),
    path("values/<str:key>/<str:since>/", norms.settle, name="settle"),
    path("deadline/", norms.deadline, name="deadline"),
    path("checkpoint/", checkpoints.checkpoint, name="checkpoint"),
    path("checkpoint/file/", checkpoints.checkpoint_file, name="checkpoint_file"),
    path("people/", people.people, name="people"),
    path("people/new/", people.enrol, name="enrol"),
    path("people/stand-in/", people.stand_in, name="stand_in"),
    path("people/absence/", people.absence, name="absence"),
    path("people/absence/<key:pk>/end/", people.back, name="end_absence"),
    path("people/permissions/", people.permissions, name="permissions"),
    path("people/appointments/<key:pk>/end/", people.end, name="end_appointment"),
    path("people/nominations/<key:pk>/", people.nomination, name="nomination"),
    path("people/<key:pk>/", people.officer, name="officer"),
    path("people/<key:pk>/appoint/", people.appoint_officer, name="appoint"),
]
