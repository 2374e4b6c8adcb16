"""What the database itself refuses of documents, official documents and normative documents."""

from __future__ import annotations

from gongkai.registry import Guard, Refusal

STANDS_ALREADY = (
    "NOT NEW.voids AND EXISTS (SELECT 1 FROM {table} AS o"
    " WHERE o.organ_id = NEW.organ_id AND o.{key} = NEW.{key} AND NOT o.voids"
    " AND (NEW.supersedes_id IS NULL OR o.id <> NEW.supersedes_id)"
    " AND NOT EXISTS (SELECT 1 FROM {table} AS s WHERE s.supersedes_id = o.id))"
)


def once(table: str, key: str) -> str:
    """SQL: a fact that stands, other than the one NEW corrects, has the same key in the same organ."""
    return STANDS_ALREADY.format(table=table, key=key)


GUARDS = (
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
    Guard(id="papers.NumberSeries"),
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
        id="papers.OfficialDocument",
        counted=True,
        refusals=(
            Refusal(
                code="OFFICIAL_DOCUMENT_TWICE",
                condition=once("papers_officialdocument", "doc_number"),
                message="该发文字号已登记；有错请更正原记录，不要重复登记。",
            ),
        ),
    ),
    Guard(
        id="papers.NormativeDesignation",
        counted=True,
        refusals=(
            Refusal(
                code="NORMATIVE_TWICE",
                condition=once("papers_normativedesignation", "doc_number"),
                message="该文件已认定为行政规范性文件；有错请更正原记录，不要重复登记。",
            ),
            Refusal(
                code="REGISTRATION_TWICE",
                condition=once("papers_normativedesignation", "registration_number"),
                message="该规范性文件登记号已使用；一号一件，请核对登记号。",
            ),
        ),
    ),
    Guard(
        id="papers.NormativeRepeal",
        counted=True,
        refusals=(
            Refusal(
                code="REPEAL_TWICE",
                condition=once("papers_normativerepeal", "doc_number"),
                message="该规范性文件已登记废止（失效）；有错请更正原记录，不要重复登记。",
            ),
        ),
    ),
)
