"""The letter in which somebody outside is asked about a version (征求意见函), to print, seal and send."""

from __future__ import annotations

from gongkai.papers.contact import Contact
from gongkai.papers.letters import day_in_words
from gongkai.papers.printing import FORMATS, SAMPLE, PrintedLetter
from gongkai.review.models import SeatQuestion

__all__ = ["FORMATS", "write"]


def write(question: SeatQuestion, suffix: str, *, contact: Contact) -> bytes:
    """Return the letter in one of FORMATS. Raises KeyError for another, `typeset.TypesettingFailed`."""
    letter = letter_of(question, contact=contact)
    return {"pdf": letter.pdf, "docx": letter.docx}[suffix]()


def letter_of(question: SeatQuestion, *, contact: Contact) -> PrintedLetter:
    """Return what the letter says: number, to whom, the question, by when, and the papers that go with it."""
    version = question.version
    organ = version.organ
    asking = (
        f"我单位拟公开《{version.title}》（第 {version.number} 版，全文附后）。根据信息公开保密审查和会商的规定，"
        "现就以下问题征求贵单位意见："
    )
    answering = (
        f"请于 {day_in_words(question.due_on)}前函复，写明同意、修改意见或者建议不公开及其理由，"
        "并加盖公章。内容修改后需要再次征求意见的，我单位另行发函。"
    )
    said = "，".join(filter(None, (contact.office, contact.address, contact.phone)))
    return PrintedLetter(
        title_lines=(organ.name, "征求意见函"),
        notice=SAMPLE if organ.is_sample else "",
        doc_number=question.letter_number,
        addressee=question.seat.addressee if question.seat else question.name,
        paragraphs=(asking, *question.question.splitlines(), answering),
        attachments=(version.title, *(file.name for file in version.files)),
        contact=f"联系方式：{said}" if said else "",
        signatory=organ.name,
        day=day_in_words(question.asked_on),
        made_on=question.asked_on,
    )
