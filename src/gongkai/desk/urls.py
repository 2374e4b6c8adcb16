"""Screens of the desk, below /desk/."""

from django.urls import path

from gongkai.desk.views import home, people

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/new/", people.enrol, name="enrol"),
    path("people/stand-in/", people.stand_in, name="stand_in"),
    path("people/permissions/", people.permissions, name="permissions"),
    path("people/appointments/<int:pk>/end/", people.end, name="end_appointment"),
    path("people/<str:number>/", people.officer, name="officer"),
    path("people/<str:number>/appoint/", people.appoint_officer, name="appoint"),
]
