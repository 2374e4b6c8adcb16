"""What each kind of letter says and when it may be written: art 35, third parties, co-makers, fees."""

from __future__ import annotations

import datetime

import pytest

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, amended, bureau
from gongkai.inforequests.actions.record_response import record_response
from gongkai.inforequests.letters.kinds import LETTER_TYPES, composed
from gongkai.inforequests.letters.wording import ended
from gongkai.inforequests.models import DueDay, InfoRequest
from gongkai.inforequests.tests.letters import (
    DAY,
    GIVEN,
    confirm_all,
    context,
    prepared,
    received,
    reviewed,
    served,
    written,
)
from gongkai.norms.actions.settle_value import enter_value
from gongkai.review.actions.decide import decide
from gongkai.review.permissions import step

pytestmark = pytest.mark.django_db
OTHER = "示工信公开〔2026〕2号"


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def case(office: Bureau) -> InfoRequest:
    return received(office)


class TestUnreasonableNumber:
    """条例 art 35: reasons are asked for; a good reason allows a later day, which no number caps."""

    def test_a_delay_needs_the_applicants_reasons(self, office: Bureau, case: InfoRequest) -> None:
        with pytest.raises(ActionBlocked, match="请先要求说明理由"):
            written(office, case, "delay")
        served(office, case, "reasons", doc_number="示工信公开〔2026〕7号")
        with pytest.raises(ActionBlocked, match="登记申请人的说明"):
            written(office, case, "delay")

    def test_served_it_moves_the_day(self, office: Bureau, case: InfoRequest) -> None:
        prepared(office, case, "delay")
        service = served(office, case, "delay")
        assert DueDay.objects.get(pk=case.pk).due_on == datetime.date(2026, 9, 30)
        text = "".join(service.approval.version.content_json["paragraphs"])
        assert "不能在2026年8月3日期限届满前答复" in text
        assert "将于2026年9月30日以前答复" in text

    def test_to_a_day_before_the_period_ends_it_is_none(self, office: Bureau, case: InfoRequest) -> None:
        prepared(office, case, "delay")
        with pytest.raises(ActionBlocked, match="不晚于原期限"):
            written(office, case, "delay", until="2026-08-03")

    def test_reasons_are_asked_for_by_a_day_to_come(self, office: Bureau, case: InfoRequest) -> None:
        with pytest.raises(ActionBlocked, match="应晚于今天"):
            written(office, case, "reasons", until=DAY.isoformat())
        assert DueDay.objects.get(pk=case.pk).due_on == datetime.date(2026, 8, 3)


class TestThirdParty:
    def test_who_refused_is_told_what_is_disclosed_and_why(self, office: Bureau, case: InfoRequest) -> None:
        with pytest.raises(ActionBlocked, match="没有登记不同意公开的第三方"):
            written(office, case, "disclosure")
        prepared(office, case, "disclosure")
        version = written(office, case, "disclosure")
        said = version.content_json
        assert said["addressee"] == "示例·第三方"
        assert "示例：排放监测数据。" in "".join(said["paragraphs"])
        assert "自收到本告知书之日起60日内向示例市人民政府申请行政复议" in said["paragraphs"][-1]
        assert case.applicant_name not in version.body

    def test_it_may_follow_the_reply(self, office: Bureau, case: InfoRequest) -> None:
        prepared(office, case, "disclosure")
        served(office, case, "reply")
        assert served(office, case, "disclosure", doc_number=OTHER)

    @pytest.mark.parametrize(("kind", "place"), [("consultation", "about"), ("disclosure", "disclosed")])
    def test_no_letter_to_it_says_who_applied(
        self, office: Bureau, case: InfoRequest, kind: str, place: str
    ) -> None:
        prepared(office, case, kind)
        with pytest.raises(ActionBlocked, match="不透露申请人是谁"):
            written(office, case, kind, **{place: f"{case.applicant_name}申请的数据"})

    def test_nothing_is_given_while_it_can_still_be_heard(self, office: Bureau, case: InfoRequest) -> None:
        letter = served(office, case, "consultation", received_on=DAY).letter
        with pytest.raises(ActionBlocked, match="2026-07-29 以前答复；届满以前不能决定公开"):
            written(office, case, "reply", doc_number=OTHER)
        assert written(office, case, "reply", doc_number=OTHER, ground="withdrawn", happened="示例")
        record_response(
            viewer=office.disclosure_officer.on(DAY), letter=letter, responded_on=DAY, answer="consents"
        )
        other = {**GIVEN["inforequests.reply"], "doc_number": OTHER}
        assert composed(
            LETTER_TYPES["inforequests.reply"],
            context(office, case, DAY),
            other,
        )

    def test_several_are_asked_at_once(self, office: Bureau, case: InfoRequest) -> None:
        written(office, case, "consultation")
        assert written(office, case, "consultation", doc_number=OTHER, consulted_name="示例·另一第三方")
        with pytest.raises(ActionBlocked, match="一件一号"):
            written(office, case, "consultation")

    def test_a_refusal_for_its_sake_says_how_it_was_asked(self, office: Bureau, case: InfoRequest) -> None:
        given = {
            **GIVEN["inforequests.reply"],
            "ground": "third_party",
            "third_party_said": "2026年7月8日书面征求，7月10日答复不同意公开",
            "reason": "示例",
        }
        letter = composed(
            LETTER_TYPES["inforequests.reply"],
            context(office, case, DAY),
            given,
        )
        assert (
            "书面征求第三方的意见：2026年7月8日书面征求，7月10日答复不同意公开。根据" in letter.paragraphs[1]
        )


