"""What the database itself refuses of documents, their numbers and values, and of normative documents."""

from __future__ import annotations

from gongkai.papers.ledgers import LEDGERS
from gongkai.papers.models import NormativeDesignation
from gongkai.registry import Guard, Refusal
from gongkai.shell.ledgers.guards import another_stands, guards_of

REGISTRATION_TWICE = Refusal(
    code="REGISTRATION_TWICE",
    condition=another_stands("papers_normativedesignation", "organ_id", "registration_number"),
    message="该规范性文件登记号已使用；一号一件，请核对登记号。",
)

GUARDS = (
    *guards_of(LEDGERS, {NormativeDesignation: (REGISTRATION_TWICE,)}),
    Guard(id="papers.Document"),
    Guard(
        id="papers.Version",
        refusals=(
            Refusal(
                code="VERSION_ORDER",
                condition="NEW.number <> (SELECT COALESCE(MAX(v.number), 0) + 1 FROM papers_version AS v"
                " WHERE v.document_id = NEW.document_id)",
                message="文稿版本应逐版递增，请刷新后在最新一版上修改。",
            ),
            Refusal(
                code="VERSION_ORGAN",
                condition="NOT EXISTS (SELECT 1 FROM papers_document AS d"
                " WHERE d.id = NEW.document_id AND d.organ_id = NEW.organ_id)",
                message="文稿版本应属于文稿所在的机关。",
            ),
        ),
    ),
    Guard(
        id="papers.UsedValue",
        refusals=(
            Refusal(
                code="VALUE_OF_ANOTHER_ORGAN",
                condition="NOT EXISTS (SELECT 1 FROM papers_version AS v"
                " WHERE v.id = NEW.version_id AND v.organ_id = NEW.organ_id)",
                message="信函所用取值应属于信函所在的机关。",
            ),
        ),
    ),
    Guard(id="papers.FileScan", named=True),
    Guard(id="papers.NumberSeries", amendable=True),
    Guard(
        id="papers.NumberDraw",
        refusals=(
            Refusal(
                code="NUMBER_OF_ANOTHER_ORGAN",
                condition="NOT EXISTS (SELECT 1 FROM papers_numberseries AS n"
                " WHERE n.id = NEW.series_id AND n.organ_id = NEW.organ_id)",
                message="只能在本机关的发文字号系列中取号。",
            ),
        ),
    ),
    Guard(
        id="papers.GivenUpReservation",
        refusals=(
            Refusal(
                code="GIVEN_UP_UNRESERVED",
                condition="NOT EXISTS (SELECT 1 FROM papers_numberdraw AS t WHERE t.id = NEW.draw_id"
                " AND t.organ_id = NEW.organ_id AND t.purpose = 'reserved')",
                message="只有本机关预留的号可以取消预留。",
            ),
        ),
    ),
)
