"""Screens of this room, below /desk/channels/."""

from django.urls import path

from gongkai.publisher import views

app_name = "publisher"
urlpatterns = [
    path("defaults/<slug:kind>/", views.defaults, name="defaults"),
    path("of/<key:pk>/", views.choose, name="choose"),
    path("<key:pk>/", views.delivery, name="delivery"),
    path("<key:pk>/package/", views.package, name="package"),
    path("<key:pk>/done/", views.done, name="done"),
    path("<key:pk>/send/", views.send, name="send"),
    path("<key:pk>/compare/", views.compare, name="compare"),
    path("<key:pk>/failed/", views.failed, name="failed"),
    path("<key:pk>/drop/", views.drop, name="drop"),
    path("<key:pk>/correct/", views.correct, name="correct"),
    path("<key:pk>/reopen/", views.reopen, name="reopen"),
]
