"""Screens of this room, below /desk/requests/."""

from django.urls import path

from gongkai.inforequests.views import cases, letters

app_name = "inforequests"
urlpatterns = [
    path("new/", cases.register, name="register"),
    path("<key:pk>/", cases.request, name="request"),
    path("<key:pk>/confirm/", cases.confirm, name="confirm"),
    path("<key:pk>/answer/", cases.answer, name="answer"),
    path("<key:pk>/letters/<str:kind>/", letters.begin, name="letter_begin"),
    path("letters/<key:pk>/change/", letters.change, name="letter_change"),
    path("letters/<key:pk>/serve/", letters.serve, name="letter_serve"),
    path("letters/<key:pk>/arrive/", letters.arrive, name="letter_arrive"),
    path("letters/<key:pk>/respond/", letters.respond, name="letter_respond"),
    path("letters/<key:pk>/take-back/", letters.take_back, name="letter_take_back"),
    path("letters/<key:pk>/letter.<str:form>", letters.printed, name="letter_printed"),
    path("receipts/<key:pk>/correct/", cases.correct_receipt, name="correct_receipt"),
    path("replies/<key:pk>/correct/", cases.correct_reply, name="correct_reply"),
    path("moved/<key:seq>/", cases.moved, name="moved"),
]
