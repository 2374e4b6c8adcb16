"""Letters: composed from the case and the law of the day, final only when that law is settled, and what they do."""

from __future__ import annotations

import datetime
from string import Formatter
from typing import Any

import pypdfium2
import pytest

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.inforequests.actions.record_reply import record_reply
from gongkai.inforequests.actions.record_service import record_service
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.actions.write import rewrite
from gongkai.inforequests.letters.kinds import LETTER_TYPES, composed
from gongkai.inforequests.letters.wording import WORDINGS
from gongkai.inforequests.models import DueDay, InfoRequest, Service
from gongkai.inforequests.queries import concluded, first_reply_of
from gongkai.inforequests.tests.letters import (
    DAY,
    GIVEN,
    RECEIVED,
    agreed_last,
    confirm_all,
    context,
    final,
    letter_of,
    prepared,
    received,
    reviewed,
    served,
    written,
)
from gongkai.ledger.errors import DatabaseRejected
from gongkai.ledger.transactions import Actor, ledger_transaction
from gongkai.norms.actions.settle_value import confirm_value, enter_value
from gongkai.papers import queries as papers
from gongkai.papers.printing import letter_docx, letter_pdf
from gongkai.papers.queries import used_values
from gongkai.review.actions.release import release
from gongkai.review.models import Approval

pytestmark = pytest.mark.django_db
OTHER = "示工信公开〔2026〕2号"


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def case(office: Bureau) -> InfoRequest:
    return received(office)


class TestUnconfirmedValues:
    """A letter cannot be final while a value used in it is unconfirmed by the unit."""

    def test_the_last_of_the_three_is_told_which_value(self, office: Bureau, case: InfoRequest) -> None:
        version = reviewed(office, written(office, case, "supplement"))
        with pytest.raises(ActionBlocked, match=r"申请人补正的合理期限 15 工作日.*没有确认"):
            agreed_last(office, version)
        assert not Approval.objects.exists()

    def test_the_database_refuses_it_whoever_asks(self, office: Bureau, case: InfoRequest) -> None:
        version = reviewed(office, written(office, case, "reply"))
        assert agreed_last(office, version)
        other = reviewed(
            office, written(office, received(office, "2026-002"), "supplement", doc_number=OTHER)
        )
        step = other.steps.model(
            version=other,
            organ=office.organ,
            number=3,
            officer=office.deputy_head.officer,
            verdict="agree",
            proofread="示例",
            decided_on=DAY,
        )
        with (
            pytest.raises(DatabaseRejected, match="没有确认"),
            ledger_transaction(organ_code="SL", actor=Actor("1", "示例"), day=DAY) as tx,
        ):
            tx.add(step)
            tx.add(Approval(version=other, organ=office.organ, approved_on=DAY))

    def test_the_units_word_opens_the_way(self, office: Bureau, case: InfoRequest) -> None:
        version = reviewed(office, written(office, case, "supplement"))
        (unsettled,) = [used for used in used_values(version) if not used.settled]
        confirm_value(
            viewer=office.disclosure_officer.on(DAY),
            key=unsettled.key,
            in_force_from=unsettled.in_force_from,
            basis="示例：司法局口头答复",
        )
        assert agreed_last(office, version)

    def test_another_organs_word_does_not(self, office: Bureau, case: InfoRequest) -> None:
        confirm_all(bureau("QT"))
        version = reviewed(office, written(office, case, "supplement"))
        with pytest.raises(ActionBlocked, match="没有确认"):
            agreed_last(office, version)

    def test_a_value_changed_meanwhile_makes_it_another_letter(
        self, office: Bureau, case: InfoRequest
    ) -> None:
        version = reviewed(office, written(office, case, "supplement"))
        enter_value(
            viewer=office.disclosure_officer.on(DAY),
            key="supplement.applicant",
            value=10,
            in_force_from=datetime.date(2026, 1, 1),
            basis="示例：本单位规定",
        )
        with pytest.raises(ActionBlocked, match=r"已与本稿不同.*10个工作日内补正"):
            agreed_last(office, version)
        again = rewrite(
            viewer=office.disclosure_officer.on(DAY),
            letter=letter_of(version),
            given={**GIVEN["inforequests.supplement"], "doc_number": "示工信公开〔2026〕1号"},
        )
        assert final(office, again)

    @pytest.mark.parametrize("kind", [kind.partition(".")[2] for kind in LETTER_TYPES])
    def test_every_value_that_a_letter_rests_on_is_kept(
        self, office: Bureau, case: InfoRequest, kind: str
    ) -> None:
        prepared(office, case, kind)
        version = written(office, case, kind)
        says = [each["says"] for each in version.content_json["values"]]
        assert says == [used.says for used in used_values(version)]
        if kind != "reply":
            assert says


