"""The public's search over many releases: a phrase alone, and the same phrase sifted and by date; all are found.

Texts are made of fifty words, ten sentences each, so that a phrase of two characters stands in most rows and one of
eight in few. Usage: bench/finding.py [ROWS].
"""

from __future__ import annotations

import datetime
import random
import statistics
import sys
from collections.abc import Iterator

from office import database, open_office, processor_time
from searching import WORDS

from gongkai.portal.findables import KINDS
from gongkai.search import public
from gongkai.search.engine import PUBLIC, Part
from gongkai.search.indexing import AT_ONCE, ROWS_OF_A_DAY
from gongkai.search.models import PublicText
from gongkai.search.words import fold

ROUNDS = 40
COMPARED = 1_000
FIRST = datetime.date(2015, 1, 1)
YEARS = 10


def rows_of(organ: str, number: int) -> Iterator[PublicText]:
    """Yield rows of invented releases, spread over ten years."""
    made = random.Random(11)
    for n in range(number):
        day = FIRST + datetime.timedelta(days=n * 365 * YEARS // number)
        title = "".join(made.choices(WORDS, k=8))
        body = "。".join("".join(made.choices(WORDS, k=12)) for _ in range(10))
        yield PublicText(
            place=(day.toordinal() << ROWS_OF_A_DAY) + n,
            organ_id=organ,
            kind=f"portal.{KINDS[n % 2].id}",
            key=n,
            year=day.year,
            validity="in_force" if n % 2 else "",
            title=title,
            text=fold(f"{title}。{body}"),
        )


def milliseconds(phrases: list[str], part: Part) -> tuple[float, float]:
    """Return the median and the 95th percentile of asking for each phrase."""
    taken = []
    for phrase in phrases:
        begun = processor_time()
        public.by_relevance(public.matching(phrase, part))
        taken.append(1000 * (processor_time() - begun))
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def missed(texts: dict[int, str], phrases: list[str]) -> int:
    """Return how often a phrase is in a text and not found, or the reverse, where all that have it are listed."""
    wrong = 0
    for phrase in phrases:
        found = public.matching(phrase, {})
        if len(found) <= public.LISTED:
            there = {key for key, text in texts.items() if phrase in text}
            wrong += len(there ^ {each.key for each in found if each.key in texts})
    return wrong


def main() -> None:
    """Print the time of a phrase of each length, alone and sifted, and whether all were found."""
    number = int(sys.argv[1]) if sys.argv[1:] else 100_000
    organ = open_office().organ.code
    rows, sample, made = [], {}, random.Random(3)
    for row in rows_of(organ, number):
        rows.append(row)
        if made.random() < COMPARED / number:
            sample[row.key] = row.text
        if len(rows) == AT_ONCE:
            PUBLIC.put(rows)
            rows = []
    PUBLIC.put(rows)
    texts = [text for text in sample.values() if text]
    for length in range(2, 9):
        phrases = []
        while len(phrases) < ROUNDS:
            text = made.choice(texts)
            at = made.randrange(len(text) - length)
            if " " not in (phrase := text[at : at + length]):
                phrases.append(phrase)
        alone = milliseconds(phrases, {})
        sifted = milliseconds(phrases, {"year": FIRST.year + YEARS - 2, "kind": f"portal.{KINDS[0].id}"})
        print(
            f"{database()}: {number:,} rows, {length} characters: {alone[0]:.1f} ms, p95 {alone[1]:.1f} ms;"
            f" sifted {sifted[0] / alone[0]:.2f} ×, p95 {sifted[1] / alone[1]:.2f} ×;"
            f" missed {missed(sample, phrases)}"
        )


if __name__ == "__main__":
    main()
