"""A kind of document: what its review fills in, how an approved version leaves the organ, and what follows on that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from gongkai.registry.kinds import Record, Transaction, Viewer
from gongkai.registry.registers import Linked


@dataclass(frozen=True, kw_only=True)
class SecrecySheet:
    """The secrecy form, and what a kind of document answers in it before the drafter does."""

    title: ClassVar[str] = "保密审查表"

    carrier: str = "other"
    channel: str = ""

    def facts(self, viewer: Viewer, version: Record) -> Sequence[tuple[str, str]]:
        """Return nothing: what is published is of no case."""
        return ()

    def proposed(self, viewer: Viewer, version: Record) -> Mapping[str, str]:
        """Return what may stand in the fields."""
        return {"carrier": self.carrier, "channel": self.channel}


@dataclass(frozen=True, kw_only=True)
class LetterSheet:
    """The approval sheet of a letter (审批表), and what its case says in it before the drafter does.

    `facts(viewer, version)` returns the case as label and text, `proposed(viewer, version)` what may stand in
    the fields.
    """

    title: ClassVar[str] = "审批表"

    facts: Callable[[Viewer, Record], Sequence[tuple[str, str]]]
    proposed: Callable[[Viewer, Record], Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class ByRelease:
    """A document leaves by being released: where it is shown, and what must hold besides its approval.

    `foreseen(viewer, version)` returns what will stand in the way, as it can be known before the review: the drafter is
    told of it, and may send the version all the same. `told_by_its_room`: the home page hears of an approved version
    from the room of the kind, which has more to do with it than to release it.
    """

    final_words: ClassVar[str] = "已审批，可以公开发布。"

    address: Callable[[Record], str]
    blockers: Callable[[Viewer, Record], list[Any]] = lambda viewer, version: []
    foreseen: Callable[[Viewer, Record], list[Any]] = lambda viewer, version: []
    told_by_its_room: bool = False


@dataclass(frozen=True, kw_only=True)
class ByService:
    """A document leaves by being served on somebody, and is never released.

    `compose(viewer, version)` returns the letter (`papers.letters.Letter`) as what was filled in, the case
    and the law of a day make it: a version that says otherwise cannot be approved that day. `about(versions)`
    says by the ids of their documents which records letters are about, read at once.
    Only who may do `view` sees a letter: it carries personal data.
    """

    final_words: ClassVar[str] = "已审批定稿，可以送达。"

    view: str
    compose: Callable[[Viewer, Record], Any]
    about: Callable[[Sequence[Record]], Mapping[int, str]]


@dataclass(frozen=True, kw_only=True)
class PageField:
    """A field of a structured page: a `line`, a `text` of paragraphs, or `entries`, one a line as 名称：内容.

    An entry has as many cells as there are `columns`, of which the first `filled` must say something. `check(text)`
    returns what is wrong with what was filled in, as a sentence; "" where nothing is.
    """

    name: str
    label: str
    help: str = ""
    required: bool = False
    shape: Literal["line", "text", "entries"] = "line"
    columns: tuple[str, ...] = ("名称", "内容")
    filled: int = 1
    check: Callable[[str], str] = lambda text: ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Why an organ must have a structured page: the article (`basis`), or a dated value of the organ (`setting`).

    What no text that was read asks for the organ decides: the page is asked for while the setting is `WANTED`.
    """

    WANTED: ClassVar[str] = "应当公布"

    basis: str = ""
    setting: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentKind:
    """A kind of document: the sheet that its review fills in, and how an approved version leaves.

    One that is `registered` is signed with its last approval, and has its number and day (发文字号, 成文日期) by
    registration, before it leaves.

    A kind with `fields` is a structured page, of which an organ has one: its body is canonical JSON, filled in, read
    and compared field by field (`papers.structured`); `asked` says why there must be one. Another whose body is not
    plain text says how a version reads: `text` as one paragraph a line, which is checked and compared, `page` as safe
    HTML with its title at a heading level, which the reviewer sees as the reader will. `home(version)` names the record
    that the document is of and leads to it: whoever may see the document may see that. A kind that is not written on
    the documents' own screen says where another version of it is (`revise(version)`), and what stands in the viewer's
    way there.
    """

    id: str
    label: str
    leaves: ByRelease | ByService
    sheet: SecrecySheet | LetterSheet = SecrecySheet()
    registered: bool = False
    text: Callable[[Record], str] | None = None
    page: Callable[[Record, int], str] | None = None
    home: Callable[[Record], Linked] | None = None
    revise: Callable[[Record], str] | None = None
    revise_blockers: Callable[[Viewer, Record], list[Any]] = lambda viewer, version: []
    fields: tuple[PageField, ...] = ()
    asked: Asked = Asked()

    @property
    def is_laid_out(self) -> bool:
        """Whether a version is read as a page of its own, not as plain paragraphs."""
        return bool(self.page or self.fields)

    @property
    def release(self) -> ByRelease | None:
        """How it is released; None for what is served instead."""
        return self.leaves if isinstance(self.leaves, ByRelease) else None

    @property
    def service(self) -> ByService | None:
        """How it is served; None for what is released instead."""
        return self.leaves if isinstance(self.leaves, ByService) else None


@dataclass(frozen=True, kw_only=True)
class DraftQuestion:
    """What a room above asks of a document beside what it says: kept with it, and no part of what is reviewed.

    `fields(viewer, kind, document)` returns the form's fields by name (document None: it is begun), `keep(tx, viewer,
    document, answers)` stores their answers in the draft's own transaction, or raises with what is wrong at which
    field. `said(viewer, document)` is what stands on the document's page.
    """

    id: str
    fields: Callable[[Viewer, DocumentKind, Record | None], Mapping[str, Any]]
    keep: Callable[[Transaction, Viewer, Record, Mapping[str, Any]], None]
    said: Callable[[Viewer, Record], Sequence[tuple[str, Linked]]] = lambda viewer, document: ()


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """A place to which a version goes besides the organ's own site: where it stands there, in words that lead on.

    `text` is what will be said there where that is not the text itself: it is read in the review.
    """

    name: str
    state: Linked
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Consequence:
    """What follows by itself on every release and withdrawal, in a room above: written in their own transaction.

    Nobody else writes the organ's ledgers meanwhile.

    `released(tx, viewer, release)` and `withdrawn(tx, viewer, withdrawal)` write it; each looks itself whether the
    document concerns it. `blockers(viewer, version)` are what stands against a release for its sake, `notices(viewer,
    version)` what who drafts or releases should look at before. `remains(viewer, release)` is what a withdrawal leaves
    as it is, which never stands against it. `records(viewer, document)` lead to what was written. `outlets(viewer,
    version)` are where else a version goes, or went.
    """

    id: str
    released: Callable[[Transaction, Viewer, Record], None]
    withdrawn: Callable[[Transaction, Viewer, Record], None]
    blockers: Callable[[Viewer, Record], Sequence[Any]] = lambda viewer, version: ()
    notices: Callable[[Viewer, Record], Sequence[Any]] = lambda viewer, version: ()
    remains: Callable[[Viewer, Record], Sequence[Any]] = lambda viewer, release: ()
    records: Callable[[Viewer, Record], Sequence[tuple[str, Linked]]] = lambda viewer, document: ()
    outlets: Callable[[Viewer, Record], Sequence[Outlet]] = lambda viewer, version: ()
