"""Screens of this room, below /desk/requests/."""

from django.urls import path

from gongkai.inforequests.views import cases, letters

app_name = "inforequests"
urlpatterns = [
    path("new/", cases.register, name="register"),
    path("<key:pk>/", cases.request, name="request"),
    path("<key:pk>/confirm/", cases.confirm, name="confirm"),
    path("<key:pk>/reply/", cases.reply, name="reply"),
    path("<key:pk>/letters/<str:kind>/", letters.begin, name="letter_begin"),
    path("letters/<key:pk>/change/", letters.change, name="letter_change"),
    path("letters/<key:pk>/service/", letters.service, name="letter_service"),
    path("letters/<key:pk>/delivery/", letters.delivery, name="letter_delivery"),
    path("letters/<key:pk>/response/", letters.response, name="letter_response"),
    path("letters/<key:pk>/void/", letters.void_entry, name="letter_void"),
    path("letters/<key:pk>/letter.<str:form>", letters.printed, name="letter_printed"),
    path("receipts/<key:pk>/correct/", cases.correct_receipt, name="correct_receipt"),
    path("replies/<key:pk>/correct/", cases.correct_reply, name="correct_reply"),
    path("moved/<key:seq>/", cases.moved, name="moved"),
]