class TestReply:
    def test_serving_it_answers_the_case_by_the_day_of_its_approval(
        self, office: Bureau, case: InfoRequest
    ) -> None:
        version = written(office, case, "reply", ground="not_existing", search="示例：检索了档案系统。")
        final(office, version)
        assert first_reply_of(case) is None
        posted = DAY + datetime.timedelta(2)
        record_service(
            viewer=office.disclosure_officer.on(posted),
            letter=letter_of(version),
            method="post",
            handed_over_on=posted,
        )
        reply = first_reply_of(case)
        assert reply is not None
        assert (reply.ground, reply.decided_on, reply.served_on) == ("not_existing", DAY, posted)
        assert reply.doc_number == "示工信公开〔2026〕1号"
        assert concluded(office.auditor, 2026).get() == reply
        assert not DueDay.objects.filter(pk=case.pk).exists()

    def test_an_unapproved_one_is_not_served(self, office: Bureau, case: InfoRequest) -> None:
        version = written(office, case, "reply")
        with pytest.raises(ActionBlocked, match="尚未审批定稿"):
            record_service(
                viewer=office.disclosure_officer.on(DAY),
                letter=letter_of(version),
                method="post",
                handed_over_on=DAY,
            )

    def test_the_same_letter_saved_again_stays_the_version_that_was_approved(
        self, office: Bureau, case: InfoRequest
    ) -> None:
        version = written(office, case, "reply")
        final(office, version)
        again = rewrite(
            viewer=office.disclosure_officer.on(DAY),
            letter=letter_of(version),
            given={**GIVEN["inforequests.reply"], "doc_number": "示工信公开〔2026〕1号"},
        )
        assert again == version
        assert record_service(
            viewer=office.disclosure_officer.on(DAY),
            letter=letter_of(version),
            method="post",
            handed_over_on=DAY,
        )

    def test_an_edit_after_approval_needs_its_own(self, office: Bureau, case: InfoRequest) -> None:
        version = written(office, case, "reply")
        final(office, version)
        rewrite(
            viewer=office.disclosure_officer.on(DAY),
            letter=letter_of(version),
            given={**GIVEN["inforequests.reply"], "doc_number": "示工信公开〔2026〕1号", "manner": "自取。"},
        )
        with pytest.raises(ActionBlocked, match="最新一版尚未审批"):
            record_service(
                viewer=office.disclosure_officer.on(DAY),
                letter=letter_of(version),
                method="post",
                handed_over_on=DAY,
            )

    def test_the_database_ties_the_service_to_its_own_approval(
        self, office: Bureau, case: InfoRequest
    ) -> None:
        one = final(office, written(office, case, "reply"))
        other = letter_of(written(office, received(office, "2026-002"), "reply", doc_number=OTHER))
        with (
            pytest.raises(DatabaseRejected, match="已经审批的一版"),
            ledger_transaction(organ_code="SL", actor=Actor("1", "示例"), day=DAY) as tx,
        ):
            tx.add(
                Service(
                    organ=office.organ,
                    letter=other,
                    approval=one,
                    method="post",
                    handed_over_on=DAY,
                    counted_on=DAY,
                )
            )

    def test_a_number_is_used_once(self, office: Bureau, case: InfoRequest) -> None:
        written(office, case, "reply")
        with pytest.raises(ActionBlocked, match="一件一号"):
            written(office, received(office, "2026-002"), "reply")

    def test_who_may_not_see_cases_sees_no_letter(self, office: Bureau, case: InfoRequest) -> None:
        version = written(office, case, "reply")
        assert version in papers.versions(office.section_head)
        assert version not in papers.versions(office.drafter)
        assert version.document not in papers.documents(office.drafter)

    def test_a_letter_is_never_released(self, office: Bureau, case: InfoRequest) -> None:
        version = written(office, case, "reply")
        final(office, version)
        with pytest.raises(ActionBlocked, match="不向社会公开"):
            release(viewer=office.disclosure_officer.on(DAY), version=version)

    @pytest.mark.parametrize(
        ("day", "ground", "says"),
        [
            (datetime.date(2026, 7, 8), "third_party", "先向示例市人民政府申请行政复议"),
            (datetime.date(2026, 7, 8), "partial", "先向示例市人民政府申请行政复议"),
            (datetime.date(2026, 7, 8), "provided", "或者自收到之日起6个月内向示例市人民法院"),
            (datetime.date(2026, 7, 8), "registry_query", "依法向示例市人民政府申请行政复议"),
        ],
    )
    def test_the_remedy_follows_the_ground_and_the_day(
        self, office: Bureau, case: InfoRequest, day: datetime.date, ground: str, says: str
    ) -> None:
        given = {**GIVEN["inforequests.reply"], "ground": ground, "reason": "示例", "law_named": "示例"}
        letter = composed(
            LETTER_TYPES["inforequests.reply"],
            context(office, case, day),
            given,
        )
        assert says in letter.paragraphs[-1]

    def test_before_the_law_that_is_known_the_officer_writes_the_remedy(self, office: Bureau) -> None:
        early = InfoRequest(
            number="2023-001",
            applicant_kind="natural",
            applicant_name="示例·申请人",
            channel="counter",
            description="示例",
            arrived_on=datetime.date(2023, 5, 10),
        )
        day = datetime.date(2023, 5, 20)
        case = register_request(viewer=office.disclosure_officer.on(day), request=early)
        with pytest.raises(ActionBlocked, match="适用当时的救济规定"):
            written(office, case, "reply", day=day)
        version = written(office, case, "reply", day=day, remedy_text="示例：当时的救济途径。")
        assert version.content_json["paragraphs"][-1] == "示例：当时的救济途径。"

    def test_a_unit_that_counts_renewed_replies_anew_registers_them_anew(
        self, office: Bureau, case: InfoRequest
    ) -> None:
        served(office, case, "reply")
        enter_value(
            viewer=office.disclosure_officer.on(DAY),
            key="report.renewed_reply",
            value="另计",
            in_force_from=datetime.date(2026, 1, 1),
            basis="示例：市政务公开办口径",
        )
        with pytest.raises(ActionBlocked, match="另行登记一件申请"):
            written(office, case, "reply")
        with pytest.raises(ActionBlocked, match="另行登记一件申请"):
            record_reply(
                viewer=office.disclosure_officer.on(DAY),
                request=case,
                ground="provided",
                decided_on=DAY,
                is_renewed=True,
            )

    def test_a_unit_may_count_results_by_the_day_they_were_sent(self, office: Bureau) -> None:
        enter_value(
            viewer=office.disclosure_officer.on(RECEIVED),
            key="report.outcome_day",
            value="送达日期",
            in_force_from=datetime.date(2026, 1, 1),
            basis="示例：市政务公开办口径",
        )
        case = received(office, "2026-009")
        decided, sent = datetime.date(2026, 12, 31), datetime.date(2027, 1, 4)
        with pytest.raises(ActionBlocked, match="没有填写；本单位口径"):
            record_reply(
                viewer=office.disclosure_officer.on(sent), request=case, ground="provided", decided_on=decided
            )
        record_reply(
            viewer=office.disclosure_officer.on(sent),
            request=case,
            ground="provided",
            decided_on=decided,
            served_on=sent,
        )
        assert not concluded(office.auditor, 2026).exists()
        assert concluded(office.auditor, 2027).count() == 1


