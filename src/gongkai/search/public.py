"""What the public finds: the rows of the public's index that contain all words, or those whose titles come nearest.

A search reads a bounded number of rows, whatever is asked: it is asked by anybody.
"""

from __future__ import annotations

import math
from collections import Counter

from gongkai.search.engine import PUBLIC, Part, ProposedText
from gongkai.search.initials import initials_of
from gongkai.search.models import PublicText
from gongkai.search.words import fold, words_of

LISTED = 500  # of what contains all words, the newest
NEAREST = 10
TITLES_READ = 2000
SHORTEST_INITIALS = 2
COLUMNS = ("place", "kind", "key", "organ_id", "year", "validity", "title")


def matching(question: str, part: Part) -> list[ProposedText]:
    """Return what contains all words of a question, newest first: at most one more than `LISTED`."""
    return PUBLIC.matching(part, words_of(question), fold(question), limit=LISTED + 1)


def by_relevance(found: list[ProposedText]) -> list[ProposedText]:
    """Return what was found with the whole question in its title first, then in its text, then its words apart."""
    return sorted(found, key=lambda each: (not each.in_title, not each.in_text))


def nearest(question: str, part: Part) -> list[ProposedText]:
    """Return what has many of the pairs of characters of a question in its title, or these initials; the best first.

    A question with a wrong character, or put as a sentence, has most pairs of the title that was meant.
    """
    asked = pairs_of(question)
    rows = PublicText.objects.filter(**part).order_by("-place").values_list(*COLUMNS)[:TITLES_READ]
    titles = {
        ProposedText(place, kind, key, organ, year, validity, in_title=False, in_text=False): title
        for place, kind, key, organ, year, validity, title in rows
    }
    letters = fold(question).replace(" ", "")
    if letters.isascii():
        if len(letters) < SHORTEST_INITIALS or not letters.isalpha():
            return []
        return [row for row, title in titles.items() if letters in initials_of(title)][:NEAREST]
    held = {row: {pair for pair in asked if pair in title} for row, title in titles.items()}
    often = Counter(pair for pairs in held.values() for pair in pairs)
    worth = {pair: math.log(1 + len(titles) / number) for pair, number in often.items()}
    enough = max(1, math.ceil(len(asked) / 3))
    near = {row: sum(worth[pair] for pair in pairs) for row, pairs in held.items() if len(pairs) >= enough}
    return sorted(near, key=lambda row: (-near[row], -row.place))[:NEAREST]


def pairs_of(question: str) -> list[str]:
    """Return the pairs of neighbouring characters of the words of a question, each once."""
    found = (word[at : at + 2] for word in words_of(question) for at in range(max(1, len(word) - 1)))
    return list(dict.fromkeys(found))


def is_empty() -> bool:
    """Return whether nothing at all can be found."""
    return not PublicText.objects.exists()
