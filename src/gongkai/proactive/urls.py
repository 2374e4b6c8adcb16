"""Screens of this room, below /desk/proactive/."""

from django.urls import path

from gongkai.proactive import views

app_name = "proactive"
urlpatterns = [
    path("lists/", views.write_list, name="write_list"),
    path("lists/<key:pk>/", views.revise_list, name="revise_list"),
    path("catalogue/", views.write_catalogue, name="write_catalogue"),
    path("matters/<key:pk>/", views.matter, name="matter"),
    path("documents/<key:pk>/matter/", views.classify, name="classify"),
    path("unrecorded/", views.unrecorded, name="unrecorded"),
]
