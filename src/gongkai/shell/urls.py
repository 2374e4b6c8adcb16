"""Screens that every room shares, below /desk/."""

from django.urls import path

from gongkai.shell.views import accounts, auth, entry, imports, registers, search, second_factor, tasks

app_name = "shell"
urlpatterns = [
    path("sign-in/", auth.SignIn.as_view(), name="sign_in"),
    path("sign-out/", auth.SignOut.as_view(), name="sign_out"),
    path("account/", accounts.my_account, name="my_account"),
    path("account/password/", accounts.password, name="password"),
    path("account/second-factor/", second_factor.enrol, name="second_factor"),
    path("account/recovery-codes/", second_factor.recovery_codes, name="recovery_codes"),
    path("sign-in/code/", second_factor.code, name="code"),
    path("accounts/", accounts.all_accounts, name="accounts"),
    path("accounts/new/", accounts.open_new, name="open_account"),
    path("accounts/<key:pk>/", accounts.account, name="account"),
    path("accounts/<key:pk>/<slug:act>/", accounts.account_act, name="account_act"),
    path("search/", search.search, name="search"),
    path("registers/", registers.all_registers, name="registers"),
    path("registers/<str:register_id>/", registers.register, name="register"),
    path("registers/<str:register_id>/saved-filters/", registers.save_filter, name="save_filter"),
    path("registers/<str:register_id>/new/", entry.enter, name="enter"),
    path("registers/<str:register_id>/<str:pk>/", registers.record, name="record"),
    path("registers/<str:register_id>/<str:pk>/correct/", entry.correct, name="correct"),
    path("registers/<str:register_id>/<str:pk>/void/", entry.void, name="void"),
    path("import/<str:importer_id>/", imports.import_ledger, name="import"),
    path("import/<str:importer_id>/template.xlsx", imports.import_template, name="import_template"),
    path("import/<str:importer_id>/<key:pk>/", imports.import_plan, name="import_plan"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<key:pk>/", tasks.task, name="task"),
    path("tasks/<key:pk>/cancel/", tasks.cancel, name="cancel_task"),
]
