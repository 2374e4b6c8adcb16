"""The running watch over what is public: a changed text or file is noticed soon, whoever asks for the page or nobody.

Nothing of it is ever served: a page shows only what the sealed ledger proves, a file only while its digest holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.ledger import watch
from gongkai.papers import files
from gongkai.portal.queries import all_public, withheld
from gongkai.review.models import Release
from gongkai.review.queries import disowned

PUBLIC = "portal.public"
RELEASES = "portal.releases"


def watch_public(*, read_again: bool = False) -> None:
    """Look at everything that is public: texts and what was decided on them, and the files that changed on the disk.

    And at what is public no more, or again, without the ledger's word.
    """
    watch.keep(PUBLIC, _faults(read_again))
    watch.keep(RELEASES, (str(document) for document in disowned()))


def watch_public_files() -> None:
    """Look at everything that is public, and read every byte of every file anew."""
    watch_public(read_again=True)


def _faults(read_again: bool) -> Iterator[str]:
    """The releases whose page is withheld by their number; with a colon and its place, a file of one."""
    for releases in all_public():
        gone = withheld(releases)
        yield from (str(release.pk) for release in gone)
        for release in releases:
            if release not in gone:
                yield from (f"{release.pk}:{place}" for place in _damaged(release, read_again))


def _damaged(release: Release, read_again: bool) -> Iterator[int]:
    for place, attachment in enumerate(release.version.files, start=1):
        if not files.is_whole(attachment, read_again=read_again):
            yield place