class TestFee:
    def test_it_shows_how_the_amount_is_made(self, office: Bureau, case: InfoRequest) -> None:
        text = "".join(written(office, case, "fee").content_json["paragraphs"])
        assert "第31页至第100页每页10元，计700元，第101页至第120页每页20元，计400元，合计1100元" in text
        assert "缴纳方式：示例：到本机关窗口缴纳。" in text

    def test_items_before_it_in_the_month_are_not_charged_again(
        self, office: Bureau, case: InfoRequest
    ) -> None:
        fee = written(office, case, "fee", way="items", quantity=5, already=15)
        text = "".join(fee.content_json["paragraphs"])
        assert "第16件至第20件每件100元，计500元，合计500元" in text

    def test_it_rests_on_all_that_it_says(self, office: Bureau, case: InfoRequest) -> None:
        keys = {each["key"] for each in written(office, case, "fee").content_json["values"]}
        assert {"fee.pages", "fee.page", "fee.payment", "fee.restart"} <= keys


class TestGateOfTheDay:
    """What was right when it was written may not be on the day of the approval: the page says so and stands."""

    def test_a_letter_that_came_too_late_is_told_as_such(self, office: Bureau, case: InfoRequest) -> None:
        confirm_all(office)
        version = reviewed(office, written(office, case, "fee"))
        late = datetime.date(2026, 8, 4)
        with pytest.raises(ActionBlocked, match=r"本稿已不能发出.*已于 2026-08-03 届满"):
            decide(
                viewer=office.deputy_head.on(late), version=version, agree=True, opinion="", proofread="示例"
            )
        assert step(3)(office.deputy_head, version)

    def test_an_extension_is_not_written_while_no_day_can_be_named(
        self, office: Bureau, case: InfoRequest
    ) -> None:
        served(office, case, "consultation")
        with pytest.raises(ActionBlocked, match="还不能写明延到哪一天"):
            written(office, case, "extension", doc_number=OTHER)

    def test_the_same_words_on_another_value_are_another_letter(
        self, office: Bureau, case: InfoRequest
    ) -> None:
        version = reviewed(office, written(office, case, "supplement"))
        enter_value(
            viewer=office.disclosure_officer.on(DAY),
            key="supplement.applicant",
            value=15,
            in_force_from=datetime.date(2019, 5, 15),
            basis="示例：本单位规定",
        )
        with pytest.raises(ActionBlocked, match="退回重新拟制"):
            decide(
                viewer=office.deputy_head.on(DAY), version=version, agree=True, opinion="", proofread="示例"
            )


class TestLanguage:
    def test_an_organisation_is_not_spoken_to_as_a_person(self, office: Bureau) -> None:
        case = received(office, "2026-005")
        amended(case, applicant_kind="commercial")
        text = "".join(written(office, case, "reply").content_json["paragraphs"])
        assert "收到贵单位提交" in text
        assert "您" not in text

    @pytest.mark.parametrize(
        ("given", "following", "said"),
        [
            ("示例", "", "示例。"),
            ("示例。", "", "示例。"),
            ("示例。", "。", "示例"),
            ("示例", "理由：", "示例。"),
            ("示例。", "）", "示例"),
            ("示例！", "", "示例！"),
            ("“示例。”", "", "“示例。”"),
            ("", "", ""),
        ],
    )
    def test_a_sentence_ends_once(self, given: str, following: str, said: str) -> None:
        assert ended(given, following) == said

    def test_lines_become_paragraphs(self, office: Bureau, case: InfoRequest) -> None:
        version = written(office, case, "supplement", unclear="一、示例甲\r\n\r\n二、示例乙")
        assert version.content_json["paragraphs"][2] == "二、示例乙。"
