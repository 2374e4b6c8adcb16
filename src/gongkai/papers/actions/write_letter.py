"""Write a letter: its version, and the values of the law that it rests on."""

from __future__ import annotations

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.papers.actions.draft import store_version
from gongkai.papers.letters import Letter, distinct, is_unverified
from gongkai.papers.models import Document, UsedValue, Version


def write_letter(*, viewer: Viewer, kind: str, letter: Letter, document: Document | None = None) -> Version:
    """Return the version that a letter of a kind that leaves by service makes: the first, or the next of `document`.

    May be called inside another action only: the room that writes letters says who may. Raises `ActionBlocked`
    with what the letter lacks.
    """
    declared = registry.one(registry.DocumentKind, kind)
    assert declared.service, f"{kind} is not a kind of letter"
    with viewer.transaction() as tx:
        version = store_version(tx, viewer=viewer, of=document or declared, content=letter.content)
        tx.add_all(
            [
                UsedValue(
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
