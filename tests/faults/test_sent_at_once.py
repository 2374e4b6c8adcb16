"""One form sent four times at one moment: its act is done once, and all four are led to what it did."""

from __future__ import annotations

from tests.faults.scripts import BEGIN, WAIT
from tests.faults.test_at_once import at_once
from tests.homes import Home

SEND = (
    BEGIN
    + """
from django.test import Client
from django.urls import reverse
from gongkai.bodies.models import User
browser = Client(headers={"host": "127.0.0.1"})
browser.force_login(
    User.objects.get(username="zhuanren"), backend="django.contrib.auth.backends.ModelBackend"
)
page = reverse("papers:draft") + "?kind=notice"
form = {"sent_once": "1" * 32, "title": "示例：同时提交的通知", "body": "示例。", "attribute": "proactive"}
"""
    + WAIT
    + """
answer = browser.post(page, form)
print(answer.status_code, answer.headers.get("Location", ""))
"""
)
COUNT = """
from gongkai.papers.models import Version
print(Version.objects.filter(title="示例：同时提交的通知").values_list("document_id", flat=True).get())
"""


def test_a_form_sent_at_once_is_done_once(sample_home: Home) -> None:
    said = at_once(sample_home, *[SEND] * 4)
    document = sample_home.python(BEGIN + COUNT).stdout.strip()
    led = f"302 /desk/papers/{document}/"
    # Whoever comes before the first has answered is told that it is done, and led nowhere.
    assert set(said) <= {led, "409"}
    assert led in said
