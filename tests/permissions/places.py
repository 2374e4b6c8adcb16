"""Everything there is to open in a bureau, and the permission that each needs, held to the resolver by a test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai import registry
from gongkai.bodies.models import Absence, Appointment, Nomination
from gongkai.inforequests.models import CaseLetter, InfoRequest, Receipt, Reply
from gongkai.ledger.models import Entry
from gongkai.papers import printing, structured
from gongkai.proactive.models import Matter
from gongkai.reporting.checking import CheckedFiles
from gongkai.review.models import Chain
from gongkai.upkeep.counted import COUNTED
from gongkai.upkeep.indicators import INDICATORS
from tests.permissions.world import YEAR, House

CELL = "requests.received.natural"


@dataclass(frozen=True)
class Place:
    """Something to open: a URL, the permission that it needs ("" any officer, None everybody), and what is sent."""

    name: str
    permission: str | None
    arguments: tuple[object, ...] = ()
    post: Mapping[str, str] | None = None


def places(home: House) -> Iterator[Place]:
    """Yield every place, with records of the bureau where one is named."""
    yield Place("shell:sign_in", None)
    yield Place("shell:sign_out", None, post={})
    yield Place("shell:password", "")
    yield Place("shell:my_account", "")
    yield Place("shell:second_factor", "")
    yield Place("shell:recovery_codes", "", post={})
    yield Place("shell:code", "")
    yield from _accounts(home)
    yield Place("shell:search", "")
    yield Place("shell:registers", "")
    yield Place("shell:tasks", "")
    yield Place("shell:task", "", (home.task.pk,))
    yield Place("shell:cancel_task", "", (home.task.pk,), post={})
    checked = registry.one(registry.Importer, home.task.parameters["importer"])
    yield Place("shell:import_plan", checked.permission, (checked.id, home.task.pk))
    yield from _registers(home)
    yield from _importers()
    yield from _people(home)
    yield from _norms()
    yield from _papers(home)
    yield from _review(home)
    yield from _catalogue(home)
    yield Place("proactive:unrecorded", "proactive.register")
    yield Place("proactive:write_list", "papers.draft")
    yield Place("proactive:revise_list", "papers.revise", (home.listed.document_id,))
    yield from _publisher(home)
    yield from _upkeep(home)
    yield from _requests(home)
    yield from _reports(home)
    yield from _portal(home)


def _catalogue(home: House) -> Iterator[Place]:
    for matter in Matter.objects.filter(organ=home.bureau.organ):
        yield Place("proactive:matter", "proactive.view", (matter.pk,))
    yield Place("proactive:write_catalogue", "proactive.manage_catalogue")
    yield Place("proactive:classify", "proactive.classify", (home.version.document_id,))


def _upkeep(home: House) -> Iterator[Place]:
    yield Place("upkeep:inspection", "upkeep.view")
    yield Place("upkeep:inspection_file", "upkeep.view")
    yield Place("upkeep:gathered", "upkeep.view")
    yield Place("upkeep:latest_report", "upkeep.view")
    yield Place("upkeep:site_report", "upkeep.view", (YEAR,))
    yield from (Place("upkeep:figure", "upkeep.view", (YEAR, line)) for line in COUNTED)
    yield from (Place("upkeep:report_file", "upkeep.view", (YEAR, suffix)) for suffix in ("docx", "xlsx"))
    yield from (Place("upkeep:indicator", "upkeep.view", (each.id,)) for each in INDICATORS)


def _accounts(home: House) -> Iterator[Place]:
    administer = "shell.administer_accounts"
    officer = home.viewer("drafter").officer
    assert officer is not None
    yield Place("shell:accounts", administer)
    yield Place("shell:open_account", administer)
    yield Place("shell:account", administer, (officer.pk,))
    yield Place("shell:account_act", administer, (officer.pk, "reset-password"))


def _registers(home: House) -> Iterator[Place]:
    for register in registry.all_of(registry.Register):
        yield Place("shell:register", register.permission, (register.id,))
        yield Place("shell:save_filter", register.permission, (register.id,), post={"name": "示例"})
        if register.ledger is not None:
            yield Place("shell:enter", register.ledger.permission, (register.id,))
        for record in home.records(register)[:1]:
            yield Place("shell:record", register.permission, (register.id, record.pk))
            if register.ledger is not None:
                yield Place("shell:correct", register.ledger.permission, (register.id, record.pk))
                yield Place("shell:void", register.ledger.permission, (register.id, record.pk))


def _importers() -> Iterator[Place]:
    for importer in registry.all_of(registry.Importer):
        yield Place("shell:import", importer.permission, (importer.id,))
        yield Place("shell:import_template", importer.permission, (importer.id,))


def _people(home: House) -> Iterator[Place]:
    officer = home.viewer("drafter").officer
    assert officer is not None
    yield Place("desk:home", "desk.open")
    entry = Entry.objects.filter(organ_code=home.bureau.organ.code)[0].pk
    yield Place("desk:proof", "desk.read_ledger", (entry,))
    yield Place("desk:checkpoint", "desk.read_ledger")
    yield Place("desk:checkpoint_file", "desk.read_ledger")
    yield Place("desk:people", "desk.view_people")
    yield Place("desk:permissions", "desk.view_people")
    yield Place("desk:officer", "desk.view_people", (officer.pk,))
    yield Place("desk:enrol", "bodies.administer")
    yield Place("desk:appoint", "bodies.administer", (officer.pk,))
    yield Place("desk:stand_in", "bodies.administer")
    yield Place("desk:absence", "bodies.administer")
    for absence in Absence.objects.filter(organ=home.bureau.organ):
        yield Place("desk:end_absence", "bodies.administer", (absence.pk,))
    for nomination in Nomination.objects.filter(organ=home.bureau.organ):
        yield Place("desk:nomination", "bodies.confirm_appointment", (nomination.pk,))
    for appointment in Appointment.objects.filter(officer=officer):
        yield Place("desk:end_appointment", "bodies.administer", (appointment.pk,))


def _norms() -> Iterator[Place]:
    yield Place("desk:calendar", "norms.view")
    yield Place("desk:notice", "norms.maintain")
    yield Place("desk:values", "norms.view")
    yield Place("desk:settle", "norms.maintain", ("reply.period", "2019-05-15"))
    yield Place("desk:deadline", "norms.view")


def _papers(home: House) -> Iterator[Place]:
    document = (home.version.document_id,)
    yield Place("papers:documents", "papers.view")
    yield Place("papers:document", "papers.view", document)
    yield Place("papers:draft", "papers.draft")
    yield Place("papers:pages", "papers.view")
    for kind in structured.kinds():
        yield Place("papers:page", "papers.draft", (kind.id,))
    yield Place("papers:revise", "papers.revise", document)
    yield Place("papers:numbers", "papers.view")
    yield Place("papers:series", "papers.view", (home.draw.series_id,))
    yield Place("papers:give_up", "papers.number", (home.draw.pk,))
    yield Place("papers:scan", "papers.scan", (home.version.pk,), post={})
    yield Place("papers:attachment", "papers.view", (home.version.pk, 0))
    yield from (
        Place("papers:printed", "papers.view", (home.version.pk, suffix)) for suffix in printing.FORMATS
    )


def _review(home: House) -> Iterator[Place]:
    version = (home.version.pk,)
    yield Place("review:queue", "review.view")
    yield Place("review:chains", "review.view_chains")
    yield Place("review:set_chain", "review.set_chain")
    for chain in Chain.objects.filter(organ=home.bureau.organ):
        yield Place("review:end_chain", "review.set_chain", (chain.pk,))
    yield Place("review:seats", "review.view_chains")
    yield Place("review:set_seat", "review.set_chain")
    yield Place("review:close_seat", "review.set_chain", (home.seat.pk,))
    yield Place("review:version", "review.view", version)
    yield from _consultations(home)
    yield Place("review:printed", "review.view", (*version, "docx"))
    yield Place("review:submit", "review.submit", version)
    yield Place("review:abandon", "review.abandon", version)
    yield Place("review:decide", "review.examine", version, post={"verdict": "return", "opinion": "示例"})
    yield Place("review:register", "review.register", version, post={"dated_by": "signing"})
    yield Place("review:correct_registration", "review.register", version, post={"reason": "示例"})
    yield Place("review:release", "review.release", version, post={})
    yield Place("review:withdraw", "review.withdraw", version, post={})
    yield Place("review:version", "review.view", (home.timed.pk,))
    yield Place("review:set_time", "review.release", (home.timed.pk,), post={"leaves_at": ""})
    yield Place("review:take_back_time", "review.release", version, post={})
    down = (home.down.release.approval_id,)
    yield Place("review:version", "review.view", down)
    yield Place("review:take_down", "review.take_down", version, post={"down-reason": "示例"})
    yield Place("review:confirm_take_down", "review.confirm_take_down", down, post={"confirm-opinion": ""})


def _consultations(home: House) -> Iterator[Place]:
    question = (home.question.pk,)
    yield Place("review:consult", "review.consult", (home.version.pk,))
    yield Place("review:question", "review.view", question)
    yield Place("review:letter_out", "review.view", (*question, "docx"))
    yield Place("review:scan", "review.view", (*question, 1))
    yield Place("review:answer_question", "review.answer_question", question, post={"opinion": "agree"})
    yield Place("review:record_letter", "review.consult", question, post={"opinion": "agree"})
    yield Place("review:treat_opinion", "review.consult", question, post={"adopted": "False"})
    yield Place("review:correct_answer", "review.consult", question, post={"reason": ""})
    yield Place("review:recall_question", "review.consult", question, post={"reason": "示例"})


def _publisher(home: House) -> Iterator[Place]:
    delivery = (home.delivery.pk,)
    yield Place("publisher:defaults", "proactive.manage_channels", ("notice",))
    yield Place("publisher:choose", "publisher.choose", (home.delivery.release.document.pk,))
    yield Place("publisher:delivery", "publisher.view", delivery)
    yield Place("publisher:package", "publisher.view", delivery)
    yield Place("publisher:done", "publisher.deliver", delivery, post={"done_on": "2023-05-08"})
    yield Place("publisher:send", "publisher.deliver", delivery, post={})
    yield Place("publisher:compare", "publisher.deliver", delivery, post={})
    yield Place("publisher:failed", "publisher.deliver", delivery, post={"failure-note": "示例"})
    yield Place("publisher:drop", "publisher.deliver", delivery, post={"dropping-note": ""})
    yield Place("publisher:correct", "publisher.deliver", delivery, post={"right-reason": ""})
    yield Place("publisher:reopen", "publisher.deliver", delivery, post={"reopen-reason": ""})


def _requests(home: House) -> Iterator[Place]:
    organ = home.bureau.organ
    kinds = (InfoRequest, Receipt, Reply, CaseLetter)
    case, receipt, reply, letter = (kind.objects.filter(organ=organ)[0].pk for kind in kinds)
    yield Place("inforequests:register", "inforequests.register")
    yield Place("inforequests:request", "inforequests.view", (case,))
    yield Place("inforequests:confirm", "inforequests.confirm", (case,))
    yield Place("inforequests:reply", "inforequests.answer", (case,))
    yield Place("inforequests:letter_begin", "inforequests.write_reply", (case, "inforequests.reply"))
    yield Place("inforequests:letter_change", "inforequests.write_consultation", (letter,))
    yield Place("inforequests:letter_service", "inforequests.serve", (letter,))
    yield Place("inforequests:letter_delivery", "inforequests.serve", (letter,))
    yield Place("inforequests:letter_response", "inforequests.serve", (letter,))
    yield Place("inforequests:letter_void", "inforequests.serve", (letter,))
    yield Place("inforequests:letter_printed", "inforequests.view", (letter, "pdf"))
    yield Place("inforequests:correct_receipt", "inforequests.correct_receipt", (receipt,))
    yield Place("inforequests:correct_reply", "inforequests.correct_reply", (reply,))
    yield Place("inforequests:moved", "inforequests.view", (1,))


def _reports(home: House) -> Iterator[Place]:
    yield Place("reporting:reports", "reporting.view")
    yield Place("reporting:years", "reporting.view")
    yield Place("reporting:style", None)
    yield Place("reporting:check", "reporting.read_published")
    yield Place("reporting:check_list", "reporting.read_published", post={"list": CheckedFiles(()).signed})
    yield Place("reporting:prior_year", "reporting.build")
    yield Place("reporting:report", "reporting.view", (YEAR,))
    yield Place("reporting:preview", "reporting.view", (YEAR,))
    yield Place("reporting:preview_page", "reporting.view", (YEAR, 1))
    yield Place("reporting:build", "reporting.build", (YEAR,), post={})
    yield Place("reporting:finalize", "reporting.finalize", (YEAR,), post={})
    yield Place("reporting:release", "review.release", (YEAR,), post={})
    yield Place("reporting:unlock", "reporting.unlock", (YEAR, CELL))
    yield Place("reporting:figure", "reporting.view", (YEAR, CELL))
    yield Place("reporting:passage", "reporting.build", (YEAR, "request_handling"))
    yield Place("reporting:download", "reporting.view", (YEAR, "json"))
    yield Place("reporting:ledger", "inforequests.view", (YEAR,))
    yield Place("reporting:package", "inforequests.view", (YEAR,))
    yield Place("reporting:download_task", "reporting.view", (YEAR, home.task.pk))
    yield Place("reporting:download_task_file", "reporting.view", (YEAR, home.task.pk))


def _portal(home: House) -> Iterator[Place]:
    code = home.bureau.organ.code
    yield Place("portal:home", None)
    yield Place("portal:search", None)
    yield Place("portal:organ", None, (code,))
    for page in ("portal:guide", "portal:rules", "portal:leaders", "portal:staffing"):
        yield Place(page, None, (code,))
    yield Place("portal:documents", None, (code,))
    yield Place("portal:catalogue", None, (code,))
    yield Place("portal:directory", None, (code,))
    yield Place("portal:feed", None, (code,))
    yield Place("portal:maps", None)
    yield Place("portal:map", None, ("public",))
    yield Place("portal:robots", None)
    yield Place("portal:document", None, (home.version.document_id,))
    yield Place("portal:attachment", None, (home.version.document_id, 0))
    yield Place("portal:all_reports", None)
    yield Place("portal:reports", None, (code,))
    yield Place("portal:report", None, (code, YEAR))
    yield Place("portal:download", None, (code, YEAR, "json"))
    yield Place("portal:edition", None, (code, YEAR, 1))
    yield Place("portal:edition_download", None, (code, YEAR, 1, "json"))
