"""Screens of this room, below /desk/requests/."""

from django.urls import path

from gongkai.inforequests import views

app_name = "inforequests"
urlpatterns = [
    path("new/", views.register, name="register"),
    path("<int:pk>/", views.request, name="request"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/answer/", views.answer, name="answer"),
    path("receipts/<int:pk>/correct/", views.correct_receipt, name="correct_receipt"),
    path("replies/<int:pk>/correct/", views.correct_reply, name="correct_reply"),
    path("moved/<int:seq>/", views.moved, name="moved"),
]
