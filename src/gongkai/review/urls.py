"""Review screens, below /desk/review/."""

from django.urls import path

from gongkai.review.views import chains, versions

app_name = "review"
urlpatterns = [
    path("", versions.queue, name="queue"),
    path("chains/", chains.overview, name="chains"),
    path("chains/new/", chains.set_one, name="set_chain"),
    path("chains/<key:pk>/end/", chains.end_one, name="end_chain"),
    path("<key:pk>/", versions.version, name="version"),
    path("<key:pk>/form.<str:suffix>", versions.printed, name="printed"),
    path("<key:pk>/submit/", versions.submit, name="submit"),
    path("<key:pk>/abandon/", versions.abandon, name="abandon"),
    path("<key:pk>/decide/", versions.decide, name="decide"),
    path("<key:pk>/register/", versions.register, name="register"),
    path("<key:pk>/register/correct/", versions.correct_registration, name="correct_registration"),
    path("<key:pk>/release/", versions.release, name="release"),
    path("<key:pk>/withdraw/", versions.withdraw, name="withdraw"),
]
