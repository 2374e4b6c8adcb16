"""The screens of letters: whatever is typed is kept or told, and nobody is led into a dead end."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.inforequests.actions.record_service import record_service
from gongkai.inforequests.clocks import deadlines_of
from gongkai.inforequests.letters.kinds import LETTER_TYPES
from gongkai.inforequests.models import CaseLetter, InfoRequest, Reply
from gongkai.inforequests.page import clock_face
from gongkai.inforequests.queries import first_reply_of
from gongkai.inforequests.status import case_status
from gongkai.inforequests.tests.letters import (
    DAY,
    GIVEN,
    confirm_all,
    final,
    letter_of,
    prepared,
    received,
    reviewed,
    served,
    written,
)
from gongkai.papers.actions.draft import add_version
from gongkai.review import queries

pytestmark = pytest.mark.django_db
REPLY = "inforequests.reply"
FILLED = {key: value for key, value in GIVEN[REPLY].items() if key != "ground"}
NUMBER = {"doc_number": "示工信公开〔2026〕1号"}


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> datetime.date:
    monkeypatch.setattr("gongkai.shell.middleware.today", lambda: DAY)
    return DAY


@pytest.fixture
def office(today: datetime.date) -> Bureau:
    return bureau()


@pytest.fixture
def case(office: Bureau) -> InfoRequest:
    return received(office)


@pytest.fixture
def client(office: Bureau) -> Client:
    return signed_in(office.disclosure_officer)


def begin(case: InfoRequest, kind: str, question: str = "") -> str:
    return reverse("inforequests:letter_begin", args=[case.pk, kind]) + question


def change(letter: CaseLetter, question: str = "") -> str:
    return reverse("inforequests:letter_change", args=[letter.pk]) + question


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return str(answer.content.decode())


class TestGround:
    def test_a_saved_reply_can_have_another_ground(
        self, client: Client, office: Bureau, case: InfoRequest
    ) -> None:
        letter = letter_of(written(office, case, "reply"))
        assert "?ground=not_existing" in text(client.get(change(letter, "?ground=")))
        data = {**FILLED, **NUMBER, "search": "示例：检索了档案系统。"}
        assert client.post(change(letter, "?ground=not_existing"), data).status_code == 302
        newest = CaseLetter.objects.get(pk=letter.pk).document.newest
        assert newest is not None
        assert newest.content_json["particulars"]["ground"] == "not_existing"

    @pytest.mark.parametrize("question", ["?ground=zzz", "?ground=reply.provided"])
    def test_a_ground_that_is_none_is_asked_for(
        self, client: Client, office: Bureau, case: InfoRequest, question: str
    ) -> None:
        letter = letter_of(written(office, case, "reply"))
        assert "按七步法" in text(client.get(change(letter, question)))
        assert "按七步法" in text(client.get(begin(received(office, "2026-2"), REPLY, question)))


class TestTyping:
    def test_a_table_is_for_an_attachment(self, client: Client, case: InfoRequest) -> None:
        data = {**FILLED, **NUMBER, "search": "项目\t结果\n示例\t没有"}
        page = text(client.post(begin(case, REPLY, "?ground=not_existing"), data), 422)
        assert "里有表格：信函的文字里放不下表格，请做成附件" in page

    @pytest.mark.parametrize("kind", [kind for kind in LETTER_TYPES if kind != REPLY])
    def test_empty_and_absurd_forms_say_what_is_wrong(
        self, client: Client, office: Bureau, case: InfoRequest, kind: str
    ) -> None:
        prepared(office, case, kind.partition(".")[2])
        assert client.get(begin(case, kind)).status_code == 200
        assert "没有填写文号" in text(client.post(begin(case, kind), {"sent": "1"}), 422)
        absurd = dict.fromkeys(
            ("quantity", "already", "working_days", "until", "way", "consulted", "consulted_name"), "９" * 40
        )
        assert text(client.post(begin(case, kind), absurd | {"doc_number": "x" * 90}), 422)
        assert text(client.post(begin(case, kind), absurd | {"preview": "1"}))

    def test_a_preview_without_scripts_keeps_what_was_typed_right_or_wrong(
        self, client: Client, case: InfoRequest
    ) -> None:
        data = {"preview": "1", "working_days": "999", "extension_reason": "示例原因", "doc_number": "错号"}
        page = text(client.post(begin(case, "inforequests.extension"), data))
        assert 'value="999"' in page
        assert 'value="错号"' in page
        assert "示例原因" in page

    @pytest.mark.parametrize("days", ["0", "99", "十"])
    def test_an_extension_that_is_none_says_the_rule(
        self, client: Client, case: InfoRequest, days: str
    ) -> None:
        data = {"working_days": days, "extension_reason": "示例原因", **NUMBER}
        for sent, status in ((data, 422), (data | {"preview": "1"}, 200)):
            page = text(client.post(begin(case, "inforequests.extension"), sent), status)
            assert "不能是 0 个" not in page
        page = text(client.post(begin(case, "inforequests.extension"), data), 422)
        assert "应为 1 至 20 个工作日（条例第三十三条第二款）。" in page

    def test_an_attachment_that_was_dropped_stays_dropped_in_the_preview(
        self, client: Client, case: InfoRequest, settings: Any, tmp_path: Any
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        file = SimpleUploadedFile("示例.pdf", b"%PDF-1.7")
        client.post(begin(case, REPLY, "?ground=provided"), {**FILLED, **NUMBER, "attachments": [file]})
        letter = CaseLetter.objects.get()
        assert [each.name for each in letter.document.newest.files] == ["示例.pdf"]
        page = text(client.post(change(letter), {**FILLED, **NUMBER, "preview": "1"}))
        assert 'name="kept" value="0"' in page
        assert "checked" not in page
        client.post(change(letter), {**FILLED, **NUMBER})
        assert letter.document.newest.files == ()

    def test_files_that_are_not_kept_are_told(
        self, client: Client, case: InfoRequest, settings: Any, tmp_path: Any
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        data = {"doc_number": "错号", "attachments": [SimpleUploadedFile("示例.pdf", b"%PDF-1.7")]}
        page = text(client.post(begin(case, REPLY, "?ground=provided"), data), 422)
        assert "选好的附件没有保存" in page
        data = {"preview": "1", "attachments": [SimpleUploadedFile("示例.pdf", b"%PDF-1.7")]}
        assert "选好的附件没有保存" in text(client.post(begin(case, REPLY, "?ground=provided"), data))

    def test_served_online_it_asks_for_the_channel(self, client: Client, case: InfoRequest) -> None:
        data = {**FILLED, **NUMBER, "method": "electronic"}
        page = text(client.post(begin(case, REPLY, "?ground=provided"), data), 422)
        assert "须写明申请复议的网上渠道" in page

    def test_sent_twice_it_is_one_letter(self, client: Client, case: InfoRequest) -> None:
        data = {**FILLED, **NUMBER}
        assert client.post(begin(case, REPLY, "?ground=provided"), data).status_code == 302
        again = client.post(begin(case, REPLY, "?ground=provided"), data)
        assert "已有一份尚未送达" in text(again, again.status_code)
        assert CaseLetter.objects.count() == 1


class TestReviewPage:
    def test_it_stands_when_the_letter_cannot_leave_any_more(
        self, office: Bureau, case: InfoRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        confirm_all(office)
        version = reviewed(office, written(office, case, "extension"))
        late = datetime.date(2026, 8, 10)
        monkeypatch.setattr("gongkai.shell.middleware.today", lambda: late)
        page = text(signed_in(office.deputy_head).get(reverse("review:version", args=[version.pk])))
        assert "本稿已不能发出" in page
        assert "退回" in page
        document = reverse("papers:document", args=[version.document_id])
        assert signed_in(office.deputy_head).get(document).status_code == 200


def test_a_letter_is_not_revised_as_a_document(office: Bureau, case: InfoRequest) -> None:
    version = written(office, case, "reply")
    with pytest.raises(ActionBlocked, match="专门页面"):
        add_version(viewer=office.drafter.on(DAY), document=version.document, content=version.content)


def test_a_corrected_reply_keeps_its_day_of_service(
    client: Client, office: Bureau, case: InfoRequest
) -> None:
    served(office, case, "reply")
    reply = first_reply_of(case)
    assert reply is not None
    address = reverse("inforequests:correct_reply", args=[reply.pk])
    assert f'value="{DAY}"' in text(client.get(address)).partition('name="served_on"')[2][:80]


@pytest.mark.parametrize("kind", ["supplement", "consultation"])
def test_an_answered_case_waits_for_nobody(office: Bureau, case: InfoRequest, kind: str) -> None:
    confirm_all(office)
    served(office, case, kind)
    later = {"ground": "withdrawn", "happened": "示例", "doc_number": "示工信公开〔2026〕2号"}
    served(office, case, "reply", **later)
    assert Reply.objects.count() == 1
    face = clock_face(case_status(case), deadlines_of(office.disclosure_officer.on(DAY)), DAY)
    assert face.tone == "done"
    assert "2026-07-08 答复" in face.sentence


def test_the_service_screen_says_what_is_missing(client: Client, office: Bureau, case: InfoRequest) -> None:
    confirm_all(office)
    letter = served(office, case, "consultation").letter
    for name in ("delivery", "response", "void"):
        address = reverse(f"inforequests:letter_{name}", args=[letter.pk])
        assert "没有填写" in text(client.post(address, {"sent": "1"}), 422)
    with pytest.raises(Exception, match="已经登记送达"):
        record_service(
            viewer=office.disclosure_officer.on(DAY), letter=letter, method="post", handed_over_on=DAY
        )


class TestNext:
    def mains(self, client: Client, case: InfoRequest) -> list[str]:
        page = text(client.get(reverse("inforequests:request", args=[case.pk])))
        return re.findall(r'<(?:a|button)[^>]*class="act"[^>]*>([^<]+)</', page)

    def test_a_case_has_one_main_act_and_it_is_the_next(
        self, client: Client, office: Bureau, case: InfoRequest
    ) -> None:
        assert self.mains(client, case) == [LETTER_TYPES[REPLY].verb]
        version = written(office, case, "reply")
        assert self.mains(client, case) == ["填审批表送审"]
        confirm_all(office)
        final(office, version)
        assert self.mains(client, case) == ["登记送达"]

    def test_a_letter_that_waits_is_told_apart_by_its_case(self, office: Bureau, case: InfoRequest) -> None:
        other = received(office, "2026-2")
        versions = [
            written(office, each, "supplement", doc_number=f"示工信公开〔2026〕{number}号")
            for number, each in enumerate((case, other), start=1)
        ]
        names = queries.names_of(versions)
        assert names[versions[0].pk].startswith(f"申请 {case.number}：")
        assert names[versions[1].pk].startswith("申请 2026-2：")
        party = written(office, other, "consultation", doc_number="示工信公开〔2026〕3号")
        name = party.content_json["particulars"]["consulted_name"]
        assert queries.names_of([party])[party.pk].startswith(f"申请 2026-2（致{name}）：")
