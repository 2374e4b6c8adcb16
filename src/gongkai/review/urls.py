"""Review screens, below /desk/review/."""

from django.urls import path

from gongkai.review.views import chains, consultations, leaving, seats, versions

app_name = "review"
urlpatterns = [
    path("", versions.queue, name="queue"),
    path("chains/", chains.overview, name="chains"),
    path("chains/new/", chains.set_one, name="set_chain"),
    path("chains/<key:pk>/end/", chains.end_one, name="end_chain"),
    path("seats/", seats.overview, name="seats"),
    path("seats/new/", seats.set_one, name="set_seat"),
    path("seats/<key:pk>/end/", seats.close_one, name="close_seat"),
    path("consultations/<key:pk>/", consultations.question, name="question"),
    path("consultations/<key:pk>/answer/", consultations.give_answer, name="answer_question"),
    path("consultations/<key:pk>/letter/", consultations.record_letter, name="record_letter"),
    path("consultations/<key:pk>/letter.<str:suffix>", consultations.printed, name="letter_out"),
    path("consultations/<key:pk>/scan/<int:place>/", consultations.scan, name="scan"),
    path("consultations/<key:pk>/treat/", consultations.treat_opinion, name="treat_opinion"),
    path("consultations/<key:pk>/correct/", consultations.correct, name="correct_answer"),
    path("consultations/<key:pk>/recall/", consultations.recall_question, name="recall_question"),
    path("<key:pk>/consult/", consultations.consult, name="consult"),
    path("<key:pk>/", versions.version, name="version"),
    path("<key:pk>/form.<str:suffix>", versions.printed, name="printed"),
    path("<key:pk>/submit/", versions.submit, name="submit"),
    path("<key:pk>/abandon/", versions.abandon, name="abandon"),
    path("<key:pk>/decide/", versions.decide, name="decide"),
    path("<key:pk>/register/", leaving.register, name="register"),
    path("<key:pk>/register/correct/", leaving.correct_registration, name="correct_registration"),
    path("<key:pk>/release/", leaving.release, name="release"),
    path("<key:pk>/withdraw/", leaving.withdraw, name="withdraw"),
    path("<key:pk>/time/", leaving.set_release_time, name="set_time"),
    path("<key:pk>/time/forget/", leaving.forget_release_time, name="take_back_time"),
    path("<key:pk>/down/", leaving.take_down_at_once, name="take_down"),
    path("<key:pk>/down/confirm/", leaving.confirm_take_down, name="confirm_take_down"),
]
