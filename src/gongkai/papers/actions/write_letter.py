"""Write a letter: its version, and the values of the law that it rests on."""

from __future__ import annotations

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries
from gongkai.papers.actions.draft import add, faults_of
from gongkai.papers.letters import Letter, distinct, is_unverified
from gongkai.papers.models import Document, UsedValue, Version


def write_letter(*, viewer: Viewer, kind: str, letter: Letter, document: Document | None = None) -> Version:
    """Return the version that a letter of a `registry.LetterKind` makes: the first, or the next of `document`.

    May be called inside another action only: the room that writes letters says who may. Raises `ActionBlocked`
    with what the letter lacks.
    """
    registry.one(registry.LetterKind, kind)
    if faults := faults_of(letter.content):
        raise ActionBlocked(faults)
    with viewer.transaction() as tx:
        if document is None:
            document = tx.add(Document(organ_id=viewer.organ_code, kind=kind, begun_on=viewer.day))
            number = 1
        else:
            document = queries.documents(viewer).select_for_update().get(pk=document.pk)
            newest = document.newest
            number = newest.number + 1 if newest else 1
        version = add(tx, document, number=number, content=letter.content, viewer=viewer)
        tx.add_all(
            [
                UsedValue(
                    organ_id=viewer.organ_code,
                    version=version,
                    key=value.key,
                    in_force_from=value.in_force_from,
                    says=str(value),
                    mark=value.mark,
                    unverified=is_unverified(value),
                )
                for value in distinct(letter.values)
            ]
        )
    return version
