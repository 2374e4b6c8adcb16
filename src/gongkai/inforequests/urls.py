"""Screens of this room, below /desk/requests/."""

from django.urls import path

from gongkai.inforequests.views import cases, letters

app_name = "inforequests"
urlpatterns = [
    path("new/", cases.register, name="register"),
    path("<int:pk>/", cases.request, name="request"),
    path("<int:pk>/confirm/", cases.confirm, name="confirm"),
    path("<int:pk>/answer/", cases.answer, name="answer"),
    path("<int:pk>/letters/<str:kind>/", letters.begin, name="letter_begin"),
    path("letters/<int:pk>/change/", letters.change, name="letter_change"),
    path("letters/<int:pk>/serve/", letters.serve, name="letter_serve"),
    path("letters/<int:pk>/arrive/", letters.arrive, name="letter_arrive"),
    path("letters/<int:pk>/respond/", letters.respond, name="letter_respond"),
    path("letters/<int:pk>/take-back/", letters.take_back, name="letter_take_back"),
    path("letters/<int:pk>/letter.<str:form>", letters.printed, name="letter_printed"),
    path("receipts/<int:pk>/correct/", cases.correct_receipt, name="correct_receipt"),
    path("replies/<int:pk>/correct/", cases.correct_reply, name="correct_reply"),
    path("moved/<int:seq>/", cases.moved, name="moved"),
]