class TestWording:
    def test_every_ground_has_its_words(self) -> None:
        assert {f"reply.{code}" for code in law.GROUNDS} <= set(WORDINGS)

    @pytest.mark.parametrize("name", sorted(WORDINGS))
    def test_what_is_filled_in_is_said_and_what_is_said_is_known(self, name: str) -> None:
        wording = WORDINGS[name]
        said = {name for text in wording.paragraphs for _, name, _, _ in Formatter().parse(text) if name}
        asked = {each.name for each in wording.inputs}
        computed = {"basis", "days", "due", "due_before", "way", "quantity", "unit", "bands", "amount"}
        computed |= {"until", "restart"}
        assert asked <= said
        assert said - asked <= computed
        law.cited(wording.basis)

    @pytest.mark.parametrize("code", sorted(law.GROUNDS))
    def test_a_reply_cites_the_articles_of_its_ground(
        self, office: Bureau, case: InfoRequest, code: str
    ) -> None:
        given: dict[str, Any] = {**GIVEN["inforequests.reply"], "ground": code}
        text = "".join(
            composed(
                LETTER_TYPES["inforequests.reply"],
                context(office, case, DAY),
                given,
            ).paragraphs
        )
        for article in law.ground(code).articles:
            if article.startswith("条例"):
                assert article.removeprefix("条例") in text
        assert "《中华人民共和国政府信息公开条例》" in text or not any(
            article.startswith("条例") for article in law.ground(code).articles
        )

    def test_nothing_is_filled_in_shows_as_blank(self, office: Bureau, case: InfoRequest) -> None:
        letter = composed(
            LETTER_TYPES["inforequests.reply"],
            context(office, case, DAY),
            {"ground": "provided"},
        )
        assert "______" in letter.paragraphs[1]


class TestPrinting:
    def test_a_draft_says_so_and_a_final_one_has_its_day(self, office: Bureau, case: InfoRequest) -> None:
        version = written(office, case, "reply")
        draft = pdf_text(letter_pdf(version, approved_on=None))
        assert "未定稿" in draft
        final(office, version)
        printed = pdf_text(letter_pdf(version, approved_on=DAY))
        assert "未定稿" not in printed
        for words in ("示工信公开〔2026〕1号", "示例·申请人", "2026年7月8日", "示例市人民法院"):
            assert words in printed
        assert letter_docx(version, approved_on=DAY) == letter_docx(version, approved_on=DAY)


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def test_the_given_values_name_inputs_that_exist() -> None:
    known = {each.name for wording in WORDINGS.values() for each in wording.inputs}
    kinds = {"ground", "consulted", "consulted_name", "way", "quantity", "working_days", "until"}
    for given in GIVEN.values():
        assert set(given) <= known | kinds | {"review_body", "court"}
